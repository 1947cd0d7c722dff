"""The tray: mail that went nowhere by itself, for the staff to file or to put aside."""
from uuid import UUID

from flask import Blueprint, request

from blueprints.letters.finding import line_or_404
from blueprints.letters.showing import letter_page
from blueprints.letters.words import name_of, why
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.letters.tray import Line, arrived, dealt_with, waiting

bp = Blueprint("tray", __name__, url_prefix="/w/<uuid:workspace_id>/tray")
bp.add_app_template_global(why, "why_in_tray")
bp.add_app_template_filter(name_of)
#: What is listed beside what waits, by the word in the address.
LISTS = {"dealt": dealt_with, "arrived": arrived}


@bp.get("")
def index(workspace_id: UUID):
    seat = staff_seat_or_404(workspace_id)
    listed = next((name for name in LISTS if name in request.args), "waiting")
    rows = window(LISTS.get(listed, waiting)(viewer(), workspace_id), rows=True)
    return render("letters/tray.html", workspace=seat.workspace, window=rows, lines=[Line(*row) for row in rows], listed=listed)


@bp.get("/<uuid:letter_id>")
def show(workspace_id: UUID, letter_id: UUID):
    seat, line = line_or_404(workspace_id, letter_id)
    return letter_page(seat, line)
