"""Stuck, with its reason, and going on."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from blueprints.plan.forms import StuckForm
from blueprints.plan.refusals import conflicting, meanwhile, refused_report
from blueprints.plan.reports import only_own, perhaps_over, reportable, reported
from blueprints.plan.words import state_word
from blueprints.support.acts import act
from blueprints.support.door import viewer
from blueprints.support.fields import Form
from portal.plan.sticking import AlreadyDone, clear_stuck, report_stuck

bp = Blueprint("obstacles", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/obstacle")


@bp.post("")
@act("item.stuck")
def create(project_id: UUID, item_id: UUID):
    item, standing = perhaps_over(project_id, item_id)
    form = StuckForm()
    if not form.validate_on_submit():
        return refused_report(item, standing, form, "obstacle")
    wanted = f"stuck {form.reason.data}"
    if item.state != wanted and (differing := meanwhile(item, yours=state_word(wanted))):
        return conflicting(item, standing, form, "obstacle", differing)
    if not item.is_done:
        only_own(standing, item)
    try:
        return reported(item, changed=report_stuck(item=item, by=viewer().user, reason=form.reason.data))
    except AlreadyDone:
        form.reason.errors = [_("It was marked done meanwhile. Say that it is not done, then that it is stuck.")]
        return conflicting(item, standing, form, "obstacle", {})


@bp.delete("")
@act("item.unstuck")
def destroy(project_id: UUID, item_id: UUID):
    item, standing = reportable(project_id, item_id)
    if item.is_stuck and (differing := meanwhile(item, yours=_("It goes on"))):
        return conflicting(item, standing, Form(), "goes_on", differing)
    return reported(item, changed=clear_stuck(item=item, by=viewer().user))
