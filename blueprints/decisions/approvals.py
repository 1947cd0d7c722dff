"""A project's questions: the list, asking one, the page of one."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import lazy_gettext as _l

from blueprints.decisions.asking import ask_page, asked_form, asking_or_403, put_question, why_not
from blueprints.decisions.choices import is_looking
from blueprints.decisions.finding import approval_or_404
from blueprints.decisions.lines import lines_of
from blueprints.decisions.page import page_context
from blueprints.support.acts import act, act_id, answer, commit
from blueprints.support.asking import wants_json
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.support.windows import page_asked
from blueprints.talk.threads import thread_context
from portal.base.ids import parse_id
from portal.decisions.access import may_ask
from portal.decisions.asking import CannotAsk
from portal.decisions.listing import list_approvals

#: A program that sends forms is told that nothing was asked yet.
LOOKING = {"status": 422, "trouble": _l("Choose what they decide about, or write the text.")}

bp = Blueprint("approvals", __name__, url_prefix="/projects/<uuid:project_id>/decisions")


@bp.get("")
@kept
def index(project_id: UUID):
    standing = standing_or_404(project_or_404(project_id))
    if beside := parse_id(request.args.get("beside")):
        return _list_beside(standing, approval_or_404(project_id, beside)[0])
    number = page_asked(most=200)
    page = list_approvals(standing, page=number)
    older = url_for(".index", project_id=project_id, page=number + 1) if page.more else None
    return render("decisions/index.html", fragment="decisions/index.htmx.html", project=standing.project, standing=standing,
                  lines=lines_of(page.approvals, standing), older=older, may_ask=may_ask(standing))


def _list_beside(standing, approval):
    """The questions around the one that is open, for the pane that tablets show beside it."""
    lines = lines_of(list_approvals(standing).approvals, standing, here=approval.id)
    return render("decisions/beside.html", fragment="decisions/beside.htmx.html", project=standing.project, lines=lines)


@bp.get("/new")
def new(project_id: UUID):
    asking = asking_or_403(project_id)
    return ask_page(asking, asked_form(asking))


@bp.post("")
@act("approval.ask")
def create(project_id: UUID):
    asking = asking_or_403(project_id)
    form = asked_form(asking)
    if is_looking():
        return ask_page(asking, form, **LOOKING if wants_json() else {})
    if not form.validate_on_submit():
        return ask_page(asking, form, status=422)
    try:
        approval = put_question(asking, form, act_id())
    except CannotAsk as refused:
        return ask_page(asking, form, status=422, trouble=why_not(refused, asking))
    commit(url_for(".show", project_id=project_id, entry_id=approval.id), entry=str(approval.id))
    return answer()


@bp.get("/<uuid:entry_id>")
@kept
def show(project_id: UUID, entry_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    context = page_context(approval, standing)
    return render("decisions/show.html", **context, **thread_context(approval, standing, away=context["matter"].away))
