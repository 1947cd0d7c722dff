"""A question asked once more, after changes were asked for: the same people, about what there is now."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.decisions.answering import refused, told
from blueprints.decisions.finding import approval_or_404
from blueprints.support.acts import abort_unless, act
from blueprints.support.door import viewer
from blueprints.support.language import in_words
from portal.decisions.access import may_steer
from portal.decisions.cancelling import Away, Hindered, Over, ask_again

bp = Blueprint("rounds", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/rounds")

#: What stands against asking sponsors once more about a change.
HINDRANCES = {
    "nothing": _l("It changes nothing any more that the client sees."),
    "money_hidden": _l("The budget is not shared any more. Share it first, or propose the change again."),
    "other_unit": _l("The budget has another unit or currency by now. Propose the change again."),
    "no_sponsor": _l("Only sponsors on this project accept changes."),
    "outgrown": _l("Not everybody who is asked sees all that it would change by now. Propose the change again."),
}


@bp.post("")
@act("approval.ask_again")
def create(project_id: UUID, entry_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    abort_unless(may_steer(standing, approval))
    try:
        ask_again(approval=approval, by=viewer().user)
    except Over:
        return refused(approval, standing, status=409, reason="over", trouble=_("It has ended: ask anew instead."))
    except Away:
        return refused(approval, standing, status=409, reason="away",
                       trouble=_("Something it is about has been put away: bring it back first."))
    except Hindered as hindered:
        return refused(approval, standing, status=409, reason=hindered.code, trouble=in_words(HINDRANCES[hindered.code]))
    return told(approval, standing)
