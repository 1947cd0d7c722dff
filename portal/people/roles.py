"""Roles of both sides and what each may, weakest first."""

CONTACT_ROLES = ("viewer", "contributor", "approver", "sponsor")
STAFF_ROLES = ("member", "manager", "admin", "owner")


def at_least(role: str | None, least: str) -> bool:
    """Whether a role is this one or a stronger one of the same side."""
    side = STAFF_ROLES if least in STAFF_ROLES else CONTACT_ROLES
    return role in side and side.index(role) >= side.index(least)
