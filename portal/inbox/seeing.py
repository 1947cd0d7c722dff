"""Which notifications a reader may see: their own, through the fence, by the entry, the lane and the message."""
from collections.abc import Iterable

from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import aliased, outerjoin

from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.notices.notification import Notification
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.projects.visible import on_projects, project_condition
from portal.talk.message import Message

#: The strongest role of the client side, and the only one that sees money.
SPONSOR = "sponsor"
#: Under a name of its own: around the condition may stand a statement over messages.
_message = aliased(Message)


def may_be_seen(viewer: Viewer):
    """Whether the viewer sees a notification and what it is about, as a condition over it beside its entry."""
    return and_(about_seen(viewer), word_seen(viewer))


def about_seen(viewer: Viewer):
    """Whether the viewer sees the entry, or the project, that a notification is about.

    The fence stands in the statement over notifications itself, never in one within it: that one would not know of
    which entry it is asked.
    """
    of_project = project_condition(viewer, Notification.project_id, Notification.workspace_id)
    return or_(and_(Notification.entry_id.is_(None), of_project),
               and_(Notification.entry_id.is_not(None), visible_condition(viewer)))


def word_seen(viewer: Viewer, notice=Notification):
    """Whether the viewer, who sees what it is about, may be told what a notification says.

    A message that was taken back, or held back from the client, is no longer told of.
    """
    here = both_lanes(viewer, notice)
    lanes = or_(notice.lane == "shared", *here)
    sponsored = [notice.project_id.in_(_shared_budgets(viewer))] if viewer.contact_seats else []
    money = or_(notice.kind != "money", *sponsored, *here)
    here = or_(_message.lane == "shared", *here)
    message = or_(notice.message_id.is_(None),
                  exists().where(_message.id == notice.message_id, _message.deleted_at.is_(None), here))
    return and_(lanes, money, message)


def _shared_budgets(viewer: Viewer):
    """The projects whose budget is shared with the viewer as a sponsor."""
    sponsors = on_projects(viewer.contact_seats).join(Membership, Membership.id == ProjectMember.membership_id)
    return (sponsors.join(Project, Project.id == ProjectMember.project_id)
            .where(Project.budget_shared, Membership.role == SPONSOR))


def sees_money(seats: Iterable[Membership]) -> bool:
    """Whether one of these of the client side sees a budget once it is shared."""
    return any(seat.may(SPONSOR) for seat in seats)


def both_lanes(viewer: Viewer, table) -> list:
    """Where the viewer stands as staff and reads what the team says among itself, as conditions over a table."""
    found = [table.workspace_id.in_(viewer.all_project_workspaces)] if viewer.all_project_workspaces else []
    if viewer.staff_seats:
        found.append(table.project_id.in_(on_projects(viewer.staff_seats)))
    return found


def beside_entry():
    """Notifications with their entries at their side, to select from."""
    return outerjoin(Notification, Entry, Entry.id == Notification.entry_id)
