"""The parts of a workspace that its reader may open, as tabs."""
from flask import url_for
from flask_babel import gettext as _

from blueprints.support.door import viewer
from portal.people.access import may_administer
from portal.people.workspace import Workspace


def workspace_parts(workspace: Workspace) -> list[tuple[str, str]]:
    """Address and word of each part: clients are the managers', settings and what did not arrive the admins'."""
    seat = viewer().staff_seat(workspace.id)
    manages, administers = seat.may("manager"), may_administer(seat)
    parts = [("staff.index", _("Staff"), True), ("clients.index", _("Clients"), manages),
             ("workspace.edit", _("Settings"), administers), ("questions.index", _("Questions"), True),
             ("tray.index", _("Mail tray"), True), ("undelivered.index", _("Not delivered"), administers)]
    return [(url_for(endpoint, workspace_id=workspace.id), word) for endpoint, word, may in parts if may]
