"""Lookups of a project's money from a URL. To whom it is not shown there is none: 404."""
from uuid import UUID

from flask import abort

from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.transactions import in_turn
from portal.budgets.access import sees_money, sees_spendings
from portal.budgets.reading import find_spending
from portal.budgets.spending import Spending
from portal.projects.standing import Standing


def money_or_404(project_id: UUID) -> Standing:
    """The standing of a reader who sees the budget as a whole. Who changes it waits for whoever else does."""
    in_turn(project_id)
    standing = standing_or_404(project_or_404(project_id))
    return standing if sees_money(standing) else abort(404)


def spendings_or_404(project_id: UUID) -> Standing:
    """The standing of a reader who sees who spent what. Who notes something waits for whoever else does."""
    in_turn(project_id)
    standing = standing_or_404(project_or_404(project_id))
    return standing if sees_spendings(standing) else abort(404)


def spending_or_404(project_id: UUID, spending_id: UUID) -> tuple[Spending, Standing]:
    """One line of a project's time and costs."""
    standing = spendings_or_404(project_id)
    return find_spending(standing.project, spending_id) or abort(404), standing
