"""Who may hear of which lines: the fence, asked once for all whom it must answer alike.

On one project the fence knows of a viewer only this: whether they stand there as staff, whether they are a contact on it,
and, for an entry shared with named people (or about such a one), for which of these they are named. So viewers are grouped
by that, and one of each group is asked for all. ``tests/live`` holds every reader of the world against the fence itself.
"""
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from portal.base.many import ASKED_AT_ONCE, asked_in_parts
from portal.base.prepared import prepared
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.entries.visible import visible_condition
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.projects.visible import find_project
from portal.talk.people import known_to_every_contact


class Told(Protocol):
    """A line of a log, or whatever is told of an entry: what the fence needs of it."""

    kind: str
    lane: str
    project_id: UUID | None
    entry_id: UUID | None
    #: Who did it.
    user_id: UUID | None


class Listener(NamedTuple):
    """A reader of streams: a user, or the part of one that a limited session reaches."""

    user_id: UUID
    only_membership: UUID | None = None
    #: Of a session at the host of a room: that workspace and, unless it is all of it, that client.
    only_room: tuple[UUID, UUID | None] | None = None

    def reaches(self, seat: Membership) -> bool:
        """Whether this listener stands anywhere through a membership of theirs."""
        workspace_id, client_id = self.only_room or (seat.workspace_id, None)
        return (self.only_membership in (None, seat.id) and seat.workspace_id == workspace_id
                and client_id in (None, seat.client_id))


@dataclass
class Place:
    """A listener's seats that reach one project, and those of them that were put on it."""

    staff: list[Membership] = field(default_factory=list)
    contact: list[Membership] = field(default_factory=list)
    placed: list[Membership] = field(default_factory=list)

    @property
    def side(self) -> str:
        """Staff counts before contact."""
        return "staff" if self.staff else "client"

    @property
    def seats(self) -> list[Membership]:
        """Through which the listener stands there."""
        return self.staff or self.contact

    @property
    def is_placed(self) -> bool:
        return any(seat in self.seats for seat in self.placed)


class Audience:
    """Who stands on the projects of some lines, and what of their entries each of them sees.

    Of all people there are, or of these listeners. The statements grow with projects, not with listeners.
    """

    def __init__(self, lines: Collection[Told], listeners: Collection[Listener] | None = None):
        lines = [line for line in lines if line.project_id is not None]
        self.places = _standing({line.project_id for line in lines}, listeners) if lines else {}
        self._seen = _seen_by_contacts(lines, self.places)
        self._known = _known_staff(lines, self.places)
        self._open_budgets = _open_budgets(lines)

    def may_hear(self, line: Told, listener: Listener) -> bool:
        if line.kind == "inbox" and line.user_id is not None:
            return line.user_id == listener.user_id
        at = self.places.get(line.project_id, {}).get(listener)
        if at is None or line.kind in ("writing", "seen") and line.user_id == listener.user_id:
            return False
        if at.staff:
            return True
        # History keeps money among the team; a client's sponsors see the whole of it once it is shared.
        if line.kind == "money":
            return line.project_id in self._open_budgets and any(seat.may("sponsor") for seat in at.contact)
        if line.lane != "shared":
            return False
        # Of staff whom nobody on the client side knows not even that they read is told.
        if line.kind == "seen" and line.user_id not in self._known.get(line.project_id, ()):
            return False
        return line.entry_id is None or line.entry_id in self._seen[line.project_id][listener]


def heard_by(lines: Collection[Told], listeners: Collection[Listener]) -> dict[Listener, list]:
    """The lines that each listener may hear of, in their order. The statements grow with projects, not with listeners."""
    heard: dict[Listener, list] = defaultdict(list)
    if not lines or not listeners:
        return heard
    audience, own = Audience(lines, listeners), _of_each(listeners)
    for line in lines:
        near = own.get(line.user_id, ()) if line.project_id is None else audience.places[line.project_id]
        for listener in near:
            if audience.may_hear(line, listener):
                heard[listener].append(line)
    return heard


def _of_each(listeners: Iterable[Listener]) -> dict[UUID, list[Listener]]:
    by_user = defaultdict(list)
    for listener in listeners:
        by_user[listener.user_id].append(listener)
    return by_user


def _standing(project_ids: set[UUID], listeners: Collection[Listener] | None) -> dict[UUID, dict[Listener, Place]]:
    """Through which seats each listener reaches each project. One statement."""
    by_user = None if listeners is None else _of_each(listeners)
    found: dict = {project_id: {} for project_id in project_ids}
    asked = sorted(by_user) if by_user is not None and len(by_user) <= ASKED_AT_ONCE else ()
    for project_id, seat, placed_id in _seats(project_ids, asked):
        for listener in (Listener(seat.user_id),) if by_user is None else by_user.get(seat.user_id, ()):
            if listener.reaches(seat):
                at = found[project_id].setdefault(listener, Place())
                (at.staff if seat.is_staff else at.contact).append(seat)
                if placed_id is not None:
                    at.placed.append(seat)
    return found


