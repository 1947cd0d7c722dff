"""The items that are yours, as a condition for the database: the twin of ``turn_of`` for Needs you."""
from sqlalchemy import and_, false, or_, select

from portal.base.clock import today
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.plan.stage import Stage
from portal.plan.turn import role_acts
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer


def mine_condition(viewer: Viewer):
    """Which items are the viewer's move: over WorkItem, for viewers whose memberships have their workspace loaded.

    It stands beside the fence, never in its place.
    """
    named = WorkItem.id.in_(select(Assignee.entry_id).where(Assignee.membership_id.in_([s.id for s in viewer.memberships])))
    ways = [and_(WorkItem.project_id.in_(_projects(viewer, seat)), or_(named, _nobody_named(seat)))
            for seat in viewer.memberships if role_acts(seat)]
    return and_(WorkItem.done_at.is_(None), WorkItem.archived_at.is_(None), or_(*ways) if ways else false())


def _projects(viewer: Viewer, seat: Membership):
    """The living projects on which this seat is the viewer's standing: a staff seat counts before a contact's."""
    living = select(Project.id).where(Project.workspace_id == seat.workspace_id, Project.archived_at.is_(None))
    if seat.is_staff:
        return living if seat.may("manager") else living.where(Project.id.in_(_on(seat)))
    staff = viewer.staff_seat(seat.workspace_id)
    mine = living.where(Project.id.in_(_on(seat)))
    if staff is None:
        return mine
    return mine.where(false() if staff.may("manager") else Project.id.not_in(_on(staff)))


def _on(seat: Membership):
    return select(ProjectMember.project_id).where(ProjectMember.membership_id == seat.id)


def _nobody_named(seat: Membership):
    begun = or_(WorkItem.start.is_(None), WorkItem.start <= today(seat.workspace.time_zone),
                WorkItem.stage_id.is_(None), WorkItem.stage_id.not_in(_to_do(seat)))
    return and_(WorkItem.move == seat.side, begun)


def _to_do(seat: Membership):
    return select(Stage.id).where(Stage.workspace_id == seat.workspace_id, Stage.kind == "todo")
