"""What a change request would do: written, looked at ahead, left out again."""
from uuid import UUID

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.changes.finding import change_to_act_on
from blueprints.changes.forms import EFFECTS
from blueprints.changes.previewing import previewed
from blueprints.changes.sheets import home, sheet
from blueprints.changes.words import budget_words
from blueprints.plan.finding import item_or_404
from blueprints.support.acts import act, act_id, answer, commit
from blueprints.support.door import viewer
from blueprints.support.fields import offered
from blueprints.support.render import render
from portal.base.ids import parse_id
from portal.budgets.budget import budget_of
from portal.changes.access import may_work_out
from portal.changes.change_request import ChangeRequest
from portal.changes.choosing import choices_for
from portal.changes.effects import (
    Unchanged,
    add_effect,
    budget_effect,
    drop_effect,
    find_effect,
    move_effect,
    remove_effect,
    word_effect,
)
from portal.plan.outline import TooDeep
from portal.projects.standing import Standing

bp = Blueprint("change_effects", __name__, url_prefix="/projects/<uuid:project_id>/changes/<uuid:entry_id>/effects")

TITLES = {"move_promise": _l("Move a promised date"), "add": _l("Add an item"), "change": _l("Put an item in other words"),
          "drop": _l("Drop an item"), "budget": _l("Change the budget")}


@bp.get("/new")
def new(project_id: UUID, entry_id: UUID):
    change, standing = _workable(project_id, entry_id)
    kind = _kind(request.args.get("kind"))
    form = EFFECTS[kind](item=parse_id(request.args.get("item"))) if kind != "budget" else EFFECTS[kind](
        amount=standing.project.budget)
    return _sheet(change, standing, kind, form)


@bp.get("/preview")
def preview(project_id: UUID, entry_id: UUID):
    """What would follow, before it is written: for the form that moves a date."""
    change, standing = _workable(project_id, entry_id)
    form = EFFECTS["move_promise"](request.args)
    item = item_or_404(project_id, form.item.data, hands=False)[0] if form.item.data else None
    found = previewed(change, standing, item, form.promised.data) if item and form.promised.validate(form) else None
    return render("changes/preview.html", fragment="changes/preview.htmx.html", change=change, shown=found)


@bp.post("")
@act("change.effect")
def create(project_id: UUID, entry_id: UUID):
    change, standing = _workable(project_id, entry_id)
    kind = _kind(request.form.get("kind"))
    form = EFFECTS[kind]()
    if not form.validate_on_submit():
        return _sheet(change, standing, kind, form, status=422)
    try:
        _write(kind, form, change, standing)
    except Unchanged:
        return _sheet(change, standing, kind, form, status=422, reason="unchanged",
                      trouble=_("It is so already: nothing would change."))
    except TooDeep:
        return _sheet(change, standing, kind, form, status=422, reason="too_deep",
                      trouble=_("The plan is too deep here: add it higher up."))
    commit(home(change))
    return answer()


@bp.delete("/<uuid:effect_id>")
@act("change.effect.remove")
def destroy(project_id: UUID, entry_id: UUID, effect_id: UUID):
    change, _standing = _workable(project_id, entry_id)
    remove_effect(change=change, by=viewer().user, effect=find_effect(change, effect_id) or abort(404))
    commit(home(change))
    return answer()


def _write(kind: str, form, change: ChangeRequest, standing: Standing) -> None:
    how = {"change": change, "by": viewer().user, "effect_id": act_id()}
    if kind == "budget":
        budget_effect(**how, project=standing.project, amount=form.amount.data)
        return
    item = item_or_404(change.project_id, form.item.data, hands=False)[0] if form.item.data else None
    if kind == "move_promise":
        move_effect(**how, item=item, promised=form.promised.data)
    elif kind == "add":
        add_effect(**how, below=item, **form.values("title", "level", "promised", "description", "shared"))
    elif kind == "drop":
        drop_effect(**how, item=item)
    else:
        word_effect(**how, item=item, **{name: text for name, text in form.values("title", "description").items() if text})


def _workable(project_id: UUID, entry_id: UUID) -> tuple[ChangeRequest, Standing]:
    return change_to_act_on(project_id, entry_id, may_work_out)


def _kind(asked: str | None) -> str:
    return asked if asked in EFFECTS else "move_promise"


def _sheet(change, standing, kind, form, *, status=200, **why):
    if kind != "budget":
        none = [("", _("At the top of the plan") if kind == "add" else _("Choose an item"))]
        form.item.choices = offered([*none, *((str(each.id), "– " * min(each.depth, 8) + each.title)
                                              for each in choices_for(standing))])
    budget = budget_of(standing.project)
    return sheet("effect", change, title=TITLES[kind], status=status, form=form, kind=kind,
                 now=budget_words(budget.amount, budget.unit, budget.currency), **why)
