"""The change requests of a project: the list, a new one, its page, its words."""
from uuid import UUID

from flask import Blueprint, redirect, request, url_for

from blueprints.changes.cards import drawn_card
from blueprints.changes.finding import change_or_404, change_to_act_on
from blueprints.changes.forms import ChangeForm
from blueprints.changes.page import body_of
from blueprints.plan.finding import item_or_404
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render, wants_fragment
from blueprints.talk.threads import thread_context
from portal.base.ids import parse_id
from portal.changes.access import may_raise, may_word
from portal.changes.raising import FIELDS, raise_change, word_change
from portal.changes.reading import list_changes
from portal.projects.standing import Standing

bp = Blueprint("change_requests", __name__, url_prefix="/projects/<uuid:project_id>/changes")


@bp.get("")
@kept
def index(project_id: UUID):
    standing = standing_or_404(project_or_404(project_id))
    return render("changes/index.html", fragment="changes/index.htmx.html", project=standing.project, standing=standing,
                  listed=list_changes(standing, before=parse_id(request.args.get("before"))), may_raise=may_raise(standing))


@bp.get("/new")
def new(project_id: UUID):
    standing, item_id = _raising(project_id), parse_id(request.args.get("item"))
    title = item_or_404(project_id, item_id, hands=False)[0].title if item_id else ""
    return _form(standing, ChangeForm(title=title), item=item_id)


@bp.post("")
@act("change.raise")
def create(project_id: UUID):
    standing = _raising(project_id)
    form, item = ChangeForm(), parse_id(request.form.get("item"))
    if not form.validate_on_submit():
        return _form(standing, form, item=item, status=422)
    change = raise_change(project=standing.project, by=standing, change_id=act_id(), **form.values(*FIELDS))
    commit(url_for(".show", project_id=project_id, entry_id=change.id, item=item), entry=str(change.id))
    return answer()


@bp.get("/<uuid:entry_id>")
@kept
def show(project_id: UUID, entry_id: UUID):
    change, standing = change_or_404(project_id, entry_id)
    return render("changes/show.html", **body_of(change, standing), **thread_context(change, standing))


@bp.get("/<uuid:entry_id>/body")
def body(project_id: UUID, entry_id: UUID):
    """All of it but the thread, for pages that are open while it changes."""
    change, standing = change_or_404(project_id, entry_id)
    if not wants_fragment():
        return redirect(url_for(".show", project_id=project_id, entry_id=entry_id))
    return render("changes/body.htmx.html", **body_of(change, standing))


@bp.get("/<uuid:entry_id>/card")
def card(project_id: UUID, entry_id: UUID):
    """As one of what needs its reader, for an overview that is open while it changes."""
    change, standing = change_or_404(project_id, entry_id)
    if not wants_fragment():
        return redirect(url_for(".show", project_id=project_id, entry_id=entry_id))
    return drawn_card(change, standing)


@bp.get("/<uuid:entry_id>/edit")
def edit(project_id: UUID, entry_id: UUID):
    change, standing = _wordable(project_id, entry_id)
    return _form(standing, ChangeForm(obj=change), change=change)


@bp.put("/<uuid:entry_id>")
@act("change.word")
def update(project_id: UUID, entry_id: UUID):
    change, standing = _wordable(project_id, entry_id)
    form = ChangeForm()
    if not form.validate_on_submit():
        return _form(standing, form, change=change, status=422)
    if differing := differences(change, *FIELDS):
        return _form(standing, form, change=change, status=409, differing=differing)
    word_change(change=change, by=viewer().user, **form.values(*FIELDS))
    commit(url_for(".show", project_id=project_id, entry_id=entry_id))
    return answer()


def _raising(project_id: UUID) -> Standing:
    standing = standing_or_404(project_or_404(project_id))
    abort_unless(may_raise(standing))
    return standing


def _wordable(project_id: UUID, entry_id: UUID):
    return change_to_act_on(project_id, entry_id, may_word)


def _form(standing: Standing, form: ChangeForm, *, change=None, item=None, status: int = 200, differing=None):
    """``item``: the one from whose page it is proposed; it comes first when effects are written."""
    return render("changes/form.html", status=status, project=standing.project, standing=standing, form=form, change=change,
                  item=item, differing=differing or {})
