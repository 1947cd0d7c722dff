"""Who may hear of which lines: the fence, asked once for all whom it must answer alike.

On one project the fence knows of a viewer only this: whether they stand there as staff, whether they are a contact on it,
and, for an entry shared with named people (or about such a one), whether they are named. So viewers are grouped by the
first two, one of each group is asked for all, and only what is shared by name is asked for each. ``tests/live`` holds
every reader of the world against the fence itself.
"""
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from portal.base.clock import now
from portal.base.prepared import prepared
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.live.line import Line
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.projects.visible import find_project
from portal.talk.people import known_to_every_contact


class Listener(NamedTuple):
    """A reader of streams: a user, or the part of one that a limited session reaches."""

    user_id: UUID
    only_membership: UUID | None = None


@dataclass
class Place:
    """A listener's seats that reach one project."""

    staff: list[Membership] = field(default_factory=list)
    contact: list[Membership] = field(default_factory=list)


def heard_by(lines: Collection[Line], listeners: Collection[Listener]) -> dict[Listener, list[Line]]:
    """The lines that each listener may hear of, in their order. The statements grow with projects, not with listeners."""
    lines = [line for line in lines if line.project_id is not None]
    heard: dict[Listener, list[Line]] = defaultdict(list)
    if not lines or not listeners:
        return heard
    standing = _standing({line.project_id for line in lines}, listeners)
    seen = _seen_by_contacts(lines, standing)
    known = _known_staff(lines, standing)
    for line in lines:
        for listener, at in standing[line.project_id].items():
            if _may_hear(line, listener, at, seen, known):
                heard[listener].append(line)
    return heard


def _may_hear(line: Line, listener: Listener, at: Place, seen, known) -> bool:
    if line.kind in ("writing", "seen") and line.user_id == listener.user_id:
        return False
    if at.staff:
        return True
    if line.lane != "shared":
        return False
    # Of staff whom nobody on the client side knows not even that they read is told.
    if line.kind == "seen" and line.user_id not in known.get(line.project_id, ()):
        return False
    return line.entry_id is None or line.entry_id in seen[line.project_id][listener]


def _standing(project_ids: set[UUID], listeners: Collection[Listener]) -> dict[UUID, dict[Listener, Place]]:
    """Through which seats each listener reaches each project. One statement."""
    by_user = defaultdict(list)
    for listener in listeners:
        by_user[listener.user_id].append(listener)
    found: dict = {project_id: {} for project_id in project_ids}
    for project_id, seat in _reaching(project_ids):
        for listener in by_user.get(seat.user_id, ()):
            if listener.only_membership in (None, seat.id):
                at = found[project_id].setdefault(listener, Place())
                (at.staff if seat.is_staff else at.contact).append(seat)
    return found


def _reaching(project_ids: set[UUID]) -> Iterable[tuple[UUID, Membership]]:
    return [(row[0], row[1]) for row in _seats(project_ids)]


@prepared
def _seats(project_ids):
    on = exists().where(ProjectMember.project_id == Project.id, ProjectMember.membership_id == Membership.id)
    everywhere = and_(Membership.client_id.is_(None), Membership.role != "member")
    return (select(Project.id, Membership).select_from(Project)
            .join(Membership, Membership.workspace_id == Project.workspace_id)
            .join(Workspace, Workspace.id == Membership.workspace_id).outerjoin(Client, Client.id == Membership.client_id)
            .where(Project.id.in_(project_ids), Membership.removed_at.is_(None), Workspace.archived_at.is_(None),
                   Client.archived_at.is_(None), or_(everywhere, on)))


def _seen_by_contacts(lines, standing) -> dict[UUID, dict[Listener, set[UUID]]]:
    """Of the entries in these lines, those that each contact sees, by project."""
    found: dict = {}
    for project_id, places in standing.items():
        contacts = {listener: at.contact for listener, at in places.items() if not at.staff}
        ids = {line.entry_id for line in lines if line.project_id == project_id and line.entry_id and line.lane == "shared"}
        found[project_id] = _seen_on(ids, contacts) if contacts and ids else defaultdict(set)
    return found


def _seen_on(ids: set[UUID], contacts: dict[Listener, list[Membership]]) -> dict[Listener, set[UUID]]:
    named = {row.id for row in _by_name(ids)}
    alike = _visible(next(iter(contacts.values())), ids - named)
    return {listener: alike | (_visible(seats, named) if named else set()) for listener, seats in contacts.items()}


def _visible(seats: list[Membership], ids: set[UUID]) -> set[UUID]:
    """What the fence lets through to a viewer with these seats."""
    if not ids:
        return set()
    viewer = Viewer(user=User(id=seats[0].user_id), memberships=tuple(seats))
    return set(_through(viewer, ids).scalars())


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
        colleagues = set(_colleagues(project_id, project.client_id).scalars())
        found[project_id] = known_to_every_contact(project) | colleagues
    return found


@prepared
def _colleagues(project_id, client_id):
    return (select(Membership.user_id).join(ProjectMember, ProjectMember.membership_id == Membership.id)
            .where(ProjectMember.project_id == project_id, Membership.client_id == client_id, Membership.removed_at.is_(None)))


def living(session_ids: Collection[UUID]) -> set[UUID]:
    """Those of these sessions that still open something. One statement for every few hundred."""
    ids, found = list(session_ids), set()
    for start in range(0, len(ids), 400):
        found.update(_living(ids[start:start + 400], now()).scalars())
    return found


@prepared
def _living(ids, moment):
    return select(Session.id).where(Session.id.in_(ids), Session.revoked_at.is_(None), Session.expires_at > moment)


