"""Roles in words, with what each may do."""
from flask import Flask
from flask_babel import lazy_gettext as _l

from portal.people.roles import CONTACT_ROLES, STAFF_ROLES

ROLE_WORDS = {
    "viewer": _l("Viewer"), "contributor": _l("Contributor"), "approver": _l("Approver"), "sponsor": _l("Sponsor"),
    "member": _l("Member"), "manager": _l("Manager"), "admin": _l("Admin"), "owner": _l("Owner"),
}
ROLE_POWERS = {
    "viewer": _l("reads what is shared"),
    "contributor": _l("also replies, uploads and works on their side’s items"),
    "approver": _l("also decides what is put to them"),
    "sponsor": _l("also sees money when it is shared, and accepts changes"),
    "member": _l("reads and writes in the projects they are on"),
    "manager": _l("all projects; creates, shares, invites, imports, moves promises"),
    "admin": _l("also people, clients and settings"),
    "owner": _l("also hands the workspace on or closes it"),
}


def role_choices(side: str) -> list[tuple[str, str]]:
    """Each role of a side with what it may do, weakest first."""
    roles = STAFF_ROLES if side == "staff" else CONTACT_ROLES
    return [(role, f"{ROLE_WORDS[role]} – {ROLE_POWERS[role]}") for role in roles]


def install(app: Flask) -> None:
    app.jinja_env.filters["role_word"] = lambda role: str(ROLE_WORDS[role])
    app.jinja_env.filters["role_powers"] = lambda role: str(ROLE_POWERS[role])
