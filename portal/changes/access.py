"""Who may do what with a change request.

Either side raises one. What it would do is worked out by the team; the client is asked by a manager, because that
promises; on the client's side a sponsor accepts. Whoever raised one may withdraw it.
"""
from portal.changes.change_request import ChangeRequest
from portal.projects.standing import Standing


def may_raise(standing: Standing) -> bool:
    """From contributor up, and every member of the team on the project."""
    return standing.may(contact="contributor")


def may_word(standing: Standing, change: ChangeRequest) -> bool:
    """Change what it is called and why, before the client is asked: its own side, of the client whoever raised it."""
    return (change.is_draft and standing.side == change.side and standing.may(contact="contributor")
            and (standing.is_staff or _raised(standing, change)))


def may_work_out(standing: Standing, change: ChangeRequest) -> bool:
    """Say what it would do to plan and budget."""
    return change.is_draft and standing.may()


def may_ask_for_it(standing: Standing, change: ChangeRequest) -> bool:
    """Ask the client to accept it."""
    return change.is_draft and standing.may(staff="manager")


def may_withdraw(standing: Standing, change: ChangeRequest) -> bool:
    """Take it back while it is open: whoever raised it, a manager of the same side, a sponsor of the same side."""
    return (change.is_open and standing.side == change.side and standing.may(contact="contributor")
            and (_raised(standing, change) or standing.may(contact="sponsor", staff="manager")))


def may_turn_down(standing: Standing, change: ChangeRequest) -> bool:
    """Tell the client that what they raised will not be done."""
    return change.is_draft and change.side == "client" and standing.may(staff="manager")


def is_move_of(standing: Standing, change: ChangeRequest, *, worked_out: bool) -> bool:
    """Whether it is their move: what the client raised waits for the team to work it out, then for a manager's word."""
    return (change.is_draft and change.move == standing.side
            and (may_ask_for_it(standing, change) or not worked_out and may_work_out(standing, change)))


def may_propose_again(standing: Standing, change: ChangeRequest) -> bool:
    """Take up anew what was declined or withdrawn."""
    return change.state in ("declined", "withdrawn") and standing.may()


def sees_effects(standing: Standing, change: ChangeRequest) -> bool:
    """What the team works out is its own until the client is asked."""
    return standing.is_staff or change.approval_id is not None


def _raised(standing: Standing, change: ChangeRequest) -> bool:
    return change.created_by_id == standing.viewer.user_id
