"""Needs you: the items that are the viewer's move, most urgent first."""
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case

from portal.base.database import db
from portal.entries.visible import entries_visible_to
from portal.people.membership import Membership
from portal.plan.item import WorkItem
from portal.plan.mine import mine_condition
from portal.plan.reading import with_hands
from portal.projects.viewer import Viewer

WINDOW = 20


@dataclass(frozen=True)
class Need:
    """An item that is somebody's move, and the membership through which it is."""

    item: WorkItem
    seat: Membership

    @property
    def on(self) -> date | None:
        """The day it is sorted by."""
        days = (self.item.due, self.item.promised) if self.seat.is_staff else (self.item.promised,)
        return min(filter(None, days), default=None)


def needs_you(viewer: Viewer, *, page: int = 1, size: int = WINDOW) -> tuple[list[Need], bool]:
    """One window of the viewer's moves over all their projects, and whether there are more.

    Contacts are sorted by the promised date only, whatever the team's own date is: an order would tell it.
    """
    found = {}
    for seats in _by_side(viewer):
        for need in _of_side(viewer.narrowed(memberships=seats), page * size + 1):
            found.setdefault(need.item.id, need)
    window = sorted(found.values(), key=_urgency)[(page - 1) * size:page * size + 1]
    return window[:size], len(window) > size


def _by_side(viewer: Viewer):
    sides = [tuple(seat for seat in viewer.memberships if seat.is_staff is staff) for staff in (True, False)]
    return [seats for seats in sides if seats]


def _of_side(viewer: Viewer, most: int) -> list[Need]:
    staff = viewer.memberships[0].is_staff
    urgent = staff_date() if staff else WorkItem.promised
    wanted = (entries_visible_to(viewer, WorkItem).where(mine_condition(viewer)).options(*with_hands())
              .order_by(urgent.is_(None), urgent, WorkItem.project_id, WorkItem.path).limit(most))
    return [Need(item, _seat(viewer, item)) for item in db.session.scalars(wanted).unique()]


def _seat(viewer: Viewer, item: WorkItem) -> Membership:
    return viewer.staff_seat(item.workspace_id) or viewer.contact_seat(item.project.client_id)


def staff_date():
    """The earlier of an item's two dates."""
    return case((WorkItem.due.is_(None), WorkItem.promised), (WorkItem.promised.is_(None), WorkItem.due),
                (WorkItem.due < WorkItem.promised, WorkItem.due), else_=WorkItem.promised)


def _urgency(need: Need):
    item = need.item
    return need.on is None, need.on or date.max, item.project_id, item.path
