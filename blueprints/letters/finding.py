"""Letters from a URL: through the workspace's staff, and what of its mail each of them may deal with; else 404."""
from uuid import UUID

from flask import abort

from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from portal.letters.tray import Line, find_line
from portal.people.membership import Membership


def line_or_404(workspace_id: UUID, letter_id: UUID) -> tuple[Membership, Line]:
    """The viewer's place on the staff, and a letter that they may deal with."""
    seat = staff_seat_or_404(workspace_id)
    return seat, find_line(viewer(), workspace_id, letter_id) or abort(404)
