"""Time and costs of a project: the team's own list, a new line, one taken back."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.budgets.finding import spending_or_404, spendings_or_404
from blueprints.budgets.forms import CostForm, TimeForm
from blueprints.budgets.sheets import sheet
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.door import viewer
from blueprints.support.fields import offered
from blueprints.support.keeping import kept
from blueprints.support.render import render
from portal.base.clock import today
from portal.base.ids import parse_id
from portal.budgets.access import may_spend, may_strike
from portal.budgets.budget import budget_of
from portal.budgets.noting import note_cost, note_time, strike
from portal.budgets.reading import by_item, by_person, items_to_choose, spendings_window
from portal.plan.reading import find_item
from portal.projects.standing import Standing

bp = Blueprint("spendings", __name__, url_prefix="/projects/<uuid:project_id>/spendings")

FORMS = {"time": TimeForm, "cost": CostForm}


@bp.get("")
@kept
def index(project_id: UUID):
    standing = spendings_or_404(project_id)
    project, item_id = standing.project, parse_id(request.args.get("item"))
    item = item_id and find_item(viewer(), project_id, item_id, hands=False)
    lines, more = spendings_window(project, item_id=item.id if item else None, before=parse_id(request.args.get("before")))
    return render("budgets/spendings.html", fragment="budgets/spendings.htmx.html", project=project, standing=standing,
                  budget=budget_of(project), item=item, lines=lines, more=more,
                  people=by_person(project), items=by_item(project), may_spend=may_spend(standing),
                  strikable={line.spending.id for line in lines if may_strike(standing, line.spending)})


@bp.get("/new")
def new(project_id: UUID):
    standing = _noting(project_id)
    form = FORMS.get(request.args.get("kind"), TimeForm)()
    form.item.data, form.day.data = parse_id(request.args.get("item")), today(standing.project.workspace.time_zone)
    return _form(standing, form)


@bp.post("")
@act("spending.note")
def create(project_id: UUID):
    standing = _noting(project_id)
    form = FORMS.get(request.form.get("kind"), TimeForm)()
    if not form.validate_on_submit():
        return _form(standing, form, status=422)
    item = form.item.data and find_item(viewer(), project_id, form.item.data, hands=False)
    if form.item.data and item is None:
        form.item.errors = [_("This item is no longer there. Choose another one.")]
        return _form(standing, form, status=422)
    facts = {"project": standing.project, "by": viewer().user, "item": item or None, "spending_id": act_id(),
             "day": form.day.data, "note": form.note.data}
    if isinstance(form, TimeForm):
        note_time(hours=form.hours.data, **facts)
    else:
        note_cost(amount=form.amount.data, **facts)
    # Open pages of the project's money look anew.
    commit(_home(project_id), entry=str(project_id))
    return answer()


@bp.delete("/<uuid:spending_id>")
@act("spending.strike")
def destroy(project_id: UUID, spending_id: UUID):
    spending, standing = spending_or_404(project_id, spending_id)
    abort_unless(may_strike(standing, spending))
    commit(_home(project_id), changed=strike(spending=spending, project=standing.project, by=viewer().user))
    return answer()


def _noting(project_id: UUID) -> Standing:
    standing = spendings_or_404(project_id)
    abort_unless(may_spend(standing))
    return standing


def _form(standing: Standing, form, *, status: int = 200):
    project = standing.project
    chosen = items_to_choose(viewer(), project, form.item.data)
    form.item.choices = offered([("", _("The project as a whole")), *((str(id), title) for id, title in chosen)])
    time = isinstance(form, TimeForm)
    return sheet("note", title=_("Note time") if time else _("Note a cost"), back=_home(project.id), status=status,
                 project=project, form=form, kind="time" if time else "cost", budget=budget_of(project))


def _home(project_id: UUID) -> str:
    return url_for("spendings.index", project_id=project_id)
