"""Questions from addresses: through the fence."""
from uuid import UUID

from blueprints.support.finding import entry_or_404, standing_or_404
from portal.decisions.approval import Approval
from portal.projects.standing import Standing


def approval_or_404(project_id: UUID, entry_id: UUID) -> tuple[Approval, Standing]:
    """A question of that project the viewer may see, and what they are there."""
    approval = entry_or_404(project_id, entry_id, Approval)
    return approval, standing_or_404(approval.project)
