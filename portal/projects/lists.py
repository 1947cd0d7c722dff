"""Lists of projects, one window at a time."""
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.people.client import Client
from portal.projects.project import Project
from portal.projects.standing import side_on
from portal.projects.viewer import Viewer
from portal.projects.visible import projects_visible_to

WINDOW = 30


def list_projects(viewer: Viewer, *, archived: bool = False, q: str = "", after: UUID | None = None) -> Select:
    """Visible projects by client and name, from after one of them. Ask for one more than a window to know of more."""
    wanted = projects_visible_to(viewer).join(Client, Client.id == Project.client_id).order_by(
        Client.name, Project.name, Project.id)
    wanted = wanted.where(Project.archived_at.is_not(None) if archived else Project.archived_at.is_(None))
    if q:
        like = f"%{q.replace('%', '').replace('_', '')}%"
        wanted = wanted.where(or_(Project.name.ilike(like), Client.name.ilike(like)))
    if after is not None:
        wanted = wanted.where(_past(viewer, after))
    return wanted.limit(WINDOW + 1)


def _past(viewer: Viewer, after: UUID):
    last = db.session.scalar(projects_visible_to(viewer).where(Project.id == after))
    if last is None:
        return Project.id.is_not(None)
    name = last.client.name
    return or_(Client.name > name,
               (Client.name == name) & (Project.name > last.name),
               (Client.name == name) & (Project.name == last.name) & (Project.id > last.id))


def projects_of_client(viewer: Viewer, client: Client) -> Select:
    """A client's projects the viewer may see, current ones first, at most a hundred."""
    return projects_visible_to(viewer).where(Project.client_id == client.id).order_by(
        Project.archived_at.is_not(None), Project.name, Project.id).limit(100)


def health_for(viewer: Viewer, project: Project) -> str | None:
    """How a project is doing as its reader was told: the team's last word, or the last one shared."""
    return project.health if side_on(viewer, project) == "staff" else project.shared_health


def clients_for_projects(workspace_ids) -> list[Client]:
    """The living clients a manager of these workspaces may make projects for."""
    return list(db.session.scalars(
        select(Client).options(joinedload(Client.workspace))
        .where(Client.workspace_id.in_(workspace_ids), Client.archived_at.is_(None))
        .order_by(Client.name, Client.id).limit(2000)))
