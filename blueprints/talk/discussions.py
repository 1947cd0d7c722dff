"""A project's general discussions: the list, a new one, its page."""
from uuid import UUID

from flask import Blueprint, g, request, url_for

from blueprints.files.choosing import attach_chosen, chosen_files, keep_chosen, let_go
from blueprints.files.sentences import file_sentence
from blueprints.files.showing import kept_files
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.finding import entry_or_404, project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.support.sizes import takes_files
from blueprints.support.transactions import begin_writing, looks_first
from blueprints.talk.composing import audience_words
from blueprints.talk.forms import DiscussionForm
from blueprints.talk.threads import thread_context
from portal.base.ids import parse_id
from portal.files.limits import MOST_AT_ONCE
from portal.files.refusal import FileRefused
from portal.projects.standing import Standing
from portal.talk.access import may_reply
from portal.talk.discussion import Discussion
from portal.talk.discussions import list_discussions, start_discussion
from portal.talk.people import contacts_of

bp = Blueprint("discussions", __name__, url_prefix="/projects/<uuid:project_id>/talk")


@bp.get("")
@kept
def index(project_id: UUID):
    standing = standing_or_404(project_or_404(project_id))
    page = list_discussions(standing, before=parse_id(request.args.get("before")))
    return render("talk/index.html", fragment="talk/index.htmx.html", project=standing.project, listed=page,
                  standing=standing, may_start=may_reply(standing))


@bp.get("/new")
def new(project_id: UUID):
    standing = _starting(project_id)
    return _form_page(project_id, _form(standing))


@bp.post("")
@takes_files(MOST_AT_ONCE)
@looks_first
@act("discussion.start")
def create(project_id: UUID):
    standing = _starting(project_id)
    form = _form(standing)
    try:
        return _create(standing, form)
    except FileRefused as refused:
        return _form_page(project_id, form, status=422, reason=f"file_{refused.code}", trouble=file_sentence(refused))


def _create(standing: Standing, form: DiscussionForm):
    project_id, files = standing.project.id, chosen_files(standing.project.workspace)
    form.has_files = bool(files)
    if not form.validate_on_submit():
        return _form_page(project_id, form, status=422)
    if begin_writing():
        standing = _starting_anew(project_id)
    discussion, message = start_discussion(project=standing.project, by=standing, discussion_id=act_id(),
                                           attachments=len(files), **form.values("subject", "body", "lane"))
    if files:
        attach_chosen(message, discussion, standing, files)
    commit(url_for(".show", project_id=project_id, entry_id=discussion.id), entry=str(discussion.id))
    let_go(files)
    return answer()


@bp.get("/<uuid:entry_id>")
@kept
def show(project_id: UUID, entry_id: UUID):
    discussion = entry_or_404(project_id, entry_id, Discussion)
    standing = standing_or_404(discussion.project)
    return render("talk/show.html", discussion=discussion, standing=standing, **thread_context(discussion, standing))


def _starting(project_id: UUID) -> Standing:
    standing = standing_or_404(project_or_404(project_id))
    abort_unless(may_reply(standing))
    return standing


def _starting_anew(project_id: UUID) -> Standing:
    # Somebody may have written since it was looked up.
    g.pop("viewer", None)
    g.pop("session_row", None)
    return _starting(project_id)


def _form(standing: Standing) -> DiscussionForm:
    form = DiscussionForm()
    form.open_to(_lanes(standing))
    return form


def _lanes(standing: Standing) -> tuple[str, ...]:
    # The team's own first: a slip there can be mended.
    return ("internal", "shared") if standing.is_staff else ("shared",)


def _form_page(project_id: UUID, form: DiscussionForm, status: int = 200, **why):
    kept = kept_files(keep_chosen()) if status >= 400 else ""
    standing = _starting(project_id)
    return render("talk/new.html", status=status, project=standing.project, form=form, lanes=_lanes(standing), kept=kept,
                  audience=audience_words(contacts_of(standing.project), standing), **{"reason": None, "trouble": None, **why})
