"""Who may do what with projects, as named questions."""
from portal.people.membership import Membership
from portal.people.roles import CONTACT_ROLES
from portal.projects.standing import Standing


def may_create_projects(seat: Membership) -> bool:
    """Managers and stronger create projects."""
    return seat.is_staff and seat.may("manager")


def may_change_project(standing: Standing) -> bool:
    """Managers and stronger change a project's own facts, archive and restore it."""
    return not standing.viewer.read_only and standing.is_staff and standing.seat.may("manager")


def may_invite(standing: Standing) -> bool:
    """Managers and stronger invite people of the client; a client's lead invites colleagues."""
    if standing.is_staff:
        return standing.may(staff="manager")
    return standing.seat.lead and standing.may(contact="viewer", staff=None)


def roles_to_give(standing: Standing) -> tuple[str, ...]:
    """The roles an inviter may offer: staff any of the client's, a lead up to approver, everybody else none."""
    if not may_invite(standing):
        return ()
    return CONTACT_ROLES if standing.is_staff else CONTACT_ROLES[:CONTACT_ROLES.index("approver") + 1]


def leads_allowed(standing: Standing) -> bool:
    """Whether an inviter may make somebody the client's lead: staff do."""
    return standing.is_staff and may_invite(standing)


def may_place_people(standing: Standing) -> bool:
    """Managers and stronger put people of both sides on a project."""
    return standing.may(staff="manager")


def may_take_off(standing: Standing, seat: Membership) -> bool:
    """Managers and stronger take anybody off a project, a client's lead their own colleagues; off an archived one too.

    Nobody takes themselves off: a lead who is gone could not be asked back by colleagues.
    """
    if standing.viewer.read_only or seat.id == standing.seat.id:
        return False
    if standing.is_staff:
        return standing.seat.may("manager")
    return standing.seat.lead and seat.client_id == standing.seat.client_id
