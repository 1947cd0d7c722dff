"""What change requests are called, in the reader's language."""
from decimal import Decimal
from uuid import UUID

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from blueprints.support.addresses import page_url
from blueprints.support.formats import money, number
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from portal.changes.access import is_move_of
from portal.changes.line import Line
from portal.changes.reading import Row
from portal.projects.standing import Standing

bp = Blueprint("change_words", __name__)

#: State -> the turn whose colour and icon it has.
LOOKS = {"draft": ("upcoming", "edit"), "asked": ("theirs", "hourglass"), "accepted": ("done", "check"),
         "declined": ("blocked", "close"), "withdrawn": ("upcoming", "undo")}
KINDS = {"add": _l("New"), "drop": _l("Dropped"), "move": _l("Moved"), "change": _l("Changed")}
ICONS = {"add": "plus", "drop": "trash", "move": "calendar", "change": "edit"}


@bp.app_template_global()
def change_state(state: str, standing: Standing, mine: bool = False) -> dict:
    """How a change request stands: the kind of turn, its icon, its word. ``mine`` where it is the reader's move."""
    if mine:
        return {"kind": "yours", "icon": "hand", "word": _("Yours")}
    kind, icon = LOOKS[state]
    return {"kind": kind, "icon": icon, "word": state_word(state, standing)}


def state_word(state: str, standing: Standing) -> str:
    """How a change request stands, in a word."""
    project = standing.project
    if state == "draft":
        return _("Being worked out")
    if state == "asked":
        return _("With %(name)s", name=project.client.name)
    return {"accepted": _("Accepted"), "declined": _("Declined"), "withdrawn": _("Withdrawn")}[state]


@bp.app_template_global()
def row_state(row: Row, standing: Standing) -> dict:
    """How one of a list stands for its reader."""
    return change_state(row.state, standing, mine=is_move_of(standing, row, worked_out=row.worked_out))


@bp.app_template_filter()
def change_kind(line: Line) -> str:
    """What happens to an item, in a word."""
    return in_words(KINDS[line.kind])


@bp.app_template_filter()
def change_icon(line: Line) -> str:
    return ICONS[line.kind]


@bp.app_template_filter()
def days_moved(days: int) -> str:
    """ "7 days later"; less than 0: earlier."""
    if days < 0:
        return ngettext("%(num)s day earlier", "%(num)s days earlier", -days)
    return ngettext("%(num)s day later", "%(num)s days later", days)


@bp.app_template_global()
def budget_words(amount: Decimal | None, unit: str, currency: str) -> str:
    """An amount of a budget: money, or hours."""
    if amount is None:
        return "–"
    return _("%(number)s h", number=number(amount)) if unit == "hours" else money(amount, currency)


@bp.app_template_global()
def decision_url(project_id: UUID, approval_id: UUID) -> str:
    """Where the question and its answers stand."""
    return page_url("approval", project_id, approval_id)
