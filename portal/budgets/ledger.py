"""The promise ledger: every date promised and every budget agreed, who moved it when and why; planned against actual.

A contact reads what was promised while they could see it, of items they still see, and of money what was agreed while it
was shared with them.
"""
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.budgets.move import BudgetMove
from portal.entries.entry import Entry
from portal.entries.visible import events_visible_to, visible_condition
from portal.history.event import Event
from portal.people.user import User
from portal.plan.item import WorkItem
from portal.plan.promise import Promise
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer

WINDOW = 40
#: Where a window begins: the moment of the last line, of which sort it was, and its number there.
SORTS = ("end", "budget", "promise")


class Place(NamedTuple):
    at: datetime
    sort: int
    number: int


class Moved(NamedTuple):
    """One line of the ledger: a date promised for an item or the project's end, or a budget agreed."""

    place: Place
    #: end, budget or promise.
    sort: str
    kind: str
    old: object
    new: object
    reason: str
    by: User | None
    shared: bool
    item_id: UUID | None = None
    title: str | None = None
    cause_id: UUID | None = None
    unit: str | None = None
    currency: str | None = None


@dataclass(slots=True)
class Kept:
    """What was promised for one item against what came of it."""

    id: UUID
    title: str
    level: str
    promised: date | None
    done_at: datetime | None
    #: The days that were promised, oldest first.
    days: list[date | None] = field(default_factory=list)
    moves: int = 0

    def tell(self, old: date | None, new: date | None) -> None:
        """Take one more promise in. What a client sees move it had read before, whenever that was promised."""
        self.days += [new] if self.days or old is None else [old, new]
        self.moves += old is not None

    @property
    def first(self) -> date | None:
        """The first day its reader was promised."""
        return next((day for day in self.days if day), self.promised)


def moves_in(standing: Standing, *, before: Place | None = None, limit: int = WINDOW) -> tuple[list[Moved], Place | None]:
    """What was promised and agreed, newest first, and behind which line the next window begins. Three statements."""
    viewer, project, side = standing.viewer, standing.project, standing.side
    found = [_of_promise(*row) for row in _promises(viewer, project.id, side, *_behind(before, "promise"), limit + 1)]
    found += [_of_end(*row) for row in _ends(viewer, project.id, *_behind(before, "end"), limit + 1)]
    if standing.sees_money:
        found += [_of_budget(*row) for row in _budgets(project.id, side, *_behind(before, "budget"), limit + 1)]
    found.sort(key=lambda line: line.place, reverse=True)
    return found[:limit], found[limit - 1].place if len(found) > limit else None


def budget_moves(standing: Standing, limit: int = WINDOW) -> list[Moved]:
    """The budgets that were agreed, newest first, as far as the reader may know. One statement."""
    return [_of_budget(*row) for row in _budgets(standing.project.id, standing.side, None, None, None, limit)]


def kept_in(standing: Standing, *, after: UUID | None = None, limit: int = WINDOW) -> tuple[list[Kept], UUID | None]:
    """Items with a promise in the order of the plan: first promised, promised now, done. Two statements."""
    viewer, project = standing.viewer, standing.project
    kept = [Kept(*row) for row in _items(viewer, project.id, standing.side, after, limit + 1)]
    more = kept[limit - 1].id if len(kept) > limit else None
    kept = kept[:limit]
    _tell_days({one.id: one for one in kept}, standing.side)
    return kept, more


def kept_of(item: WorkItem, promises: list[Promise]) -> Kept:
    """What was promised for one item, given its promises as its reader may know them."""
    kept = Kept(item.id, item.title, item.level, item.promised, item.done_at)
    for promise in promises:
        kept.tell(promise.old, promise.new)
    return kept


def _tell_days(kept: dict[UUID, Kept], side: str) -> None:
    for entry_id, old, new in _days(list(kept), side) if kept else ():
        kept[entry_id].tell(old, new)


def _behind(before: Place | None, sort: str) -> tuple:
    """The moment before which lines of a sort are wanted, and up to which number at that very moment."""
    if before is None:
        return None, None, None
    here = SORTS.index(sort)
    return before.at, here < before.sort, before.number if here == before.sort else None


