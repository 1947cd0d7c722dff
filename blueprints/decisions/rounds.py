"""A question asked once more, after changes were asked for: the same people, about what there is now."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from blueprints.decisions.answering import refused, told
from blueprints.decisions.finding import approval_or_404
from blueprints.support.acts import abort_unless, act
from blueprints.support.door import viewer
from portal.decisions.access import may_ask
from portal.decisions.cancelling import Away, Over, ask_again

bp = Blueprint("rounds", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/rounds")


@bp.post("")
@act("approval.ask_again")
def create(project_id: UUID, entry_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    abort_unless(may_ask(standing))
    try:
        ask_again(approval=approval, by=viewer().user)
    except Over:
        return refused(approval, standing, status=409, reason="over", trouble=_("It has ended: ask anew instead."))
    except Away:
        return refused(approval, standing, status=409, reason="away",
                       trouble=_("Something it is about has been put away: bring it back first."))
    return told(approval, standing)
