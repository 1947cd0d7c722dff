"""Where somebody may write: to choose a thread for words that were begun elsewhere."""
from datetime import datetime
from uuid import UUID

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import in_their_rooms
from portal.inbox.ahead import latest_threads
from portal.projects.lists import list_projects
from portal.projects.project import Project
from portal.projects.standing import standing_on_seen
from portal.projects.viewer import Viewer
from portal.projects.visible import find_project
from portal.talk.access import may_reply

PAGE = 30


def writer(viewer: Viewer) -> Viewer:
    """The viewer, narrowed to the memberships through which they write: where they only read there is nothing to choose."""
    seats = () if viewer.read_only else viewer.memberships
    return viewer.narrowed(memberships=tuple(seat for seat in seats if seat.is_staff or seat.may("contributor")))


def latest_to_write_in(viewer: Viewer) -> list[tuple[Entry, datetime]]:
    """The latest threads the viewer may write in, each with when something last happened there."""
    return [(entry, at) for entry, at in latest_threads(writer(viewer)) if entry.project.archived_at is None]


def projects_to_write_in(viewer: Viewer, *, after: UUID | None = None) -> list[Project]:
    """Projects the viewer may write in, by client and name, from after one of them; one more than a window, if there are."""
    return list_projects(writer(viewer), after=after)


def threads_of(viewer: Viewer, project_id: UUID, *, number: int) -> tuple[Project, list[Entry], bool] | None:
    """A page of what can be talked about in a project, the latest first, and whether there is more.

    None where the viewer may not write, or sees no such project.
    """
    eyes = writer(viewer)
    project = find_project(eyes, project_id)
    standing = project and standing_on_seen(eyes, project)
    if standing is None or not may_reply(standing):
        return None
    found = _threads(eyes, project.id, standing.is_staff, (number - 1) * PAGE).scalars().all()
    return project, found[:PAGE], len(found) > PAGE


@prepared
def _threads(viewer, project_id, staff, skipped):
    active = Entry.last_activity_at if staff else Entry.last_shared_activity_at
    return (in_their_rooms(viewer).where(Entry.project_id == project_id, Entry.kind.in_(("work_item", "discussion")),
                                         Entry.archived_at.is_(None))
            .order_by(active.desc(), Entry.id.desc()).limit(PAGE + 1).offset(skipped))
