"""Importing in tests: a file's text into a project, as a person would."""

from portal.base.database import db
from portal.plan.importing import read_plan
from portal.plan.item import WorkItem
from portal.plan.landing.applying import apply_plan
from portal.plan.landing.outlook import outlook
from portal.plan.landing.sources import likely_source
from portal.plan.plan_import import PlanImport
from tests.plan.importing.files import csv_file

PLAN = """
    ID,Task,Parent,Start,Due,Promised,Done %,Who,Predecessors,Notes,Cost,Hours,Status
    1,Design,,2026-03-02,2026-03-13,,50,,,,,,
    2,Sketches,1,2026-03-02,2026-03-06,2026-03-10,100,Tess,,Two of them,100,8,
    3,Review,1,2026-03-09,2026-03-13,2026-03-20,0,cora@example.com,2SS+2d,,,,With client
    4,Build,,2026-03-16,2026-04-03,2026-04-10,0,Anna Berg,3,,,,
"""


def read(text: str = PLAN, name: str = "plan.csv", **how):
    return read_plan(csv_file(text), name, **how)


def bring(project, by, text: str = PLAN, *, name: str = "plan.csv", **how) -> PlanImport:
    """Import a text into a project; a version of an earlier one is told by itself."""
    plan = read(text, name)
    into = PlanImport(
        workspace_id=project.workspace_id,
        project_id=project.id,
        by_id=by.id,
        filename=name,
        source_id=likely_source(project.id, plan, name),
    )
    db.session.add(into)
    db.session.flush()
    apply_plan(plan=plan, into=into, project=project, by=by, **{"reason": "A newer plan"} | how)
    return into


def proposed(project, text: str, name: str = "plan.csv"):
    """What importing a text would change."""
    plan = read(text, name)
    return outlook(plan=plan, project=project, source_id=likely_source(project.id, plan, name)).proposal


def items_of(project) -> dict[str, WorkItem]:
    """The living items of a project (or of its id) by title, in the order of the plan."""
    project_id = getattr(project, "id", project)
    found = (
        db.session.query(WorkItem).filter_by(project_id=project_id).filter(WorkItem.archived_at.is_(None)).order_by(WorkItem.path)
    )
    return {item.title: item for item in found}
