"""Questions of a workspace to begin with: listed, added, changed, offered no more."""
from uuid import UUID

from flask import Blueprint, abort, url_for

from blueprints.decisions.forms import QuestionForm
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from portal.decisions.access import may_write_questions
from portal.decisions.questions import add_question, archive_question, change_question, find_question, questions_of
from portal.people.membership import Membership

bp = Blueprint("questions", __name__, url_prefix="/w/<uuid:workspace_id>/questions")


@bp.get("")
def index(workspace_id: UUID):
    return _page(staff_seat_or_404(workspace_id), QuestionForm(formdata=None))


@bp.post("")
@act("question.add")
def create(workspace_id: UUID):
    seat, form = _changing(workspace_id), QuestionForm()
    if not form.validate_on_submit():
        return _page(seat, form, status=422)
    add_question(question_id=act_id(), workspace=seat.workspace, by=viewer().user, **form.values())
    return _done(workspace_id)


@bp.get("/<uuid:question_id>/edit")
def edit(workspace_id: UUID, question_id: UUID):
    seat = _changing(workspace_id)
    question = _question(seat, question_id)
    return _page(seat, QuestionForm(formdata=None, obj=question), question)


@bp.put("/<uuid:question_id>")
@act("question.change")
def update(workspace_id: UUID, question_id: UUID):
    seat, form = _changing(workspace_id), QuestionForm()
    question = _question(seat, question_id)
    if not form.validate_on_submit():
        return _page(seat, form, question, status=422)
    change_question(question, by=viewer().user, **form.values())
    return _done(workspace_id)


@bp.delete("/<uuid:question_id>")
@act("question.archive")
def destroy(workspace_id: UUID, question_id: UUID):
    archive_question(question=_question(_changing(workspace_id), question_id), by=viewer().user)
    return _done(workspace_id)


def _changing(workspace_id: UUID) -> Membership:
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_write_questions(seat))
    return seat


def _question(seat: Membership, question_id: UUID):
    return find_question(seat.workspace_id, question_id) or abort(404)


def _done(workspace_id: UUID):
    commit(url_for("questions.index", workspace_id=workspace_id))
    return answer()


def _page(seat: Membership, form: QuestionForm, question=None, *, status: int = 200):
    ids = {"workspace_id": seat.workspace_id}
    action = url_for("questions.update", question_id=question.id, **ids) if question else url_for("questions.create", **ids)
    return render("decisions/questions.html", status=status, workspace=seat.workspace, form=form, question=question,
                  action=action, questions=questions_of(seat.workspace_id), may_change=may_write_questions(seat))
