"""Answers to a question: given, and taken back."""
from uuid import UUID

from flask import Blueprint, abort, request

from blueprints.decisions.answering import again, home_of, shape_asked, tell
from blueprints.decisions.finding import approval_or_404
from blueprints.decisions.forms import AnswerForm
from blueprints.people.device_name import device_name
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.deliberate import riddle, was_deliberate
from blueprints.support.door import this_session
from blueprints.support.moments import moment_sent
from portal.decisions.access import may_answer
from portal.decisions.answering import Stale, answer as give_answer
from portal.decisions.decision import ANSWERS
from portal.decisions.taking_back import NotAnyMore, find_own, take_back

bp = Blueprint("answers", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/decisions")


@bp.post("")
@act("approval.answer")
def create(project_id: UUID, entry_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    abort_unless(may_answer(standing, approval))
    form, verdict = AnswerForm(), request.form.get("verdict", "")
    deliberate = was_deliberate(riddle("approval", approval.id))
    if not (form.validate_on_submit() and verdict in ANSWERS and deliberate):
        return again(approval, standing, shape_asked(), form=form, status=422, undecided=not deliberate)
    give_answer(decision_id=act_id(), approval=approval, by=standing, verdict=verdict, words=form.words.data,
                seen=request.form.getlist("seen"), typed_name=form.typed_name.data, made_at=moment_sent("made_at"),
                device=device_name(request.user_agent.string), assurance=this_session().assurance)
    commit(home_of(approval))
    return answer("decisions/body.htmx.html")
