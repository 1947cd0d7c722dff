"""Who may do what with projects, as named questions."""
from portal.people.membership import Membership
from portal.projects.standing import Standing


def may_create_projects(seat: Membership) -> bool:
    """Managers and stronger create projects."""
    return seat.is_staff and seat.may("manager")


def may_change_project(standing: Standing) -> bool:
    """Managers and stronger change a project's own facts, archive and restore it."""
    return not standing.viewer.read_only and standing.is_staff and standing.seat.may("manager")


def may_see_money(standing: Standing) -> bool:
    """Staff see the budget; on the client side a sponsor does, once it is shared."""
    return standing.is_staff or (standing.seat.may("sponsor") and standing.project.budget_shared)
