"""The fence around projects."""
from uuid import UUID

from sqlalchemy import Exists, Select, and_, exists, false, func, literal_column, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.base.aside import aside
from portal.base.prepared import prepared
from portal.people.client import Client
from portal.people.workspace import Workspace
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer


def on_projects(seats: tuple[UUID, ...]) -> Select:
    """The ids of the projects that these memberships are on: what a list may start from."""
    return select(ProjectMember.project_id).where(ProjectMember.membership_id.in_(seats))


def is_on(seats: tuple[UUID, ...], project_id) -> Exists:
    """Whether one of these memberships is on a project, as a condition that only narrows."""
    # With an OFFSET PostgreSQL asks it of each row found; without, it may start from all that the seats are on.
    return exists(select(_placed.project_id).where(_placed.project_id == project_id, _placed.membership_id.in_(seats))
                  .correlate_except(_placed).offset(literal_column("0")))


#: Under a name of its own: around a condition may stand a statement over members.
_placed = aliased(ProjectMember)
#: On more projects than this, what somebody looks for is found sooner by looking at all there is in its order.
MANY = 60


def on_many_projects(viewer: Viewer) -> bool:
    """Whether the viewer reaches so much that an order over everything serves better than their list of projects."""
    if viewer.all_project_workspaces or not viewer.staff_seats:
        return bool(viewer.all_project_workspaces)
    if "many" not in viewer._cache:
        viewer._cache["many"] = _counted(viewer.staff_seats, MANY + 1).scalar() > MANY
    return viewer._cache["many"]


@prepared
def _counted(seats, most):
    """On how many projects they are, counted no further than this."""
    return select(func.count()).select_from(on_projects(seats).limit(most).subquery())


def project_condition(viewer: Viewer, project_id, workspace_id):
    """Which projects the viewer reaches at all, as a condition over two columns."""
    reach = []
    if viewer.all_project_workspaces:
        reach.append(aside(workspace_id).in_(viewer.all_project_workspaces))
    if viewer.placed_seats:
        reach.append(is_on(viewer.placed_seats, project_id))
    narrowed = or_(*reach) if reach else false()
    return narrowed if viewer.only_projects is None else and_(narrowed, project_id.in_(viewer.only_projects))


def projects_visible_to(viewer: Viewer) -> Select:
    """Every project the viewer is on, or may see as a manager; archived ones too. Composable."""
    return select(Project).where(project_condition(viewer, Project.id, Project.workspace_id)).options(
        joinedload(Project.workspace), joinedload(Project.client))


def find_project(viewer: Viewer, project_id: UUID) -> Project | None:
    """One visible project, or None: the answer for an unknown id and for somebody else's is the same."""
    return _found(viewer, project_id).scalar()


@prepared
def _found(viewer: Viewer, project_id: UUID):
    return projects_in_their_rooms(viewer).where(Project.id == project_id)


def projects_in_their_rooms(viewer: Viewer) -> Select:
    """Every project the viewer may see beside its workspace and client: for prepared statements. Composable."""
    return (select(Project, Workspace, Client).select_from(Project).join(Workspace, Workspace.id == Project.workspace_id)
            .join(Client, Client.id == Project.client_id)
            .where(project_condition(viewer, Project.id, Project.workspace_id)))
