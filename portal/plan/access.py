"""Who may do what in a plan.

Staff who are on the project write in it; promised dates are a manager's word. A contact from contributor up reports on
their side's items: those that somebody of the client side is named for, and those that are the client's move with nobody
named. Where only staff are named it is the team's, whatever its stage. Whoever marked an item done may take that back.
"""
from portal.projects.standing import Standing


def may_plan(standing: Standing) -> bool:
    """Add, edit, move, archive, name people, link: the team's own work."""
    return standing.may()


def may_promise(standing: Standing) -> bool:
    """Set and move the dates the client is told."""
    return standing.may(staff="manager")


def may_import(standing: Standing) -> bool:
    """Bring a plan file into a project: it makes, changes and promises all at once."""
    return standing.may(staff="manager")


def may_report(standing: Standing, item) -> bool:
    """Say done, not done, stuck, going on, how far. The item has its hands and stage loaded."""
    return standing.may(contact="contributor") and (standing.is_staff or is_own_sides(standing, item))


def may_hear_it_is_over(standing: Standing, item) -> bool:
    """Whoever reports on what was marked done or put away meanwhile shall hear that, whosever it is by now."""
    return (item.is_done or item.is_archived) and standing.may(contact="contributor")


def is_own_sides(standing: Standing, item) -> bool:
    """Whether an item is the reader's side's to do, or was marked done by the reader."""
    if item.hands:
        return any(hand.side == standing.side for hand in item.hands)
    if item.done_at is not None:
        return item.done_by_id == standing.seat.user_id
    return item.move == standing.side


def may_discard(standing: Standing) -> bool:
    """Delete for good, where that is possible at all."""
    return standing.may()


def may_run_workflow(standing: Standing) -> bool:
    """Change the stages of a project."""
    return standing.may(staff="manager")


def may_write_update(standing: Standing, *, shared: bool) -> bool:
    """Members tell the team how the project stands; a manager tells the client."""
    return standing.may(staff="manager" if shared else "member")
