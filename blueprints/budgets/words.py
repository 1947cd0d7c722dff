"""What became of promises and budgets, in the reader's language."""
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from blueprints.support.amounts import budgeted
from blueprints.support.formats import day
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from portal.budgets.ledger import Kept, Moved

bp = Blueprint("budgets_words", __name__)

SORTS = {"promised": _l("Promised"), "slip": _l("Moved"), "earlier": _l("Brought forward"), "back": _l("Taken back"),
         "change_request": _l("Change request"), "correction": _l("Correction"), "agreed": _l("Agreed")}


class Outcome(NamedTuple):
    """What became of a promise: as a turn's colour and icon, and in words."""

    turn: str
    icon: str
    word: str


@bp.app_template_filter()
def outcome(kept: Kept, now_here: date, zone: str) -> Outcome:
    """Planned against actual, by the first day that was promised. ``zone``: where days are counted."""
    done = kept.done_at and kept.done_at.astimezone(ZoneInfo(zone)).date()
    if done:
        return Outcome("done", "check", _("Done %(day)s, %(gap)s", day=day(done), gap=_gap(done, kept.first)))
    if kept.promised and kept.promised < now_here:
        late = (now_here - kept.promised).days
        return Outcome("late", "clock", ngettext("%(num)s day late", "%(num)s days late", late))
    if kept.promised is None:
        return Outcome("upcoming", "dot", _("Not promised any more"))
    moved = _("Now %(gap)s", gap=_gap(kept.promised, kept.first)) if kept.moves else None
    return Outcome("upcoming", "dot", moved or _("As promised so far"))


def _gap(on: date, first: date | None) -> str:
    """How far a day lies from the first that was promised."""
    days = (on - first).days if first else 0
    if days > 0:
        return ngettext("%(num)s day after the first promise", "%(num)s days after the first promise", days)
    if days < 0:
        return ngettext("%(num)s day before the first promise", "%(num)s days before the first promise", -days)
    return _("as promised")


@bp.app_template_filter()
def sort_word(moved: Moved) -> str:
    """What sort of move it was."""
    return move_word(moved.kind, moved.old, moved.new)


@bp.app_template_global()
def move_word(kind: str, old, new) -> str:
    """Of what sort a move from one day (or amount) to another was, in words."""
    if new is None:
        return in_words(SORTS["back"])
    if kind == "slip" and old is not None and new < old:
        return in_words(SORTS["earlier"])
    return in_words(SORTS[kind])


@bp.app_template_filter()
def value_word(moved: Moved, value) -> str:
    """A day or an amount of a line."""
    if value is None:
        return "–"
    return budgeted(value, moved.unit, moved.currency) if moved.sort == "budget" else day(value)
