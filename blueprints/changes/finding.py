"""Lookups of change requests from a URL, each through the fence."""
from uuid import UUID

from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.transactions import in_turn
from portal.changes.change_request import ChangeRequest
from portal.projects.standing import Standing


def change_or_404(project_id: UUID, entry_id: UUID) -> tuple[ChangeRequest, Standing]:
    """A visible change request of that project, and the viewer's standing there. Whoever changes it waits for who else does."""
    in_turn(entry_id)
    change = entry_or_404(project_id, entry_id, ChangeRequest)
    return change, standing_or_404(change.project)
