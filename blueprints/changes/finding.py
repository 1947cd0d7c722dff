"""Lookups of change requests from a URL, each through the fence."""
from collections.abc import Callable
from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _

from blueprints.changes.words import state_word
from blueprints.support.errors import sorry
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.transactions import in_turn
from portal.changes.change_request import ChangeRequest
from portal.projects.standing import Standing


def change_or_404(project_id: UUID, entry_id: UUID) -> tuple[ChangeRequest, Standing]:
    """A visible change request of that project, and the viewer's standing there. Whoever changes it waits for who else does."""
    in_turn(entry_id)
    change = entry_or_404(project_id, entry_id, ChangeRequest)
    return change, standing_or_404(change.project)


def change_to_act_on(project_id: UUID, entry_id: UUID, may: Callable) -> tuple[ChangeRequest, Standing]:
    """One that the viewer may do this to: else 403, and 409 where they might have before it went on."""
    change, standing = change_or_404(project_id, entry_id)
    if may(standing, change):
        return change, standing
    if request.method == "GET" or change.is_draft or not _is_theirs(change, standing):
        abort(403)
    return abort(gone_on(change, standing))


def gone_on(change: ChangeRequest, standing: Standing):
    """409 with how it stands by now."""
    return sorry(409, _("This change request has gone on meanwhile"), state_word(change.state, standing), "gone_on")


def _is_theirs(change: ChangeRequest, standing: Standing) -> bool:
    return standing.may(contact="contributor") and (standing.is_staff or change.created_by_id == standing.viewer.user_id)
