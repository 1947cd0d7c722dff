"""Answers to a question: given, and taken back."""
from uuid import UUID

from flask import Blueprint, abort, request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from blueprints.decisions.answering import out_of_reach, refused, told
from blueprints.decisions.finding import approval_or_404
from blueprints.decisions.forms import AnswerForm
from blueprints.decisions.given import facts_of_device
from blueprints.support.acts import abort_unless, act, act_id
from blueprints.support.deliberate import riddle, was_deliberate
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from portal.decisions.access import may_decide
from portal.decisions.answering import NameMissing, NotAsked, WordsMissing
from portal.decisions.answering import answer as give
from portal.decisions.approval import Approval
from portal.decisions.decision import ANSWERS, Decision
from portal.decisions.taking_back import CannotTakeBack, is_theirs, take_back
from portal.decisions.whole import find_decision
from portal.projects.standing import Standing

bp = Blueprint("answers", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/decisions")

#: Why an answer stays.
STAYS = {"not_counted": _l("This does not count any more."),
         "late": _l("A day has passed: it can no longer be taken back. Write in the discussion instead."),
         "depended": _l("Something has been done because of it: it can no longer be taken back."),
         "ended": _l("The question was cancelled.")}


@bp.post("")
@act("approval.answer")
def create(project_id: UUID, entry_id: UUID):
    try:
        approval, standing = approval_or_404(project_id, entry_id)
    except NotFound:
        return out_of_reach(project_id, entry_id)
    abort_unless(may_decide(standing, approval))
    form, deliberate = AnswerForm(), was_deliberate(riddle("approval", approval.id))
    if not deliberate:
        return refused(approval, standing, answering=form, reason="undecided", undecided=True,
                       trouble=_("Nothing was decided: hold the button for a moment, or type the two digits."))
    if not form.validate_on_submit() or request.form.get("verdict") not in ANSWERS:
        return refused(approval, standing, answering=form)
    try:
        return told(approval, standing, _given(approval, standing, form))
    except NotAsked:
        abort(403)
    except WordsMissing:
        form.words.errors = [_("Say what has to be different, or what you remark.")]
    except NameMissing:
        form.typed_name.errors = [_("Type your name as you would sign it.")]
    return refused(approval, standing, answering=form)


@bp.delete("/<uuid:decision_id>")
@act("approval.take_back")
def destroy(project_id: UUID, entry_id: UUID, decision_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    decision = find_decision(approval, decision_id) or abort(404)
    abort_unless(is_theirs(decision, standing))
    if not was_deliberate(riddle("take_back", decision.id)):
        return refused(approval, standing, reason="undecided",
                       trouble=_("Nothing was taken back: hold the button for a moment, or type the two digits."))
    try:
        take_back(decision_id=act_id(), decision=decision, approval=approval, by=standing, **facts_of_device())
    except CannotTakeBack as stays:
        return refused(approval, standing, status=409, reason=stays.code, trouble=in_words(STAYS[stays.code]))
    return told(approval, standing)


def _given(approval: Approval, standing: Standing, form: AnswerForm) -> Decision:
    return give(decision_id=act_id(), approval=approval, by=standing, verdict=request.form["verdict"], words=form.words.data,
                seen=request.form.getlist("seen")[:100], typed_name=form.typed_name.data, **facts_of_device())
