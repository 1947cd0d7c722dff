"""What the composers of a batch know: everything that their mails say, read in a few statements for all of them."""
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.base.config import Settings
from portal.base.prepared import prepared
from portal.decisions.approver import Approver
from portal.decisions.around import around_approvals
from portal.entries.entry import Entry
from portal.history.event import Event
from portal.inbox.quoting import Quoted, quoted, said_before
from portal.jobs.mails.replying import Wanted, answerable
from portal.letters.addressing import reply_addresses_for
from portal.notices.delivery import Delivery
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.notices.preferring import habits_of
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.plan.assignee import Assignee
from portal.projects.project import Project

if TYPE_CHECKING:
    from portal.inbox.owed import Notice


class Why(NamedTuple):
    """Why somebody hears of an entry: ``code`` is one of who follows it, ``deputy`` of who stands in for somebody (``name``)."""

    code: str
    name: str | None = None


class Happened(NamedTuple):
    """A line of history, and in which lane it is kept."""

    lane: str
    verb: str
    field: str | None
    old: Any
    new: Any
    reason: str | None


@dataclass(frozen=True)
class Batch:
    """What stands in these mails, and for whom."""

    users: dict[UUID, User]
    #: The living memberships of each user, with workspace and client.
    seats: dict[UUID, list[Membership]]
    entries: dict[UUID, Entry]
    projects: dict[UUID, Project]
    messages: dict[tuple[UUID, str], Quoted]
    before: dict[tuple[UUID, str], tuple[Quoted, ...]]
    #: The line of history that a notification came of, by its id.
    events: dict[int, Happened]
    #: Why somebody hears of an entry.
    whys: dict[tuple[UUID, UUID], Why]
    private: set[UUID]
    replies: dict[Wanted, str | None]

    def seat_on(self, user_id: UUID, project: Project, side: str) -> Membership | None:
        """Through what somebody reads of a project, on the side they stand on there."""
        client_id = None if side == "staff" else project.client_id
        return next((seat for seat in self.seats.get(user_id, ())
                     if seat.workspace_id == project.workspace_id and seat.client_id == client_id), None)


def read_batch(deliveries: list[Delivery], notices: dict[int, list["Notice"]], settings: Settings) -> Batch:
    """Everything for these deliveries. The statements grow with the threads they are about, not with their number."""
    told = [notice for each in deliveries for notice in notices[each.id]]
    user_ids = {each.user_id for each in deliveries}
    entries = _entries({each.entry_id for each in told if each.entry_id})
    messages = quoted({(each.message_id, each.lane) for each in told if each.message_id is not None})
    return Batch(
        users={user.id: user for user in _users(user_ids).scalars()}, seats=_by_user(user_ids),
        entries=entries, projects=_projects({e.project_id for e in told}),
        messages=messages, before=_before(deliveries, notices, messages), whys=_whys(user_ids, entries.values()),
        events={row[0]: Happened(*row[1:]) for row in _events({each.id for each in told})},
        private={user_id for user_id, habits in habits_of(user_ids).items() if habits.private},
        replies=reply_addresses_for(answerable(deliveries, notices), settings))


def first_told(notices: Iterable["Notice"], messages: dict[tuple[UUID, str], Quoted]) -> Quoted | None:
    """The first message that these tell of in one thread and lane."""
    found = [messages[each.message_id, each.lane] for each in notices if (each.message_id, each.lane) in messages]
    return min(found, key=lambda message: message.number, default=None)


def threads_of(notices: Iterable["Notice"]) -> dict[tuple[UUID, str], list["Notice"]]:
    """What is told, by entry (or project) and lane, in the order it happened."""
    found: dict[tuple[UUID, str], list[Notice]] = {}
    for notice in sorted(notices, key=lambda each: each.id):
        found.setdefault((notice.entry_id or notice.project_id, notice.lane), []).append(notice)
    return found


