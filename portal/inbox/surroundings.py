"""What must be known to tell who should hear of a round of news: its entries, who does and follows them, who stands where."""
from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import select

from portal.base.many import asked_in_parts
from portal.base.prepared import prepared
from portal.decisions.around import around_approvals
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.inbox.news import News
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.people.invitation import Invitation
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.projects.project import Project
from portal.talk.audience import Audience, Listener, Place
from portal.talk.mention import Mention

#: Where there is none.
NOBODY: frozenset = frozenset()


class Surroundings:
    """Read for a whole round: the statements do not grow with people, and hardly with lines."""

    def __init__(self, lines: list[News]):
        ids = {line.entry_id for line in lines if line.entry_id}
        self.entries = {row.id: row for row in asked_in_parts(_entries, ids)}
        self._above = self._of_pins(ids)
        ids = ids.union(*self._above.values())
        self.hands = _gathered(asked_in_parts(_hands, ids))
        approvals = around_approvals([row.id for row in self.entries.values() if row.kind == "approval"])
        self.hands |= approvals.asked
        self.awaited = approvals.awaited
        self.levels: dict[UUID, dict[UUID, str]] = defaultdict(dict)
        for row in asked_in_parts(_follows, ids):
            self.levels[row.entry_id][row.user_id] = row.level
        for pin_id, above in self._above.items():
            for user_id, level in [each for one in above for each in self.levels[one].items()]:
                self.levels[pin_id].setdefault(user_id, level)
        self.mentioned = _mentioned(lines)
        self.audience = Audience([line._replace(lane="shared") for line in lines])
        self._inviters = _inviters(lines)
        self.open_budgets = _open_budgets(lines)
        self._groups: dict = {}

    def _of_pins(self, ids: set[UUID]) -> dict[UUID, list[UUID]]:
        """What each pin is about, the nearest first: whoever follows that hears what is remarked on it."""
        pins = {id: row.about_id for id, row in self.entries.items() if row.kind == "pin"}
        above = _gathered(asked_in_parts(_chains, pins))
        self.entries |= {row.id: row for row in asked_in_parts(_entries, set().union(*above.values()) - ids)}
        return {id: sorted(above[id], key=lambda one, nearest=nearest: (one != nearest, one)) for id, nearest in pins.items()}

    def places(self, project_id: UUID) -> dict[Listener, Place]:
        return self.audience.places.get(project_id, {})

    def place_of(self, project_id: UUID, user_id: UUID) -> Place | None:
        return self.places(project_id).get(Listener(user_id))

    def group(self, project_id: UUID, name: str, belongs: Callable[[Place], bool]) -> set[UUID]:
        """The people of a project whose place there is such a one; told apart once."""
        key = project_id, name
        if key not in self._groups:
            self._groups[key] = {listener.user_id for listener, at in self.places(project_id).items() if belongs(at)}
        return self._groups[key]

    def everybody(self, project_id: UUID) -> set[UUID]:
        """All who stand on a project."""
        return self.group(project_id, "everybody", lambda at: True)

    def contacts(self, project_id: UUID) -> set[UUID]:
        """The client's people on it."""
        return self.group(project_id, "contacts", lambda at: at.side == "client")

    def followers(self, entry_id: UUID) -> set[UUID]:
        """Everybody who follows an entry, by a row or by what they are to it."""
        found = set(self.levels.get(entry_id, ()))
        for one in (entry_id, *self._above.get(entry_id, ())):
            found |= self.hands.get(one, NOBODY) | ({self.entries[one].created_by_id} - {None})
        return found

    def follow(self, line: News) -> None:
        """From this line on whoever wrote it follows what it is about, and whom it names."""
        if line.verb == "message_posted" and line.entry_id in self.entries:
            for user_id in {line.user_id} | self.mentioned.get(line.message_id, NOBODY):
                self.levels[line.entry_id].setdefault(user_id, "all")

    def inviters(self, line: News) -> set[UUID]:
        return self._inviters.get((line.project_id, line.user_id), NOBODY)


def _mentioned(lines: list[News]) -> dict[UUID, set[UUID]]:
    """Who is named in each message, and for one that was edited has not been told so yet."""
    found = _gathered(asked_in_parts(_mentions, {line.message_id for line in lines if line.message_id}))
    again = {line.message_id for line in lines if line.verb in ("message_edited", "message_shared")}
    for row in asked_in_parts(_told, again & found.keys()):
        found[row.message_id].discard(row.user_id)
    return found


def _inviters(lines: list[News]) -> dict[tuple, set[UUID]]:
    accepted = {line.project_id for line in lines if line.verb == "invitation.accepted" and line.project_id}
    found = defaultdict(set)
    for row in asked_in_parts(_accepted, accepted):
        found[row.project_id, row.accepted_by_id].add(row.inviter_id)
    return found


def _open_budgets(lines: list[News]) -> set[UUID]:
    """Projects of these whose budget is shared with its sponsors."""
    told = {line.project_id for line in lines if line.verb.startswith("budget.")}
    return {row.id for row in asked_in_parts(_shared_budgets, told)}


def _gathered(rows: Iterable) -> dict[UUID, set[UUID]]:
    found = defaultdict(set)
    for key, user_id in rows:
        found[key].add(user_id)
    return found


@prepared
def _entries(ids):
    return select(Entry.id, Entry.kind, Entry.about_id, Entry.created_by_id, Entry.move, Entry.done_at,
                  Entry.archived_at).where(Entry.id.in_(ids))


@prepared
def _chains(ids):
    return select(AboutLink.entry_id, AboutLink.about_id).where(AboutLink.entry_id.in_(ids))


@prepared
def _hands(ids):
    return (select(Assignee.entry_id, Membership.user_id).join(Membership, Membership.id == Assignee.membership_id)
            .where(Assignee.entry_id.in_(ids), Membership.removed_at.is_(None)))


@prepared
def _follows(ids):
    return select(Follow.entry_id, Follow.user_id, Follow.level).where(Follow.entry_id.in_(ids))


@prepared
def _mentions(ids):
    return select(Mention.message_id, Mention.user_id).where(Mention.message_id.in_(ids))


@prepared
def _told(ids):
    return select(Notification.message_id, Notification.user_id).where(
        Notification.message_id.in_(ids), Notification.kind == "mention")


@prepared
def _shared_budgets(ids):
    return select(Project.id).where(Project.id.in_(ids), Project.budget_shared)


@prepared
def _accepted(ids):
    return select(Invitation.project_id, Invitation.accepted_by_id, Invitation.inviter_id).where(
        Invitation.project_id.in_(ids), Invitation.accepted_by_id.is_not(None))
