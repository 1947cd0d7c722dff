"""Lists of projects, one window at a time."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, or_, select, true
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.base.prepared import Said, prepared
from portal.people.client import Client
from portal.projects.project import Project
from portal.projects.standing import side_on
from portal.projects.viewer import Viewer
from portal.projects.visible import find_project, on_many_projects, on_projects, projects_in_their_rooms, projects_visible_to

WINDOW = 30


def list_projects(viewer: Viewer, *, archived: bool = False, q: str = "", after: UUID | None = None,
                  size: int = WINDOW) -> list[Project]:
    """Visible projects by client and name, from after one of them: one more than a window, if there are more.

    Who is on many gets them in the order of two indexes, client by client.
    """
    like = Said(f"%{q.replace('%', '').replace('_', '')}%") if q else None
    last = find_project(viewer, after) if after else None
    past = (Said(last.client.name), last.client_id, Said(last.name), last.id) if last else (None, None, None, None)
    return _listed(viewer, on_many_projects(viewer), archived, size + 1, like, *past).scalars().all()


@prepared
def _listed(viewer, many, archived, most, like, client_name, client_id, name, id):
    wanted = projects_in_their_rooms(viewer).order_by(Client.name, Client.id, Project.name, Project.id).limit(most)
    wanted = wanted.where(Client.workspace_id.in_(viewer.workspaces) if many else Project.id.in_(on_projects(viewer.seats)))
    wanted = wanted.where(Project.archived_at.is_not(None) if archived else Project.archived_at.is_(None))
    if like is not None:
        wanted = wanted.where(or_(Project.name.ilike(like), Client.name.ilike(like)))
    if id is None:
        return wanted
    same = and_(Client.name == client_name, Client.id == client_id)
    return wanted.where(Client.name >= client_name, or_(
        Client.name > client_name, and_(Client.name == client_name, Client.id > client_id),
        and_(same, Project.name > name), and_(same, Project.name == name, Project.id > id)))


def projects_of_client(viewer: Viewer, client: Client) -> Select:
    """A client's projects the viewer may see, current ones first, at most a hundred."""
    return projects_visible_to(viewer).where(Project.client_id == client.id).order_by(
        Project.archived_at.is_not(None), Project.name, Project.id).limit(100)


class Word(NamedTuple):
    """How a project is doing and what comes next, as its reader was told."""

    health: str | None
    next_milestone: str


def word_on(project: Project, *, staff_here: bool) -> Word:
    """The team's last word on a project, or the last one shared."""
    if staff_here:
        return Word(project.health, project.next_milestone)
    return Word(project.shared_health, project.shared_next_milestone)


def word_for(viewer: Viewer, project: Project) -> Word:
    """The last word on a project that this reader was told."""
    return word_on(project, staff_here=side_on(viewer, project) == "staff")


def clients_for_projects(workspace_ids, *, q: str = "", chosen: UUID | None = None, size: int = WINDOW) -> list[Client]:
    """Living clients a manager of these workspaces may make projects for, by name, and the chosen one among them.

    One more than so many, if there are more.
    """
    wanted = (select(Client).options(joinedload(Client.workspace))
              .where(Client.workspace_id.in_(workspace_ids), Client.archived_at.is_(None)).order_by(Client.name, Client.id))
    like = Client.name.ilike(f"%{q.replace('%', '').replace('_', '')}%") if q else true()
    found = list(db.session.scalars(wanted.where(like).limit(size + 1)))
    if chosen is None or any(client.id == chosen for client in found):
        return found
    return [*db.session.scalars(wanted.where(Client.id == chosen)), *found]
