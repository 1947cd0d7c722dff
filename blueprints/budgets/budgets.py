"""The budget of a project: how it stands, what is agreed, who sees it."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.budgets.charts import chart_of
from blueprints.budgets.finding import money_or_404
from blueprints.budgets.forms import BudgetForm, ShareForm
from blueprints.budgets.sheets import sheet
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.keeping import kept
from blueprints.support.render import render
from portal.budgets.access import may_agree, may_spend
from portal.budgets.agreeing import agree, set_rate, share_budget
from portal.budgets.budget import budget_of, currency_of
from portal.budgets.forecasting import figures_of
from portal.budgets.ledger import budget_moves
from portal.budgets.reading import spent_by_day
from portal.plan.promising import ReasonMissing
from portal.projects.standing import Standing
from portal.talk.people import names_for

bp = Blueprint("budgets", __name__, url_prefix="/projects/<uuid:project_id>/budget")

#: What the form shows of a project, and what is compared when it comes back.
SHOWN = ("budget", "budget_unit", "budget_rate")


@bp.get("")
@kept
def show(project_id: UUID):
    standing = money_or_404(project_id)
    project, figures = standing.project, figures_of(standing.project)
    return render("budgets/show.html", fragment="budgets/show.htmx.html", project=project, standing=standing,
                  figures=figures, budget=figures.budget,
                  chart=chart_of(project, figures, spent_by_day(project)), moves=budget_moves(standing),
                  names=names_for(viewer(), project, staff_here=standing.is_staff), may_agree=may_agree(standing),
                  may_spend=may_spend(standing))


@bp.get("/edit")
def edit(project_id: UUID):
    standing = _agreeable(project_id)
    project, budget = standing.project, budget_of(standing.project)
    form = BudgetForm(amount=budget.amount, unit=budget.unit, currency=budget.currency, rate=project.budget_rate)
    return _form(standing, form)


@bp.post("")
@act("budget.agree")
def create(project_id: UUID):
    standing = _agreeable(project_id)
    project, form = standing.project, BudgetForm()
    form.offer(currency_of(project))
    if not form.validate_on_submit():
        return _form(standing, form, status=422)
    if differing := differences(project, *SHOWN):
        return _form(standing, form, status=409, differing=differing)
    try:
        changed = agree(project=project, by=viewer().user, amount=form.amount.data, reason=form.reason.data,
                        kind=form.kind.data, unit=form.unit.data, currency=form.currency.data)
    except ReasonMissing:
        form.reason.errors = [_("An agreed budget changes with a reason: say why.")]
        return _form(standing, form, status=422)
    rated = "rate" in request.form and set_rate(project=project, by=viewer().user, rate=form.rate.data)
    commit(_home(project_id), changed=changed or rated, entry=str(project_id))
    return answer()


@bp.get("/sharing")
def audience(project_id: UUID):
    standing = _agreeable(project_id)
    return _share_form(standing, ShareForm(shared=standing.project.budget_shared))


@bp.put("/sharing")
@act("budget.share")
def share(project_id: UUID):
    standing = _agreeable(project_id)
    form = ShareForm()
    if not form.validate_on_submit():
        return _share_form(standing, form, status=422)
    changed = share_budget(project=standing.project, by=viewer().user, shared=form.shared.data)
    commit(_home(project_id), changed=changed, entry=str(project_id))
    return answer()


def _agreeable(project_id: UUID) -> Standing:
    standing = money_or_404(project_id)
    abort_unless(may_agree(standing))
    return standing


def _form(standing: Standing, form: BudgetForm, *, status: int = 200, differing=None):
    form.offer(currency_of(standing.project))
    return sheet("agree", title=_("Budget"), back=_home(standing.project.id), status=status, project=standing.project,
                 budget=budget_of(standing.project), form=form, shown_fields=SHOWN, differing=differing or {})


def _share_form(standing: Standing, form: ShareForm, *, status: int = 200):
    return sheet("sharing", title=_("Who sees the budget?"), back=_home(standing.project.id), status=status,
                 project=standing.project, form=form)


def _home(project_id: UUID) -> str:
    return url_for("budgets.show", project_id=project_id)
