"""Needs you: every item that is the viewer's move, every question they are asked and what a client proposed and nobody
answered, over all their projects, the most urgent first."""
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from sqlalchemy import literal_column, select, union_all

from portal.base.aside import aside
from portal.base.prepared import prepared
from portal.changes.change_request import ChangeRequest
from portal.changes.waiting import awaits_the_team, is_worked_out, raised
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.awaiting import asked_for, deciders, have_the_role, may_stand_in, nothing_away
from portal.decisions.deputies import standing_in
from portal.decisions.deputy import Deputy
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.plan.mine import Way, nobody_named, ways_of, within
from portal.plan.reading import find_items
from portal.plan.waiting import staff_date
from portal.projects.viewer import Viewer
from portal.projects.visible import on_many_projects

WINDOW = 20
#: So many ways of one person are asked for together.
TOGETHER = 8
#: What the order goes by, and what a row is.
FACTS = (Entry.id, Entry.project_id, Entry.path, Entry.due, Entry.promised, Entry.kind, Entry.created_at)
#: What a question is besides an entry.
_question = Approval.__table__.alias("question")


@dataclass(frozen=True)
class Need:
    """An item, an approval or a change request that is somebody's move, and the membership through which it is."""

    item: WorkItem | Approval | ChangeRequest
    seat: Membership


def needs_you(viewer: Viewer, *, page: int = 1, size: int = WINDOW, projects=()) -> tuple[list[Need], bool]:
    """One window of the viewer's moves over all their projects, and whether there are more.

    ``projects``: those that the page has read already.
    Five statements at most, however many houses the viewer belongs to.

    Contacts are sorted by the promised date only, whatever the team's own date is: an order would tell it.
    """
    window = _sorted(viewer, page * size + 1)[(page - 1) * size:page * size + 1]
    found = _found(viewer, window[:size], projects)
    needs = [Need(found[id], _seat(way.viewer, found[id])) for _, id, way, _ in window[:size] if id in found]
    return needs, len(window) > size


def needs_in_order(viewer: Viewer, *, most: int = 100) -> list[UUID]:
    """The ids of all moves, at most so many."""
    return [id for _, id, *_ in _sorted(viewer, most)[:most]]


def _found(viewer: Viewer, window: list[tuple], projects) -> dict[UUID, WorkItem | Approval | ChangeRequest]:
    """The records themselves, each kind at once; nothing is asked for a kind that is not there."""
    by_kind = {kind: [id for _, id, _, of in window if of == kind] for kind in ("work_item", "approval", "change_request")}
    read = {project.id for project in projects}
    all_read = all(urgency[2] in read for urgency, _, _, of in window if of == "work_item")
    return (find_items(viewer, by_kind["work_item"], projects if all_read else ()) | asked_for(viewer, by_kind["approval"])
            | raised(viewer, by_kind["change_request"]))


def _sorted(viewer: Viewer, most: int) -> list[tuple]:
    """The most urgent (urgency, id, way, kind) over all projects, at least so many where there are that many."""
    found: dict = {}
    ways = ways_of(viewer)
    for begin in range(0, len(ways), TOGETHER):
        some = ways[begin:begin + TOGETHER]
        for row in sorted(_found_on(viewer, some, most), key=lambda row: row.way):
            way = some[row.way]
            found.setdefault(row.id, (_urgency(row, way.side), row.id, way, row.kind))
    return sorted(found.values(), key=lambda each: each[0])


def _seat(viewer: Viewer, item: Entry) -> Membership:
    return viewer.staff_seat(item.workspace_id) or viewer.contact_seat(item.project.client_id)


def _urgency(row, side: str) -> tuple:
    # Nobody promised the client an answer by a day: it waits since the day it was raised.
    since = row.created_at.date() if row.kind == "change_request" else None
    days = (row.due, row.promised, since) if side == "staff" else (row.promised,)
    on = min(filter(None, days), default=None)
    return on is None, on or date.max, row.project_id, row.path


class _Ways:
    """Some ways as one fact of a prepared statement."""

    def __init__(self, ways: list[Way]):
        self.shape = tuple(way.shape for way in ways)
        for number, way in enumerate(ways):
            setattr(self, f"way{number}", way)


