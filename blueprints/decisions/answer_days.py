"""By when an open question is to be answered."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from blueprints.decisions.answering import told
from blueprints.decisions.finding import approval_or_404
from blueprints.decisions.forms import DayForm
from blueprints.decisions.page import here_of
from blueprints.support.acts import abort_unless, act
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.render import render
from portal.base.clock import today
from portal.decisions.access import may_steer
from portal.decisions.answer_day import Over, ReasonMissing, move_day
from portal.decisions.approval import Approval
from portal.projects.standing import Standing

bp = Blueprint("answer_days", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/answer-day")


@bp.get("/edit")
def edit(project_id: UUID, entry_id: UUID):
    approval, _standing = _steered(project_id, entry_id)
    return _sheet(approval, DayForm(formdata=None, until=approval.promised))


@bp.put("")
@act("approval.move_day")
def update(project_id: UUID, entry_id: UUID):
    (approval, standing), form = _steered(project_id, entry_id), DayForm()
    form.today = today(approval.project.workspace.time_zone)
    if not form.validate_on_submit():
        return _sheet(approval, form, status=422)
    if approval.promised != form.until.data and (differing := differences(approval, "promised")):
        return _sheet(approval, form, status=409, differing=differing)
    try:
        move_day(approval=approval, by=viewer().user, day=form.until.data, reason=form.reason.data)
    except ReasonMissing:
        form.reason.errors = [_("Say why: those who are asked read it.")]
        return _sheet(approval, form, status=422)
    except Over:
        return _sheet(approval, form, status=409, reason="over", trouble=_("There is nothing to decide there any more."))
    return told(approval, standing)


def _steered(project_id: UUID, entry_id: UUID) -> tuple[Approval, Standing]:
    approval, standing = approval_or_404(project_id, entry_id)
    abort_unless(may_steer(standing, approval))
    return approval, standing


def _sheet(approval: Approval, form: DayForm, *, status: int = 200, differing=None, **refused):
    return render("decisions/sheet.html", fragment="decisions/sheet.htmx.html", status=status,
                  part="decisions/answer_day.htmx.html", title=_("Answer until"), back=here_of(approval), approval=approval,
                  form=form, differing=differing or {}, trouble=refused.get("trouble"), reason=refused.get("reason"))
