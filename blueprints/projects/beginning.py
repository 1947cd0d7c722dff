"""What comes first where there is no project yet: a client, then a project for it."""
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from blueprints.support.door import viewer
from portal.people.access import may_administer
from portal.projects.access import may_create_projects
from portal.projects.lists import clients_for_projects


class Step(NamedTuple):
    """What to do next and why; no ``address`` where somebody else has to do it."""

    hint: str
    word: str = ""
    address: str = ""


def first_step() -> Step | None:
    """What the viewer may begin with; None where projects come to them."""
    seats = [] if viewer().read_only else [seat for seat in viewer().memberships if may_create_projects(seat)]
    if not seats:
        return None
    if clients_for_projects([seat.workspace_id for seat in seats], size=1):
        return Step(_("Make one, then invite the client’s people to it."), _("New project"), url_for("projects.new"))
    house = next((seat for seat in seats if may_administer(seat)), None)
    if house is None:
        return Step(_("A project is for a client, and there is none yet: an admin of the workspace adds it."))
    return Step(_("Add the first client, then make a project for it and invite its people."), _("New client"),
                url_for("clients.new", workspace_id=house.workspace_id))
