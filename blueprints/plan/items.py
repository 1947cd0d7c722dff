"""Items of a plan: added, shown, edited, deleted."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.files.listing import files_context
from blueprints.plan.finding import item_or_404, shown_item_or_404
from blueprints.plan.forms import AddForm, ItemForm
from blueprints.plan.lines import lines_of
from blueprints.plan.showing import item_context
from blueprints.plan.words import stage_word
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.fields import offered
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.talk.threads import thread_context
from portal.plan.access import may_discard, may_plan
from portal.plan.adding import add_item
from portal.plan.archiving import KnownToTheClient, delete_item, may_be_deleted
from portal.plan.editing import FIELDS, edit_item, set_stage
from portal.plan.item import WorkItem
from portal.plan.outline import TooDeep
from portal.plan.rows import row_of
from portal.plan.stages import ensure_stages
from portal.plan.turn import reader_of

bp = Blueprint("items", __name__, url_prefix="/projects/<uuid:project_id>/items")

SHOWN = ("title", "description", "level", "percent", "start", "due", "estimate_hours", "cost", "stage_id")


@bp.get("/new")
def new(project_id: UUID):
    project, standing = _plannable(project_id)
    form = AddForm(request.args)
    return render("plan/new.html", fragment="plan/new.htmx.html", form=form, parent=_parent(project_id, form), project=project,
                  standing=standing)


@bp.post("")
@act("item.add")
def create(project_id: UUID):
    project, standing = _plannable(project_id)
    form = AddForm()
    parent = _parent(project_id, form)
    if not form.validate_on_submit():
        return render("plan/new.html", fragment="plan/add_again.htmx.html", status=422, form=form, parent=parent, project=project,
                      standing=standing)
    try:
        item = add_item(project=project, by=viewer().user, title=form.title.data, level=form.level.data, parent=parent,
                        item_id=act_id())
    except TooDeep:
        form.title.errors = [_("The plan is too deep here: add it higher up.")]
        return render("plan/new.html", fragment="plan/add_again.htmx.html", status=422, form=form, parent=parent, project=project,
                      standing=standing)
    commit(url_for("plans.show", project_id=project_id, _anchor=f"item-{item.id}"), entry=str(item.id))
    return answer("plan/added.htmx.html", status=201, project=project, form=None, may_plan=True,
                  lines=lines_of([row_of(item)], reader_of(standing)))


@bp.get("/<uuid:item_id>")
@kept
def show(project_id: UUID, item_id: UUID):
    found, standing = shown_item_or_404(project_id, item_id)
    return render("plan/item.html", **item_context(found, standing), **files_context(found.item, standing),
                  **thread_context(found.item, standing))


@bp.get("/<uuid:item_id>/edit")
def edit(project_id: UUID, item_id: UUID):
    item, standing = _editable(project_id, item_id)
    return _form_page(item, _form_of(item), standing=standing)


@bp.put("/<uuid:item_id>")
@act("item.edit")
def update(project_id: UUID, item_id: UUID):
    item, standing = _editable(project_id, item_id)
    form = _form_of(item)
    if not form.validate_on_submit():
        return _form_page(item, form, standing=standing, status=422)
    if differing := differences(item, *SHOWN):
        return _form_page(item, form, standing=standing, status=409, differing=_named(item, differing))
    edit_item(item=item, by=viewer().user, **form.values(*FIELDS))
    set_stage(item=item, by=viewer().user, stage=next(s for s in ensure_stages(item.project) if s.id == form.stage.data))
    commit(url_for(".show", project_id=project_id, item_id=item_id))
    return answer()


@bp.get("/<uuid:item_id>/delete")
def discard(project_id: UUID, item_id: UUID):
    item, _standing = _discardable(project_id, item_id)
    return _discard_page(item, may_be_deleted(item))


@bp.delete("/<uuid:item_id>")
@act("item.delete")
def destroy(project_id: UUID, item_id: UUID):
    item, _standing = _discardable(project_id, item_id)
    try:
        delete_item(item=item, by=viewer().user)
    except KnownToTheClient:
        return _discard_page(item, False, status=409)
    commit(url_for("plans.show", project_id=project_id))
    return answer()


def _plannable(project_id):
    project = project_or_404(project_id)
    standing = standing_or_404(project)
    abort_unless(may_plan(standing))
    return project, standing


def _editable(project_id, item_id):
    item, standing = item_or_404(project_id, item_id, hands=False)
    abort_unless(may_plan(standing))
    return item, standing


def _discardable(project_id, item_id):
    item, standing = item_or_404(project_id, item_id, hands=False)
    abort_unless(may_discard(standing))
    return item, standing


def _discard_page(item, allowed, *, status=200):
    return render("plan/discard.html", status=status, item=item, project=item.project, allowed=allowed)


def _parent(project_id, form) -> WorkItem | None:
    return item_or_404(project_id, form.parent.data, hands=False)[0] if form.parent.data else None


def _form_of(item) -> ItemForm:
    # Not from obj: the item's own ``stage`` is the stage itself, not its id, and the form would fall back on the first.
    form = ItemForm(data={**{field: getattr(item, field) for field in FIELDS}, "stage": item.stage_id})
    form.stage.choices = offered((stage.id, stage_word(stage)) for stage in ensure_stages(item.project))
    return form


def _named(item, differing) -> dict:
    """Both values as words where they are ids."""
    if "stage_id" in differing:
        names = {str(stage.id): stage_word(stage) for stage in ensure_stages(item.project)}
        shown, now = differing.pop("stage_id")
        differing["stage"] = (names.get(shown, ""), names.get(str(now), ""))
    return differing


def _form_page(item, form, *, standing, status=200, differing=None):
    return render("plan/edit.html", status=status, item=item, project=item.project, standing=standing, form=form,
                  differing=differing or {}, shown=SHOWN)
