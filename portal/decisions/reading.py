"""What somebody knows of approvals that they may not see any more."""
from uuid import UUID

from sqlalchemy import select

from portal.base.prepared import prepared
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.projects.viewer import Viewer
from portal.projects.visible import find_project


def was_asked(viewer: Viewer, project_id: UUID, approval_id: UUID) -> bool:
    """Whether the viewer knows an approval that they may not see any more: they were asked, on a project they still see."""
    return find_project(viewer, project_id) is not None and _asked(viewer.seats, project_id, approval_id).first() is not None


@prepared
def _asked(seats, project_id: UUID, approval_id: UUID):
    return (select(Approver.id).join(Approval, Approval.id == Approver.approval_id)
            .where(Approver.approval_id == approval_id, Approver.membership_id.in_(seats), Approval.project_id == project_id))
