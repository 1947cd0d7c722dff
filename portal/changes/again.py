"""Taking up anew what was declined or withdrawn: another change request, with the same in it."""
from uuid import UUID

from portal.changes.change_request import ChangeRequest
from portal.changes.effects import copy_effects
from portal.changes.raising import raise_change
from portal.projects.standing import Standing


def propose_again(*, change: ChangeRequest, by: Standing, change_id: UUID) -> ChangeRequest:
    """A draft with the words and effects of one that has ended, which stays as it is."""
    anew = raise_change(project=by.project, by=by, change_id=change_id, title=change.title, why=change.why)
    copy_effects(of=change, to=anew)
    return anew
