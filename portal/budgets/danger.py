"""Promised dates in danger: found in the morning, before they are late, and told to each side with a reason it may know.

The client hears of what it could see itself: that an item is stuck, or waits for something shared that is promised for
later. What only the team knows (its own due dates, estimates, hidden items) warns the team alone.
"""
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.base.many import parts
from portal.budgets.alarm import Alarm
from portal.entries.reach import reaches_client
from portal.entries.telling import tell
from portal.people.mornings import House
from portal.plan.dependency import Dependency
from portal.plan.item import WorkItem
from portal.projects.project import Project

#: What is stuck so many days before its day is in danger; so many hours somebody works on a day.
NEAR, HOURS = timedelta(days=7), 8
#: So far ahead hours are set against days.
FAR = timedelta(days=180)
#: Links by which the end of the one decides about the end of the other.
ENDING = ("FS", "FF")


class Reason(NamedTuple):
    """Why a day is in danger: stuck, waits (for something with that day), due (the team's own day), effort (hours left)."""

    why: str
    day: date | None = None
    hours: Decimal | None = None


class Danger(NamedTuple):
    """A promise in danger, and why: as the team knows it, and as the client may."""

    item_id: UUID
    promised: date
    team: Reason
    client: Reason | None

    @property
    def about(self) -> str:
        return f"promised {self.promised}"


def dangers_in(house: House) -> list[Danger]:
    """Every promise of a workspace that is in danger on this day, not late yet, and news to somebody. Reads only."""
    items = list(db.session.scalars(_in_question(house)))
    waited = _waited_for(items, house.day)
    found = [danger for item in items if (danger := _danger(item, waited.get(item.id, ()), house.day))]
    known = _known(found)
    return [danger for danger in found if _sides(danger, known)]


def warn_of(dangers: list[Danger]) -> None:
    """Tell each side of these what it was not told of that day before, in this transaction. Twice: once."""
    known, items = _known(dangers), {}
    for part in parts([danger.item_id for danger in dangers]):
        items |= {item.id: item for item in db.session.scalars(select(WorkItem).where(WorkItem.id.in_(part)))}
    for danger in dangers:
        item = items.get(danger.item_id)
        if item is not None and item.promised == danger.promised and not item.is_done and not item.is_archived:
            _warn(item, danger, _sides(danger, known))


def _warn(item: WorkItem, danger: Danger, sides: list[str]) -> None:
    if "client" in sides and not reaches_client(item):
        sides.remove("client")
    db.session.add_all(Alarm(subject_id=item.id, about=danger.about, side=side, workspace_id=item.workspace_id,
                             project_id=item.project_id) for side in sides)
    alike = danger.team == danger.client
    # What the client is told the team reads as well; what it knows beyond that is told among itself.
    if "client" in sides:
        _tell(item, danger.client, sides if alike else ["client"], internal=False)
    if "staff" in sides and not (alike and "client" in sides):
        _tell(item, danger.team, ["staff"], internal=True)


def _tell(item: WorkItem, reason: Reason, sides: list[str], *, internal: bool) -> None:
    new = {"why": reason.why, "to": sides, "promised": item.promised.isoformat()}
    if reason.day:
        new["day"] = reason.day.isoformat()
    if reason.hours is not None:
        new["hours"] = str(reason.hours)
    tell(item, actor_id=None, verb="endangered", field="promised", internal=internal, new=new,
         reason=item.stuck_reason if reason.why == "stuck" else None)


def _sides(danger: Danger, known: set[tuple]) -> list[str]:
    """Who was not told yet."""
    sides = ["client", "staff"] if danger.client else ["staff"]
    return [side for side in sides if (danger.item_id, danger.about, side) not in known]


def _known(dangers: list[Danger]) -> set[tuple]:
    return {tuple(row) for part in parts([danger.item_id for danger in dangers]) for row in db.session.execute(
        select(Alarm.subject_id, Alarm.about, Alarm.side).where(Alarm.subject_id.in_(part)))}


def _in_question(house: House):
    """Open items with a promise ahead that may be in danger: what can be asked of rows is asked here."""
    behind = aliased(WorkItem)
    waits = exists().where(Dependency.entry_id == WorkItem.id, Dependency.kind.in_(ENDING), behind.id == Dependency.waits_for_id,
                           behind.done_at.is_(None), behind.archived_at.is_(None))
    much = and_(WorkItem.estimate_hours * (100 - WorkItem.percent) > 100 * HOURS, WorkItem.promised <= house.day + FAR)
    return (select(WorkItem).join(Project, Project.id == WorkItem.project_id)
            .where(WorkItem.workspace_id == house.workspace_id, WorkItem.kind == "work_item", WorkItem.done_at.is_(None),
                   WorkItem.archived_at.is_(None), Project.archived_at.is_(None), WorkItem.promised >= house.day,
                   or_(and_(WorkItem.stuck_at.is_not(None), WorkItem.promised <= house.day + NEAR),
                       WorkItem.due > WorkItem.promised, much, waits))
            .order_by(WorkItem.promised, WorkItem.path))


def _waited_for(items: list[WorkItem], day: date) -> dict[UUID, list[tuple]]:
    """For each item what it waits for: (its promised day, the later of its two days, days in between, whether shared)."""
    other, found = aliased(WorkItem), defaultdict(list)
    later = case((or_(other.promised.is_(None), other.due > other.promised), other.due), else_=other.promised)
    for part in parts([item.id for item in items]):
        rows = db.session.execute(
            select(Dependency.entry_id, other.promised, later, Dependency.lag_days, other.audience)
            .join(other, other.id == Dependency.waits_for_id)
            .where(Dependency.entry_id.in_(part), Dependency.kind.in_(ENDING), other.done_at.is_(None),
                   other.archived_at.is_(None)))
        for entry_id, promised, latest, lag, audience in rows:
            found[entry_id].append((_ends(promised, day, lag), _ends(latest, day, lag), audience == "client"))
    return found


def _ends(planned: date | None, day: date, lag: Decimal) -> date | None:
    """When it is over at the earliest: never before today."""
    return planned and max(planned, day) + timedelta(days=int(lag))


def _danger(item: WorkItem, waited: Iterable[tuple], day: date) -> Danger | None:
    stuck = Reason("stuck") if item.is_stuck and item.promised <= day + NEAR else None
    shown = [promised for promised, _, shared in waited if shared and promised and promised > item.promised]
    known = [latest for _, latest, _ in waited if latest and latest > item.promised]
    client = stuck or (Reason("waits", max(shown)) if shown else None)
    team = stuck or (Reason("waits", max(known)) if known else None) or _of_the_team(item, day)
    if team is None:
        return None
    # To whom it is shown by name the other end may not be.
    may_know = item.is_shared if stuck else item.audience == "client"
    return Danger(item.id, item.promised, team, client if may_know else None)


def _of_the_team(item: WorkItem, day: date) -> Reason | None:
    if item.due and item.due > item.promised:
        return Reason("due", item.due)
    left = item.estimate_hours and item.estimate_hours * (100 - item.percent) / 100
    if left and left > HOURS * _working_days(day, item.promised):
        return Reason("effort", hours=left.quantize(Decimal("0.1")))
    return None


def _working_days(first: date, last: date) -> int:
    """Mondays to Fridays from one day to another, both of them counted."""
    weeks, rest = divmod((last - first).days + 1, 7)
    return 5 * weeks + sum((first.weekday() + number) % 7 < 5 for number in range(rest))
