"""Approvals as one reader sees them."""
from uuid import UUID

from sqlalchemy import select

from portal.base.prepared import prepared
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.awaiting import give_hands
from portal.entries.visible import entries_visible_to, in_their_rooms
from portal.projects.viewer import Viewer
from portal.projects.visible import find_project


def approvals_visible(viewer: Viewer):
    """Every approval the viewer may see, with its rooms. Composable."""
    return entries_visible_to(viewer, Approval)


def find_approval(viewer: Viewer, project_id: UUID, approval_id: UUID, *, hands: bool = False) -> Approval | None:
    """One visible approval of that project, or None; ``hands`` where its turn is asked. One statement, or two."""
    approval = _found(viewer, project_id, approval_id).scalar()
    if approval is not None and hands:
        give_hands(viewer, [approval])
    return approval


def was_asked(viewer: Viewer, project_id: UUID, approval_id: UUID) -> bool:
    """Whether the viewer knows an approval that they may not see any more: they were asked, on a project they still see."""
    return find_project(viewer, project_id) is not None and _asked(viewer.seats, project_id, approval_id).first() is not None


@prepared
def _asked(seats, project_id: UUID, approval_id: UUID):
    return (select(Approver.id).join(Approval, Approval.id == Approver.approval_id)
            .where(Approver.approval_id == approval_id, Approver.membership_id.in_(seats), Approval.project_id == project_id))


@prepared
def _found(viewer: Viewer, project_id: UUID, approval_id: UUID):
    return in_their_rooms(viewer, Approval).where(Approval.project_id == project_id, Approval.id == approval_id)
