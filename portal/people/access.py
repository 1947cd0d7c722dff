"""Who may do what with people, clients and settings, as named questions."""
from portal.people.membership import Membership


def may_administer(seat: Membership) -> bool:
    """Admins and owners keep people, clients and settings."""
    return seat.is_staff and seat.may("admin")


def may_own(seat: Membership) -> bool:
    """Only owners hand the workspace on or close it."""
    return seat.is_staff and seat.may("owner")


def may_change_role(by: Membership, seat: Membership, role: str) -> bool:
    """Admins change roles up to their own: nobody makes, unmakes or outranks an owner but an owner."""
    return may_administer(by) and (may_own(by) or "owner" not in (seat.role, role))
