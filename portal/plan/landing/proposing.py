"""What a plan that was read would change in a project: all of it is new, or it is a later version of what came before."""
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from portal.base.ids import new_id
from portal.plan.importing import Plan, PlanItem, compare_plans
from portal.plan.landing.figures import HELD, lag_of, landed
from portal.plan.landing.people import Crew
from portal.plan.landing.stages import stage_for
from portal.plan.landing.standing import OURS, Known, number, plain
from portal.plan.stage import Stage

GROUPS = ("added", "changed", "both", "gone")


@dataclass(slots=True)
class Altered:
    """An item in both, with field -> (what the file said, what it says now), and how it stands here where that differs."""

    known: Known
    item: PlanItem
    fields: dict[str, tuple]

    @property
    def mark(self) -> str:
        return mark_of(self.known.key)


@dataclass(slots=True)
class Proposal:
    """``changed`` was left alone here since; ``both`` was changed here too. ``away`` counts what somebody put away here.

    ``ids`` goes from the keys of the file to the ids that items have, or would get."""

    added: list[PlanItem] = field(default_factory=list)
    changed: list[Altered] = field(default_factory=list)
    both: list[Altered] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)
    away: int = 0
    kept: dict[str, Known] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.both or self.gone)

    def counts(self) -> dict[str, int]:
        return {group: len(getattr(self, group)) for group in GROUPS} | {"away": self.away}

    def digest(self) -> str:
        """The same as long as nothing that was shown of it has changed."""
        told = [[item.key for item in self.added], [(one.known.key, sorted(one.fields)) for one in self.changed],
                [(one.known.key, sorted(one.fields), sorted((one.known.now or {}).items())) for one in self.both],
                [known.key for known in self.gone]]
        return sha256(repr(told).encode()).hexdigest()[:32]


def mark_of(key: str) -> str:
    """A key as a form can carry it."""
    return sha256(key.encode()).hexdigest()[:16]


def propose(plan: Plan, known: list[Known], crew: Crew, stages: list[Stage]) -> Proposal:
    """Compare a plan with what earlier versions of it brought. Pure."""
    if not known:
        return Proposal(added=plan.items, ids={item.key: new_id() for item in plan.items})
    by_key = {one.key: one for one in known}
    found = compare_plans([one.as_read() for one in known], plan)
    proposal = Proposal(added=found.added)
    proposal.kept = {new: by_key[old] for new, old in found.pairs.items()}
    proposal.ids = {item.key: _id(proposal.kept.get(item.key)) for item in plan.items}
    proposal.away = sum(one.is_away for one in proposal.kept.values())
    proposal.gone = [by_key[one.key] for one in found.gone if not by_key[one.key].is_away]
    differing = {change.item.key: change.fields for change in found.changed}
    for item in plan.items:
        one = proposal.kept.get(item.key)
        if one is not None and not one.is_away:
            _sort(proposal, one, item, differing.get(item.key, {}), target_of(item, proposal.ids, crew, stages))
    return proposal


def _id(known: Known | None) -> UUID | None:
    return new_id() if known is None else known.entry_id


def _sort(proposal: Proposal, known: Known, item: PlanItem, fields: dict, target: dict) -> None:
    """Into what was left alone here and what was changed here too; what stands here as the file wants it is neither."""
    told = {name: pair for name, pair in fields.items() if not (item.summary and name in HELD)}
    told |= _newly_found(known, item, target)
    wanted = {name: pair for name, pair in told.items() if known.now[OURS.get(name, name)] != target[OURS.get(name, name)]}
    for edited, group in ((False, proposal.changed), (True, proposal.both)):
        some = {name: pair for name, pair in wanted.items() if known.edited(name) is edited}
        if some:
            group.append(Altered(known, item, some))


def _newly_found(known: Known, item: PlanItem, target: dict) -> dict:
    """People whom the file named before, and who have come onto the project since."""
    now = set(known.now["assignees"])
    if item.assignees and not known.edited("assignees") and now < set(target["assignees"]):
        return {"assignees": (known.values["assignees"], sorted(item.assignees))}
    return {}


def target_of(item: PlanItem, ids: dict, crew: Crew, stages: list[Stage]) -> dict:
    """How an item would stand if all that the file says of it held here."""
    links = [[str(ids[link.key]), link.type, number(lag_of(link))] for link in item.predecessors if ids.get(link.key)]
    return standing_of(item, ids.get(item.parent), links, crew, stages)


def standing_of(item: PlanItem, parent: UUID | None, links: list[list], crew: Crew, stages: list[Stage]) -> dict:
    """An item of a file as plain values, below this parent and with these links."""
    facts = landed(item)
    return plain(title=facts["title"], parent=parent, level=facts["level"], start=facts["start"], due=facts["due"],
                 promised=facts["promised"], done=facts["done"], percent=facts["percent"], stage=stage_for(item, stages).id,
                 hours=facts["estimate_hours"], cost=facts["cost"], description=facts["description"],
                 hands=[str(seat) for seat in crew.hands(item)], links=links)
