"""Stuck, with its reason, and going on."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from blueprints.plan.forms import StuckForm
from blueprints.plan.refusals import conflicting, differing_in, refused_report
from blueprints.plan.reports import reportable, reported
from blueprints.support.acts import act
from blueprints.support.door import viewer
from portal.plan.sticking import AlreadyDone, clear_stuck, report_stuck

bp = Blueprint("obstacles", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/obstacle")


@bp.post("")
@act("item.stuck")
def create(project_id: UUID, item_id: UUID):
    item, standing = reportable(project_id, item_id)
    form = StuckForm()
    if not form.validate_on_submit():
        return refused_report(item, standing, form, "obstacle")
    if item.stuck_reason != form.reason.data and (differing := differing_in(item, "stuck_reason")):
        return conflicting(item, standing, form, "obstacle", {"reason": differing["stuck_reason"]})
    try:
        report_stuck(item=item, by=viewer().user, reason=form.reason.data)
    except AlreadyDone:
        form.reason.errors = [_("It was marked done meanwhile. Say that it is not done, then that it is stuck.")]
        return conflicting(item, standing, form, "obstacle", {})
    return reported(item)


@bp.delete("")
@act("item.unstuck")
def destroy(project_id: UUID, item_id: UUID):
    item, _standing = reportable(project_id, item_id)
    clear_stuck(item=item, by=viewer().user)
    return reported(item)
