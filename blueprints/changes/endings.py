"""Taking a change request back, telling the client that it will not be done, taking up anew what ended."""
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.changes.finding import change_or_404
from blueprints.changes.forms import ReasonForm
from blueprints.changes.sheets import home, sheet
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.door import viewer
from portal.changes.access import may_propose_again, may_turn_down, may_withdraw
from portal.changes.again import propose_again
from portal.changes.ending import turn_down, withdraw

bp = Blueprint("change_endings", __name__, url_prefix="/projects/<uuid:project_id>/changes/<uuid:entry_id>")


@bp.get("/withdrawal/new")
def withdrawal(project_id: UUID, entry_id: UUID):
    change, _standing = _found(project_id, entry_id, may_withdraw)
    return _sheet("withdraw", change, ReasonForm())


@bp.post("/withdrawal")
@act("change.withdraw")
def take_back(project_id: UUID, entry_id: UUID):
    change, standing = _found(project_id, entry_id, may_withdraw)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _sheet("withdraw", change, form, status=422)
    withdraw(change=change, by=standing, reason=form.reason.data)
    commit(home(change))
    return answer()


@bp.get("/refusal/new")
def refusal(project_id: UUID, entry_id: UUID):
    change, _standing = _found(project_id, entry_id, may_turn_down)
    return _sheet("turn_down", change, ReasonForm())


@bp.post("/refusal")
@act("change.turn_down")
def refuse(project_id: UUID, entry_id: UUID):
    change, _standing = _found(project_id, entry_id, may_turn_down)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _sheet("turn_down", change, form, status=422)
    turn_down(change=change, by=viewer().user, reason=form.reason.data)
    commit(home(change))
    return answer()


@bp.post("/repetition")
@act("change.repeat")
def repeat(project_id: UUID, entry_id: UUID):
    change, standing = _found(project_id, entry_id, may_propose_again)
    anew = propose_again(change=change, by=standing, change_id=act_id())
    commit(url_for("change_requests.show", project_id=project_id, entry_id=anew.id), entry=str(anew.id))
    return answer()


def _found(project_id: UUID, entry_id: UUID, may):
    change, standing = change_or_404(project_id, entry_id)
    abort_unless(may(standing, change))
    return change, standing


def _sheet(part, change, form, *, status=200):
    title = _("Withdraw this change request") if part == "withdraw" else _("Decline this change request")
    return sheet("reason", change, title=title, status=status, form=form, part_of=part,
                 action=url_for(f".{'take_back' if part == 'withdraw' else 'refuse'}", project_id=change.project_id,
                                entry_id=change.id))
