"""Who may do what with a project's money.

Staff on the project see all of it and note their time and costs; what is agreed is a manager's word. Of the client a
sponsor sees it as a whole once it is shared; nobody else there learns that there is a budget.
"""
from portal.budgets.spending import Spending
from portal.projects.standing import Standing


def sees_money(standing: Standing) -> bool:
    """Whether there is a budget at all for this reader."""
    return standing.sees_money


def sees_spendings(standing: Standing) -> bool:
    """Who spent what on which item, with which words: the team's own."""
    return standing.is_staff


def may_agree(standing: Standing) -> bool:
    """Agree on a budget, move it, say who sees it."""
    return standing.may(staff="manager")


def may_spend(standing: Standing) -> bool:
    """Note time and costs."""
    return standing.may()


def may_strike(standing: Standing, spending: Spending) -> bool:
    """Take a line back: one's own; a manager anybody's."""
    return standing.may(staff="manager") or standing.may() and spending.by_id == standing.seat.user_id
