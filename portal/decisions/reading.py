"""Approvals as one reader sees them."""
from uuid import UUID

from portal.base.prepared import prepared
from portal.decisions.approval import Approval
from portal.decisions.awaiting import give_hands
from portal.entries.visible import entries_visible_to, in_their_rooms
from portal.projects.viewer import Viewer


def approvals_visible(viewer: Viewer):
    """Every approval the viewer may see, with its rooms. Composable."""
    return entries_visible_to(viewer, Approval)


def find_approval(viewer: Viewer, project_id: UUID, approval_id: UUID, *, hands: bool = False) -> Approval | None:
    """One visible approval of that project, or None; ``hands`` where its turn is asked. One statement, or two."""
    approval = _found(viewer, project_id, approval_id).scalar()
    if approval is not None and hands:
        give_hands(viewer, [approval])
    return approval


@prepared
def _found(viewer: Viewer, project_id: UUID, approval_id: UUID):
    return in_their_rooms(viewer, Approval).where(Approval.project_id == project_id, Approval.id == approval_id)