def _found_on(viewer: Viewer, ways: list[Way], most: int) -> list:
    """The most urgent of some ways, in no order; ``way`` says of which of them each is. One statement."""
    layout, facts = [], []
    for way in ways:
        wide = way.everywhere or way.side == "staff" and on_many_projects(viewer)
        layout.append(f"{'wide' if wide else 'near'}:{len(way.here)}")
        # Which questions somebody can answer there: the seats that decide, and those that accept as sponsors.
        facts += [deciders(way.viewer), deciders(way.viewer, "sponsor"), *way.here]
    return _moves(" ".join(layout), _Ways(ways), most, viewer.user_id, *facts).all()


@prepared
def _moves(layout: str, ways: _Ways, most: int, user_id, *facts):
    parts, facts = [], iter(facts)
    for number, reach in enumerate(layout.split()):
        reach, seats = reach.split(":")
        way, deciding, accepting = getattr(ways, f"way{number}"), next(facts), next(facts)
        free = _soonest(way, most) if reach == "wide" else [_by_day(way, most, nobody_named(way, Entry))]
        found = (*_named(way, most, islice(facts, int(seats))), *free, *_asked(way, most, deciding, accepting, user_id),
                 *_raised(way, most))
        parts += [select(part.subquery(), literal_column(str(number)).label("way")) for part in found]
    near = union_all(*parts).subquery()
    return select(*near.c)


def _soonest(way: Way, most: int) -> list:
    """Where a way reaches very much, an index gives each part in its order: by either date, and what has none."""
    free = _open(way, leads=False).where(Entry.workspace_id == way.workspace_id, nobody_named(way, Entry))
    by_due = free.where(Entry.due.is_not(None)).order_by(Entry.due, Entry.project_id, Entry.path)
    by_promise = free.where(Entry.promised.is_not(None)).order_by(Entry.promised, Entry.project_id, Entry.path)
    undated = free.where(Entry.due.is_(None), Entry.promised.is_(None)).order_by(Entry.project_id, Entry.path)
    return [part.limit(most) for part in (by_due, by_promise, undated)]


def _named(way: Way, most: int, seats) -> list:
    """The most urgent of what the viewer is named for: seat by seat, each in the order of its index."""
    mine = [_open(way, leads=False).join(Assignee, Assignee.entry_id == Entry.id)
            .where(Assignee.membership_id == seat, Assignee.waits)
            .order_by(Assignee.day, Assignee.project_id, Entry.path).limit(most) for seat in seats]
    # What a seat on the other side is named for counts by this side's dates: the copy has that side's.
    across = Entry.id.in_(select(Assignee.entry_id).where(Assignee.membership_id.in_(way.across)))
    return mine + [_by_day(way, most, across, leads=False)] if way.across else mine


def _asked(way: Way, most: int, deciding, accepting, user_id) -> list:
    """The most urgent questions that one of these seats can answer: for itself, or for who is away and has named it."""
    if not len(deciding):
        return []
    open_ = (select(*FACTS).join(Approver, Approver.approval_id == Entry.id).join(_question, _question.c.id == Entry.id)
             .where(Approver.waits, within(way, Entry, leads=False), nothing_away(Entry), visible_condition(way.viewer))
             .order_by(Entry.promised.is_(None), Entry.promised, Entry.project_id).limit(most))
    of_them = have_the_role(Deputy.deputy_id, deciding, accepting, _question.c.role)
    return [open_.where(have_the_role(Approver.membership_id, deciding, accepting, _question.c.role)),
            open_.where(Approver.membership_id.in_(standing_in(of_them, way.day, Entry.project_id, _question.c.role)),
                        may_stand_in(lambda seat: seat.in_(deciding), user_id, Entry))]


def _raised(way: Way, most: int) -> list:
    """What the client raised, the longest waiting first: for the team to work out, and for managers to ask or decline."""
    if way.side != "staff":
        return []
    found = (select(*FACTS).where(awaits_the_team(Entry), Entry.workspace_id == way.workspace_id, within(way, Entry, leads=False),
                                  visible_condition(way.viewer)).order_by(Entry.created_at, Entry.id).limit(most))
    return [found if way.everywhere else found.where(~is_worked_out(Entry))]


def _by_day(way: Way, most: int, condition, *, leads: bool = True):
    urgent = staff_date(Entry) if way.side == "staff" else Entry.promised
    return _open(way, leads=leads).where(condition).order_by(urgent.is_(None), urgent, Entry.project_id, Entry.path).limit(most)


def _open(way: Way, *, leads: bool):
    """What is open there; ``leads`` where its projects are what the database shall start from."""
    return (select(*FACTS)
            .where(aside(Entry.kind) == "work_item", within(way, Entry, leads=leads), visible_condition(way.viewer)))
