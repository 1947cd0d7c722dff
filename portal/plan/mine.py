"""The items that are yours, as a condition for the database: the twin of ``turn_of`` for Needs you."""
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, false, literal_column, or_, select
from sqlalchemy.orm import aliased

from portal.base.aside import aside
from portal.base.clock import today
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.plan.stage import Stage
from portal.plan.turn import role_acts
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.projects.visible import is_on, on_projects

#: Under names of their own: around these conditions may stand a statement over projects, items or stages.
_project, _stage, _item = aliased(Project), aliased(Stage), WorkItem.__table__.alias("own_items")


@dataclass(frozen=True)
class Way:
    """How items of one workspace become the viewer's move: through their seats on one side of it."""

    #: Narrowed to these seats.
    viewer: Viewer
    workspace_id: UUID
    side: str
    #: All the viewer's seats in the workspace: naming one of them names the viewer.
    named: tuple[UUID, ...]
    #: Those of them on the other side.
    across: tuple[UUID, ...]
    #: The viewer's place on the staff there, which counts before a contact's on the projects it is on.
    above: tuple[UUID, ...]
    day: date

    @property
    def shape(self) -> tuple:
        """What decides how these conditions look as SQL."""
        return self.side, bool(self.across), bool(self.above), self.viewer.shape

    @property
    def here(self) -> tuple[UUID, ...]:
        """The viewer's seats on this side."""
        return tuple(seat for seat in self.named if seat not in self.across)

    @property
    def everywhere(self) -> bool:
        """Whether it reaches every project of the workspace."""
        return bool(self.viewer.all_project_workspaces)


def ways_of(viewer: Viewer) -> list[Way]:
    """The ways items become the viewer's move, the staff's first; for memberships that have their workspace loaded."""
    sides: dict[tuple, list[Membership]] = {}
    for seat in sorted(viewer.memberships, key=lambda seat: not seat.is_staff):
        if role_acts(seat) and not _manages_here(viewer, seat):
            sides.setdefault((seat.workspace_id, seat.side), []).append(seat)
    return [_way(viewer, seats) for seats in sides.values()]


def _manages_here(viewer: Viewer, seat: Membership) -> bool:
    """Whether a contact's seat never counts: its owner stands on every project there as staff."""
    staff = viewer.staff_seat(seat.workspace_id)
    return not seat.is_staff and staff is not None and staff.may("manager")


def _way(viewer: Viewer, seats: list[Membership]) -> Way:
    first = seats[0]
    staff = None if first.is_staff else viewer.staff_seat(first.workspace_id)
    around = [seat for seat in viewer.memberships if seat.workspace_id == first.workspace_id]
    return Way(viewer.narrowed(memberships=tuple(seats)), first.workspace_id, first.side,
               named=tuple(seat.id for seat in around), across=tuple(seat.id for seat in around if seat.side != first.side),
               above=(staff.id,) if staff else (), day=today(first.workspace.time_zone))


def mine_condition(viewer: Viewer):
    """Which items are the viewer's move: over WorkItem, for viewers whose memberships have their workspace loaded.

    It stands beside the fence, never in its place.
    """
    ways = [and_(within(way, WorkItem), or_(named(way.named, WorkItem), nobody_named(way, WorkItem)))
            for way in ways_of(viewer)]
    return or_(*ways) if ways else false()


def within(way: Way, entry, *, leads: bool = True):
    """What is open on the living projects where this way is the viewer's standing.

    ``leads`` where its projects are what the database shall start from.
    """
    away = exists(select(_project.id).where(_project.id == entry.project_id, _project.archived_at.is_not(None))
                  .correlate_except(_project).offset(literal_column("0")))
    open_ = and_(entry.done_at.is_(None), entry.archived_at.is_(None))
    if way.everywhere:
        return and_(open_, ~away, aside(entry.workspace_id) == way.workspace_id)
    on = entry.project_id.in_(on_projects(way.viewer.seats)) if leads else is_on(way.viewer.seats, entry.project_id)
    # In this order: whoever walks all there is turns most of it away by whose it is, and few projects are no longer alive.
    return and_(open_, on, ~is_on(way.above, entry.project_id), ~away) if way.above else and_(open_, on, ~away)


def named(seats, entry):
    """What one of these seats is named for."""
    return exists().where(Assignee.entry_id == entry.id, Assignee.membership_id.in_(seats))


def nobody_named(way: Way, entry):
    """What is the side's move with nobody named, and not something still to do whose start lies ahead."""
    # With an OFFSET PostgreSQL asks it of each item found; without, it may look through all there are.
    ahead = exists(select(_item.c.id).where(_item.c.id == entry.id, _item.c.start > way.day, _stage.id == _item.c.stage_id,
                                            _stage.kind == "todo").correlate_except(_item, _stage).offset(literal_column("0")))
    return and_(entry.move == way.side, ~ahead)