@prepared
def _seats(project_ids, user_ids):
    """Of these users; where none are named, of all there are."""
    on = and_(ProjectMember.project_id == Project.id, ProjectMember.membership_id == Membership.id)
    everywhere = and_(Membership.client_id.is_(None), Membership.role != "member")
    return (select(Project.id, Membership, ProjectMember.membership_id.label("placed_id")).select_from(Project)
            .join(Membership, Membership.workspace_id == Project.workspace_id)
            .join(Workspace, Workspace.id == Membership.workspace_id).outerjoin(Client, Client.id == Membership.client_id)
            .outerjoin(ProjectMember, on)
            .where(Project.id.in_(project_ids), Membership.removed_at.is_(None), Workspace.archived_at.is_(None),
                   Client.archived_at.is_(None), or_(everywhere, ProjectMember.membership_id.is_not(None)),
                   Membership.user_id.in_(user_ids) if len(user_ids) else True))


def _seen_by_contacts(lines, standing) -> dict[UUID, dict[Listener, set[UUID]]]:
    """Of the entries in these lines, those that each contact sees, by project."""
    found: dict = {}
    for project_id, places in standing.items():
        contacts = {listener: at.contact for listener, at in places.items() if not at.staff}
        ids = {line.entry_id for line in lines if line.project_id == project_id and line.entry_id and line.lane == "shared"}
        found[project_id] = _seen_on(ids, contacts) if contacts and ids else defaultdict(set)
    return found


def _seen_on(ids: set[UUID], contacts: dict[Listener, list[Membership]]) -> dict[Listener, set[UUID]]:
    named = {row.id for row in asked_in_parts(_by_name, ids)}
    alike = _visible(next(iter(contacts.values())), ids - named)
    by_names: dict[frozenset, set[UUID]] = {}
    found, names = {}, _named_for(named)
    for listener, seats in contacts.items():
        of = frozenset(entry_id for seat in seats for entry_id in names.get(seat.id, ()))
        if of not in by_names:
            by_names[of] = _visible(seats, named)
        found[listener] = alike | by_names[of]
    return found


def _named_for(ids: set[UUID]) -> dict[UUID, list[UUID]]:
    """For which entries each membership is named as a reader, of these and of what they are about."""
    found = defaultdict(list)
    for row in asked_in_parts(_readers, ids):
        found[row.membership_id].append(row.entry_id)
    return found


@prepared
def _readers(ids):
    above = select(AboutLink.about_id).where(AboutLink.entry_id.in_(ids))
    return select(EntryReader.entry_id, EntryReader.membership_id).where(
        or_(EntryReader.entry_id.in_(ids), EntryReader.entry_id.in_(above)))


def _visible(seats: list[Membership], ids: set[UUID]) -> set[UUID]:
    """What the fence lets through to a viewer with these seats."""
    viewer = Viewer(user=User(id=seats[0].user_id), memberships=tuple(seats))
    return {row.id for row in asked_in_parts(lambda part: _through(viewer, part), ids)}


@prepared
def _through(viewer: Viewer, ids):
    return select(Entry.id).where(Entry.id.in_(ids), visible_condition(viewer))


@prepared
def _by_name(ids):
    """Those of these entries that are shared by name, or about something that is."""
    above = aliased(Entry)
    higher = exists().where(AboutLink.entry_id == Entry.id, above.id == AboutLink.about_id, above.audience == "named")
    return select(Entry.id).where(Entry.id.in_(ids), or_(Entry.audience == "named", higher))


def _known_staff(lines, standing) -> dict[UUID, set[UUID]]:
    """By project of what was seen: whom every contact there may know of; their own side among them."""
    found = {}
    for project_id in {line.project_id for line in lines if line.kind == "seen"}:
        contacts = [at for at in standing[project_id].values() if not at.staff]
        if not contacts:
            continue
        project = find_project(Viewer(user=User(id=contacts[0].contact[0].user_id), memberships=tuple(contacts[0].contact)),
                               project_id)
        found[project_id] = known_to_every_contact(project) | colleagues_on(project)
    return found


def _open_budgets(lines) -> set[UUID]:
    """Of the projects whose budget these lines are about, those that share it. One statement, where there is one."""
    return {row.id for row in asked_in_parts(_shared_budgets, {line.project_id for line in lines if line.kind == "money"})}


@prepared
def _shared_budgets(ids):
    return select(Project.id).where(Project.id.in_(ids), Project.budget_shared)


def colleagues_on(project: Project) -> set[UUID]:
    """The client's people (user ids) on a project. One statement."""
    return set(_colleagues(project.id, project.client_id).scalars())


@prepared
def _colleagues(project_id, client_id):
    return (select(Membership.user_id).join(ProjectMember, ProjectMember.membership_id == Membership.id)
            .where(ProjectMember.project_id == project_id, Membership.client_id == client_id, Membership.removed_at.is_(None)))
