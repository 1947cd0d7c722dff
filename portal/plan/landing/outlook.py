"""What applying a plan to a project would do, before anything is done: for the preview, and for the apply itself."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from portal.base.database import db
from portal.base.ids import new_id
from portal.people.workspace import Workspace
from portal.plan.importing import Plan, Warning
from portal.plan.landing.links import circles_among, family_among
from portal.plan.landing.people import Crew, crew_of
from portal.plan.landing.proposing import Proposal, propose
from portal.plan.landing.standing import known_items
from portal.plan.stage import STAGE_KINDS, Stage
from portal.plan.stages import ensure_stages, stages_of
from portal.projects.project import Project


@dataclass
class Outlook:
    """A plan, what it would change here, and what would be left out on the way, each with its reason."""

    plan: Plan
    proposal: Proposal
    crew: Crew
    stages: list[Stage]
    #: Links, as pairs of keys, that cannot stand.
    unfit: set[tuple[str, str]]
    strangers: Counter
    warnings: list[Warning]


def outlook(*, plan: Plan, project: Project, source_id: UUID | None, writing: bool = False) -> Outlook:
    """Look at a plan from a project. ``writing`` makes the project's usual stages where it has none yet."""
    crew = crew_of(project)
    stages = ensure_stages(project) if writing else stages_of(project.id) or _usual(project)
    proposal = propose(plan, known_items(project.id, source_id), crew, stages)
    family, circles = unfit_links(plan)
    strangers = crew.strangers(plan.items)
    warnings = [*plan.warnings, *of_links(plan, family, circles), *_of_people(strangers), *_of_money(plan, project)]
    return Outlook(plan, proposal, crew, stages, family | circles, strangers, warnings)


def unfit_links(plan: Plan) -> tuple[set, set]:
    """The links of a plan, by keys, that go up or down in a branch, and those that close a circle."""
    parents = {item.key: item.parent for item in plan.items}
    edges = [(item.key, link.key) for item in plan.items for link in item.predecessors]
    family = family_among(edges, parents.get)
    return family, circles_among([edge for edge in edges if edge not in family])


def _usual(project: Project) -> list[Stage]:
    return [
        Stage(id=new_id(), workspace_id=project.workspace_id, project_id=project.id, kind=kind, name="") for kind in STAGE_KINDS
    ]


def of_links(plan: Plan, family: set, circles: set) -> list[Warning]:
    """A remark for each link that cannot stand."""
    titles = {item.key: item.title for item in plan.items}
    return [
        Warning(item.row, "link_family" if (item.key, link.key) in family else "link_circle", {"title": titles[link.key]})
        for item in plan.items
        for link in item.predecessors
        if (item.key, link.key) in family or (item.key, link.key) in circles
    ]


def _of_people(strangers: Counter) -> list[Warning]:
    if not strangers:
        return []
    told = [f"{name} ({count})" for name, count in strangers.most_common(20)]
    return [Warning(None, "people_unknown", {"names": ", ".join(told) + (", …" if len(strangers) > len(told) else "")})]


def _of_money(plan, project) -> list[Warning]:
    if not plan.currency or not any(item.cost for item in plan.items):
        return []
    ours = db.session.get(Workspace, project.workspace_id).currency
    return [] if plan.currency == ours else [Warning(None, "currency_differs", {"found": plan.currency, "ours": ours})]