def _before(deliveries, notices, messages) -> dict[tuple[UUID, str], tuple[Quoted, ...]]:
    found: dict = {}
    for each in deliveries:
        for (_entry_id, lane), some in threads_of(notices[each.id]).items():
            first = first_told(some, messages)
            if first is not None and (first.id, lane) not in found:
                found[first.id, lane] = said_before(first, lane)
    return found


def _by_user(user_ids: set[UUID]) -> dict[UUID, list[Membership]]:
    found: dict[UUID, list[Membership]] = {}
    for seat in _seats(user_ids).scalars():
        found.setdefault(seat.user_id, []).append(seat)
    return found


def _entries(ids: set[UUID]) -> dict[UUID, Entry]:
    return {entry.id: entry for entry in _of_entries(ids).scalars()} if ids else {}


def _projects(ids: set[UUID]) -> dict[UUID, Project]:
    return {project.id: project for project in _of_projects(ids).scalars()} if ids else {}


def _whys(user_ids: set[UUID], entries: Collection[Entry]) -> dict[tuple[UUID, UUID], Why]:
    """Why each hears of each: as they chose; as it is assigned to them, they are asked or stand in for who is; as it came
    about; or as they made it."""
    if not entries:
        return {}
    ids = {entry.id for entry in entries}
    followed = {(user_id, entry_id): why for user_id, entry_id, why in _follows(user_ids, ids)}
    made = {(entry.created_by_id, entry.id): "author" for entry in entries}
    assigned = dict.fromkeys(map(tuple, _assigned(user_ids, ids)), "assignee")
    questions = {entry.id for entry in entries if entry.kind == "approval"}
    asked = dict.fromkeys(map(tuple, _asked(user_ids, questions)), "approver") if questions else {}
    away = {key: Why("deputy", name) for key, name in around_approvals(questions).away.items()}
    chosen = {key: why for key, why in followed.items() if why == "choice"}
    return _plain(made | followed) | away | _plain(assigned | asked | chosen)


def _plain(codes: dict[tuple[UUID, UUID], str]) -> dict[tuple[UUID, UUID], Why]:
    return {key: Why(code) for key, code in codes.items()}


@prepared
def _users(user_ids):
    return select(User).where(User.id.in_(user_ids))


@prepared
def _seats(user_ids):
    return (select(Membership, Workspace, Client).select_from(Membership)
            .join(Workspace, Workspace.id == Membership.workspace_id).outerjoin(Client, Client.id == Membership.client_id)
            .where(Membership.user_id.in_(user_ids), Membership.removed_at.is_(None), Workspace.archived_at.is_(None),
                   Client.archived_at.is_(None)))


@prepared
def _of_entries(ids):
    return select(Entry).where(Entry.id.in_(ids))


@prepared
def _of_projects(ids):
    return (select(Project, Workspace, Client).select_from(Project).join(Workspace, Workspace.id == Project.workspace_id)
            .join(Client, Client.id == Project.client_id).where(Project.id.in_(ids)))


@prepared
def _follows(user_ids, entry_ids):
    return select(Follow.user_id, Follow.entry_id, Follow.why).where(Follow.user_id.in_(user_ids), Follow.entry_id.in_(entry_ids))


@prepared
def _assigned(user_ids, entry_ids):
    return (select(Membership.user_id, Assignee.entry_id).join(Membership, Membership.id == Assignee.membership_id)
            .where(Membership.user_id.in_(user_ids), Assignee.entry_id.in_(entry_ids), Membership.removed_at.is_(None)))


@prepared
def _asked(user_ids, approval_ids):
    return (select(Membership.user_id, Approver.approval_id).join(Membership, Membership.id == Approver.membership_id)
            .where(Membership.user_id.in_(user_ids), Approver.approval_id.in_(approval_ids), Approver.handed_to_id.is_(None),
                   Membership.removed_at.is_(None)))


@prepared
def _events(notice_ids):
    return (select(Notification.id, Event.lane, Event.verb, Event.field, Event.old, Event.new, Event.reason)
            .join(Event, Event.id == Notification.event_id).where(Notification.id.in_(notice_ids)))