def _of_promise(promise: Promise, title: str, by: User | None) -> Moved:
    return Moved(Place(promise.at, SORTS.index("promise"), promise.id), "promise", promise.kind, promise.old, promise.new,
                 promise.reason, by, promise.shared, promise.entry_id, title, promise.cause_id)


def _of_budget(move: BudgetMove, by: User | None) -> Moved:
    return Moved(Place(move.at, SORTS.index("budget"), move.id), "budget", move.kind, move.old, move.new, move.reason, by,
                 move.shared, cause_id=move.cause_id, unit=move.unit, currency=move.currency)


def _of_end(event: Event, by: User | None) -> Moved:
    old, new = (day and date.fromisoformat(day) for day in (event.old, event.new))
    return Moved(Place(event.at, SORTS.index("end"), event.id), "end", "slip" if old else "promised", old, new,
                 event.reason or "", by, True)


def _older(record, at, whole, number):
    """Lines of one sort behind a place; at its very moment all of them, those before a number, or none."""
    if at is None:
        return True
    here = True if whole else record.id < number if number is not None else False
    return or_(record.at < at, and_(record.at == at, here)) if here is not False else record.at < at


@prepared
def _promises(viewer: Viewer, project_id, side, at, whole, number, limit):
    wanted = (select(Promise, WorkItem.title, User).join(WorkItem, WorkItem.id == Promise.entry_id)
              .outerjoin(User, User.id == Promise.by_id)
              .where(WorkItem.project_id == project_id, visible_condition(viewer, WorkItem), _older(Promise, at, whole, number))
              .order_by(Promise.at.desc(), Promise.id.desc()).limit(limit))
    return wanted if side == "staff" else wanted.where(Promise.shared)


@prepared
def _budgets(project_id, side, at, whole, number, limit):
    wanted = (select(BudgetMove, User).outerjoin(User, User.id == BudgetMove.by_id)
              .where(BudgetMove.project_id == project_id, _older(BudgetMove, at, whole, number))
              .order_by(BudgetMove.at.desc(), BudgetMove.id.desc()).limit(limit))
    return wanted if side == "staff" else wanted.where(BudgetMove.shared)


@prepared
def _ends(viewer: Viewer, project_id, at, whole, number, limit):
    return (events_visible_to(viewer).outerjoin(User, User.id == Event.actor_id).add_columns(User)
            .where(Event.project_id == project_id, Event.entry_id.is_(None), Event.verb == "project.changed",
                   Event.field == "promised_end", _older(Event, at, whole, number))
            .order_by(Event.at.desc(), Event.id.desc()).limit(limit))


@prepared
def _items(viewer: Viewer, project_id, side, after, limit):
    was = exists().where(Promise.entry_id == WorkItem.id, *(() if side == "staff" else (Promise.shared,))).correlate(WorkItem)
    wanted = (select(WorkItem.id, WorkItem.title, WorkItem.level, WorkItem.promised, WorkItem.done_at)
              .where(WorkItem.project_id == project_id, WorkItem.kind == "work_item", WorkItem.archived_at.is_(None),
                     or_(WorkItem.promised.is_not(None), was), visible_condition(viewer, WorkItem))
              .order_by(WorkItem.path).limit(limit))
    if after is None:
        return wanted
    other = aliased(Entry)
    behind = select(other.path).where(other.id == after, other.project_id == project_id,
                                      visible_condition(viewer, other)).scalar_subquery()
    return wanted.where(WorkItem.path > behind)


@prepared
def _days(ids, side):
    wanted = select(Promise.entry_id, Promise.old, Promise.new).where(Promise.entry_id.in_(ids)).order_by(Promise.id)
    return wanted if side == "staff" else wanted.where(Promise.shared)


def causes_of(viewer: Viewer, ids: set[UUID | None]) -> dict[UUID, Entry]:
    """The change requests that something moved with, as far as the viewer sees them. At most one statement."""
    ids = ids - {None}
    return {entry.id: entry for entry in _causes(viewer, list(ids)).scalars()} if ids else {}


@prepared
def _causes(viewer: Viewer, ids):
    return select(Entry).where(Entry.id.in_(ids), visible_condition(viewer))
