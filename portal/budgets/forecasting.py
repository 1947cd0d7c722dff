"""What a project has cost, and what it will have cost: reckoned anew whenever somebody looks.

To what is spent comes what is left of the plan: of each open item its estimate by what is still to do of it, or, where a
fifth of it is done at least and that took more than it should have, as much again as it took. An item with something
estimated below it counts by that.
"""
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.budgets.budget import Budget, budget_of
from portal.budgets.spending import Spending
from portal.plan.item import WorkItem
from portal.projects.project import Project

#: From this progress on, in percent, an item's own pace is believed.
BELIEVED = 20
CENT = Decimal("0.01")
#: With a fraction: SQLite divides whole numbers into whole numbers.
ONE, HUNDRED = Decimal("1.0"), Decimal("100.0")


@dataclass(frozen=True, slots=True)
class Figures:
    """How a project stands against its budget, in the budget's unit."""

    budget: Budget
    spent: Decimal
    #: What is still to come, as far as it is estimated.
    left: Decimal
    #: Hours noted in all, and how many of them have no price where the budget is money.
    hours: Decimal
    unpriced: Decimal
    #: Open items that nothing is estimated for.
    unestimated: int

    @property
    def forecast(self) -> Decimal:
        return self.spent + self.left

    @property
    def spent_share(self) -> int | None:
        return self._share(self.spent)

    @property
    def forecast_share(self) -> int | None:
        """Percent of what was agreed; None where nothing was."""
        return self._share(self.forecast)

    @property
    def is_over(self) -> bool:
        return self.passes(100)

    def passes(self, share: int) -> bool:
        """Whether more is expected than so many percent of what was agreed."""
        return self.budget.is_agreed and 100 * self.forecast > share * self.budget.amount

    def _share(self, amount: Decimal) -> int | None:
        return int(100 * amount / self.budget.amount) if self.budget.amount else None


def figures_of(project: Project) -> Figures:
    """The figures of a project whose workspace is loaded. Two statements, whatever its size."""
    rate, budget = project.budget_rate, budget_of(project)
    hours, unpriced, amount = _spent(project.id, rate).one()
    left, unestimated = _left(project.id, rate, budget.unit).one()
    return Figures(budget, exact(hours if budget.in_hours else amount), exact(left), exact(hours), exact(unpriced),
                   unestimated or 0)


def exact(value) -> Decimal:
    """A sum of the database, which may have none or reckon in fractions, to the cent."""
    return Decimal(str(value or 0)).quantize(CENT)


def worth(rate: Decimal | None):
    """What a line comes to in money: as it was priced, else at the rate there is now."""
    return Spending.amount if rate is None else func.coalesce(Spending.amount, Spending.hours * rate)


@prepared
def _spent(project_id, rate):
    unpriced = case((worth(rate).is_(None), Spending.hours), else_=0)
    return select(func.sum(Spending.hours), func.sum(unpriced), func.sum(worth(rate))).where(
        Spending.project_id == project_id, Spending.struck_at.is_(None))


@prepared
def _left(project_id, rate, unit):
    used = (select(Spending.entry_id, func.sum(Spending.hours if unit == "hours" else worth(rate)).label("used"))
            .where(Spending.project_id == project_id, Spending.struck_at.is_(None), Spending.entry_id.is_not(None))
            .group_by(Spending.entry_id).subquery())
    planned, below = planned_of(WorkItem, rate, unit), aliased(WorkItem)
    estimated_below = exists().where(
        below.project_id == WorkItem.project_id, below.kind == "work_item", below.path > WorkItem.path,
        below.path <= WorkItem.path.concat("~"), below.archived_at.is_(None), planned_of(below, rate, unit).is_not(None))
    by_plan = planned * (100 - WorkItem.percent) / HUNDRED
    by_pace = used.c.used * (100 - WorkItem.percent) * ONE / WorkItem.percent
    paced = and_(WorkItem.percent >= BELIEVED, used.c.used.is_not(None))
    left = case((and_(paced, by_plan.is_(None)), by_pace), (and_(paced, by_pace > by_plan), by_pace), else_=by_plan)
    silent = and_(planned.is_(None), ~paced, WorkItem.level.in_(("task", "deliverable")))
    return (select(func.sum(case((and_(left.is_not(None), ~estimated_below), left))),
                   func.sum(case((and_(silent, ~estimated_below), 1), else_=0)))
            .select_from(WorkItem).outerjoin(used, used.c.entry_id == WorkItem.id)
            .where(WorkItem.project_id == project_id, WorkItem.kind == "work_item", WorkItem.done_at.is_(None),
                   WorkItem.archived_at.is_(None)))


def planned_of(item, rate: Decimal | None, unit: str):
    """What an item was planned to take, in the budget's unit; null where nobody said."""
    if unit == "hours":
        return item.estimate_hours
    return item.cost if rate is None else func.coalesce(item.cost, item.estimate_hours * rate)
