"""What happened since the last visit, by entry; and so far, for somebody new."""
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import events_visible_to
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
#: Under a name of its own: the fence around lines of history asks about entries, too.
_about = aliased(Entry)


@dataclass
class Change:
    """An entry (or a project itself) and what happened to it, newest first."""

    project: Project
    entry: Entry | None
    events: list[Event] = field(default_factory=list)
    #: Whose names the reader may see (user ids); None for everybody's.
    names: set[UUID] | None = None


def changes_since(viewer: Viewer, where: int, projects: Iterable[Project] = ()) -> list[Change]:
    """What others did since a place in history, grouped by entry, the newest first; ``projects`` are those read already.

    At most three statements.
    """
    return _grouped(viewer, _since(viewer, where, viewer.user_id, on_many_projects(viewer)), projects)


def so_far(viewer: Viewer, project: Project, *, people: list[Membership] | None = None) -> list[Change]:
    """The last ten lines of a project's history that the viewer may read, by entry; ``people`` are those they know there."""
    known = {project.id: names_of(people)} if people is not None and side_on(viewer, project) == "client" else {}
    return _grouped(viewer, _last(viewer, project.id), [project], known)


@prepared
def _since(viewer, where, user_id, many):
    """On few projects the lines of each, else the newest of the workspace until enough of them are the viewer's."""
    wanted = _lines(viewer, DEPTH).where(since(Event, where), Event.actor_id != user_id).order_by(*newest_first(Event))
    return wanted.where(Event.workspace_id.in_(viewer.workspaces) if many else Event.project_id.in_(on_projects(viewer.seats)))


@prepared
def _last(viewer, project_id):
    return _lines(viewer, SO_FAR).where(Event.project_id == project_id).order_by(Event.id.desc())


def _lines(viewer, most: int):
    # Who may read a line about an entry sees the entry.
    return (events_visible_to(viewer).add_columns(User, _about).outerjoin_from(Event, User, User.id == Event.actor_id)
            .outerjoin_from(Event, _about, _about.id == Event.entry_id)
            .where(Event.verb.not_in(SILENT), Event.project_id.is_not(None)).limit(most))


def _grouped(viewer: Viewer, lines: Iterable, projects: Iterable[Project], known: dict | None = None) -> list[Change]:
    lines, rooms = [(event, entry) for event, _, entry in lines], {project.id: project for project in projects}
    if others := {event.project_id for event, _ in lines} - rooms.keys():
        rooms |= {project.id: project for project in _projects(viewer, others).scalars()}
    found: dict = {}
    for event, entry in lines:
        project = rooms.get(event.project_id)
        if project is not None and (entry is not None or event.entry_id is None):
            found.setdefault((project.id, event.entry_id), Change(project, entry)).events.append(event)
    return _named(viewer, list(found.values())[:MOST], known or {})


def _named(viewer: Viewer, changes: list[Change], known: dict[UUID, set[UUID] | None]) -> list[Change]:
    """A contact reads the names of people they know only."""
    names_among(viewer, [change.project for change in changes], known)
    for change in changes:
        change.names = known[change.project.id]
    return changes


@prepared
def _projects(viewer, ids):
    return projects_in_their_rooms(viewer).where(Project.id.in_(ids))
