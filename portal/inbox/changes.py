"""What happened since the last visit, by entry; and so far, for somebody new."""
from dataclasses import dataclass, field
from uuid import UUID

from portal.base.prepared import Prepared, prepared
from portal.entries.entry import Entry
from portal.entries.visible import events_visible_to, in_their_rooms
from portal.history.event import Event
from portal.history.settled import newest_first, since
from portal.inbox.naming import names_among
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.standing import side_on
from portal.projects.viewer import Viewer
from portal.projects.visible import on_many_projects, on_projects, projects_in_their_rooms
from portal.talk.people import names_of

#: So many lines of history are looked at, and so many entries shown.
DEPTH, MOST = 120, 20
SO_FAR = 10
#: Lines that say nothing to a reader beside another line, or are about who may see what.
SILENT = ("sharing.changed", "looked_as_client", "document_added", "document_shared", "document_withdrawn",
          "version_seen", "version_saved", "pin_placed")


@dataclass
class Change:
    """An entry (or a project itself) and what happened to it, newest first."""

    project: Project
    entry: Entry | None
    events: list[Event] = field(default_factory=list)
    #: Whose names the reader may see (user ids); None for everybody's.
    names: set[UUID] | None = None


def changes_since(viewer: Viewer, where: int) -> list[Change]:
    """What others did since a place in history, grouped by entry, the newest first. Three statements."""
    return _grouped(viewer, _since(viewer, where, viewer.user_id, on_many_projects(viewer)).scalars().all())


def so_far(viewer: Viewer, project: Project, *, people: list[Membership] | None = None) -> list[Change]:
    """The last ten lines of a project's history that the viewer may read, by entry; ``people`` are those they know there."""
    known = {project.id: names_of(people)} if people is not None and side_on(viewer, project) == "client" else {}
    return _grouped(viewer, _last(viewer, project.id).scalars().all(), known)


@prepared
def _since(viewer, where, user_id, many):
    """On few projects the lines of each, else the newest of the workspace until enough of them are the viewer's."""
    wanted = _lines(viewer, DEPTH).where(since(Event, where), Event.actor_id != user_id).order_by(*newest_first(Event))
    return wanted.where(Event.workspace_id.in_(viewer.workspaces) if many else Event.project_id.in_(on_projects(viewer.seats)))


@prepared
def _last(viewer, project_id):
    return _lines(viewer, SO_FAR).where(Event.project_id == project_id).order_by(Event.id.desc())


def _lines(viewer, most: int):
    return (events_visible_to(viewer).add_columns(User).outerjoin(User, User.id == Event.actor_id)
            .where(Event.verb.not_in(SILENT), Event.project_id.is_not(None)).limit(most))


def _grouped(viewer: Viewer, events: list[Event], known: dict | None = None) -> list[Change]:
    entries = _by_id(_entries, viewer, {e.entry_id for e in events if e.entry_id})
    projects = _by_id(_projects, viewer, {e.project_id for e in events if e.entry_id is None})
    found: dict = {}
    for event in events:
        entry = entries.get(event.entry_id)
        project = entry.project if entry else projects.get(event.project_id)
        if project is not None and (entry is not None or event.entry_id is None):
            found.setdefault((project.id, event.entry_id), Change(project, entry)).events.append(event)
    return _named(viewer, list(found.values())[:MOST], known or {})


def _named(viewer: Viewer, changes: list[Change], known: dict[UUID, set[UUID] | None]) -> list[Change]:
    """A contact reads the names of people they know only."""
    names_among(viewer, [change.project for change in changes], known)
    for change in changes:
        change.names = known[change.project.id]
    return changes


def _by_id(wanted: Prepared, viewer: Viewer, ids: set[UUID]) -> dict:
    return {record.id: record for record in wanted(viewer, ids).scalars()} if ids else {}


@prepared
def _entries(viewer, ids):
    return in_their_rooms(viewer).where(Entry.id.in_(ids))


@prepared
def _projects(viewer, ids):
    return projects_in_their_rooms(viewer).where(Project.id.in_(ids))
