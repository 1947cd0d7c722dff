"""A question that nobody needs an answer to any more."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from blueprints.decisions.answering import refused, told
from blueprints.decisions.finding import approval_or_404
from blueprints.decisions.forms import CancelForm
from blueprints.support.acts import abort_unless, act
from blueprints.support.door import viewer
from portal.decisions.access import may_steer
from portal.decisions.cancelling import Over, cancel

bp = Blueprint("cancellations", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/cancellation")


@bp.post("")
@act("approval.cancel")
def create(project_id: UUID, entry_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    form = CancelForm()
    abort_unless(may_steer(standing, approval))
    if not form.validate_on_submit():
        return refused(approval, standing, cancelling=form)
    try:
        cancel(approval=approval, by=viewer().user, reason=form.reason.data)
    except Over:
        return refused(approval, standing, status=409, cancelling=form, reason="over", trouble=_("It was decided meanwhile."))
    return told(approval, standing)
