"""Who is on a project, and who could be."""
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.member import ProjectMember
from portal.projects.project import Project


def placed_on(project: Project) -> set[UUID]:
    """The ids of the memberships that have a place on a project. Managers reach it without one."""
    return set(db.session.scalars(
        select(ProjectMember.membership_id).join(Membership, Membership.id == ProjectMember.membership_id)
        .where(ProjectMember.project_id == project.id, Membership.removed_at.is_(None))))


def find_placed(project: Project, seat_id: UUID) -> Membership | None:
    """A living membership with a place on the project, with its user, or None."""
    return db.session.scalar(
        select(Membership).join(ProjectMember, ProjectMember.membership_id == Membership.id)
        .where(ProjectMember.project_id == project.id, Membership.id == seat_id, Membership.removed_at.is_(None))
        .options(joinedload(Membership.user)))


def could_join(project: Project, q: str = "") -> Select:
    """Staff of the workspace and contacts of the client without a place on the project, by name. Composable."""
    there = select(ProjectMember.membership_id).where(ProjectMember.project_id == project.id)
    wanted = (select(Membership).join(User, User.id == Membership.user_id)
              .where(Membership.workspace_id == project.workspace_id, Membership.removed_at.is_(None),
                     or_(Membership.client_id.is_(None), Membership.client_id == project.client_id),
                     Membership.id.not_in(there))
              .order_by(User.name, User.email).options(joinedload(Membership.user)))
    if q:
        pattern = "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        wanted = wanted.where(or_(User.name.ilike(pattern, escape="\\"), User.email.ilike(pattern, escape="\\")))
    return wanted
