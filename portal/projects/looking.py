"""A project as its client sees it: a staff member looks through a contact's eyes."""
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from portal.base.database import db
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer, active_memberships
from portal.projects.visible import project_condition


def look_as(viewer: Viewer, membership_id: UUID) -> Viewer | None:
    """The contact's own viewer, narrowed to this workspace and to projects that the staff member may see too.

    It is read-only and names the staff member behind it. None where the membership is no living contact on any such
    project: unknown, removed and somebody else's are one answer. Two statements.
    """
    both = _seats_and_projects(viewer, membership_id)
    if viewer.read_only or membership_id not in {row.seat_id for row in both}:
        return None
    seats = list(db.session.scalars(
        active_memberships(both[0].user_id).where(Membership.id.in_({row.seat_id for row in both}))
        .options(joinedload(Membership.user))))
    living = {seat.id for seat in seats}
    if membership_id not in living:
        return None
    return Viewer(user=seats[0].user, memberships=tuple(seats), read_only=True, behind=viewer.user,
                  only_projects=frozenset(row.project_id for row in both if row.seat_id in living))


def tell_look(*, viewer: Viewer, project: Project, seat: Membership) -> None:
    """Note for the team that somebody looked at a project through a contact's eyes. Twice: two looks."""
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=viewer.user_id,
                 verb="looked_as_client", new={"user": str(seat.user_id)})


def _seats_and_projects(viewer: Viewer, membership_id: UUID):
    """Where the person sits as a contact of that workspace, on projects which the viewer sees as its staff."""
    staff = viewer.narrowed(memberships=tuple(seat for seat in viewer.memberships if seat.is_staff))
    given = aliased(Membership)
    return db.session.execute(
        select(Membership.user_id, Membership.id.label("seat_id"), ProjectMember.project_id)
        .join(given, (given.user_id == Membership.user_id) & (given.workspace_id == Membership.workspace_id))
        .join(ProjectMember, ProjectMember.membership_id == Membership.id)
        .where(given.id == membership_id, given.client_id.is_not(None), given.removed_at.is_(None),
               Membership.client_id.is_not(None), Membership.removed_at.is_(None),
               project_condition(staff, ProjectMember.project_id, ProjectMember.workspace_id))).all()
