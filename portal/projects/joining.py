"""Coming onto a project."""
from sqlalchemy import delete

from portal.base.database import db
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.member import ProjectMember
from portal.projects.project import Project


def join_project(*, project: Project, seat: Membership, by: User) -> bool:
    """Put a membership on a project; false when it is on it already. Raises ValueError over two tenants or clients.

    That a contact joined their colleagues may read; who of the staff is on a project is the team's own business.
    """
    if seat.workspace_id != project.workspace_id or seat.client_id not in (None, project.client_id):
        raise ValueError("a project has members of its own workspace and client")
    if db.session.get(ProjectMember, (project.id, seat.id)) is not None:
        return False
    db.session.add(ProjectMember(project_id=project.id, membership_id=seat.id, workspace_id=project.workspace_id))
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, verb="member.joined",
                 lane="internal" if seat.is_staff else "shared", new={"user": str(seat.user_id)})
    db.session.flush()
    return True


def leave_all_projects(*, seat: Membership) -> None:
    """Take a membership off every project it once was on, before one that had ended begins anew."""
    db.session.execute(delete(ProjectMember).where(ProjectMember.membership_id == seat.id))
