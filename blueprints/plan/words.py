"""What the plan's figures and states are called, in the reader's language."""
from datetime import date
from decimal import Decimal
from functools import lru_cache

from flask import Blueprint
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from blueprints.support.formats import day, number
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from blueprints.support.reader import locale
from portal.base.clock import now
from portal.plan.turn import Turn
from portal.talk.markdown import to_html

bp = Blueprint("plan_words", __name__)

LEVELS = {"phase": _l("Phase"), "milestone": _l("Milestone"), "deliverable": _l("Deliverable"), "task": _l("Task")}
MANY = {"phase": _l("Phases"), "milestone": _l("Milestones"), "deliverable": _l("Deliverables"), "task": _l("Tasks")}
STAGES = {"todo": _l("To do"), "doing": _l("In progress"), "client": _l("With client"), "done": _l("Done")}
HEALTHS = {"on_track": _l("On track"), "at_risk": _l("At risk"), "off_track": _l("Off track")}
#: What this item does to the other end, and what the other end does to this.
WAITS = {"FS": _l("this starts after that is done"), "SS": _l("this starts together with that"),
         "FF": _l("this is done together with that"), "SF": _l("this is done once that starts")}
HOLDS = {"FS": _l("that starts after this is done"), "SS": _l("that starts together with this"),
         "FF": _l("that is done together with this"), "SF": _l("that is done once this starts")}
FILTERS = {"all": _l("All"), "open": _l("Open"), "mine": _l("Mine"), "late": _l("Late"), "done": _l("Done"),
           "archived": _l("Archived")}
STATES = {"open": _l("Open"), "done": _l("Done"), "archived": _l("Archived")}
LONGEST_REASON = 60


@bp.app_template_filter()
def turn_word(turn: Turn) -> str:
    """The word of a turn: whose it is, and what weighs on it. "Yours, 3 days late"."""
    return turn_word_in(turn, locale(), now().year)


@lru_cache(8192)
def turn_word_in(turn: Turn, language: str, year: int) -> str:
    """The word in the reader's language and this year, made once."""
    if turn.kind == "done":
        return _("Done %(day)s", day=day(turn.day))
    if turn.archived:
        return _("Archived")
    if turn.kind == "blocked":
        return _stuck(turn)
    return _late(turn) if turn.late_days else _plain(turn)


def state_word(state: str) -> str:
    """The word of an item's ``state``."""
    name, _blank, reason = state.partition(" ")
    if name == "stuck":
        return _("Stuck: %(reason)s", reason=reason or "–")
    return str(STATES.get(name, STATES["open"]))


@bp.app_template_filter()
def level_word(level: str, count: int = 1) -> str:
    return in_words((LEVELS if count == 1 else MANY)[level])


@bp.app_template_filter()
def stage_word(stage) -> str:
    """A stage's own name, or the usual one of its kind. Takes a Stage, or anything with ``kind`` and ``name``."""
    return stage.name or in_words(STAGES[stage.kind])


@bp.app_template_filter()
def link_word(kind: str, turned: bool = False) -> str:
    """How an item waits for another; turned: how the other waits for it."""
    return in_words((HOLDS if turned else WAITS)[kind])


@bp.app_template_filter()
def lag_word(days: Decimal) -> str:
    """How far apart linked items stand, in days of work; less than none: by how much they overlap."""
    size = abs(days)
    if days < 0:
        return ngettext("%(days)s day of overlap", "%(days)s days of overlap", 1 if size == 1 else 2, days=number(size))
    return ngettext("%(days)s day apart", "%(days)s days apart", 1 if size == 1 else 2, days=number(size))


def _stuck(turn: Turn) -> str:
    reason = (turn.reason or "").strip()
    reason = reason if len(reason) <= LONGEST_REASON else reason[:LONGEST_REASON].rstrip() + "…"
    return _("Yours, stuck: %(reason)s", reason=reason) if turn.is_yours else _("Stuck: %(reason)s", reason=reason)


def _late(turn: Turn) -> str:
    if turn.is_yours:
        return ngettext("Yours, %(num)s day late", "Yours, %(num)s days late", turn.late_days)
    if turn.who:
        return ngettext("With %(name)s, %(num)s day late", "With %(name)s, %(num)s days late", turn.late_days, name=_who(turn))
    return ngettext("%(num)s day late", "%(num)s days late", turn.late_days)


def _plain(turn: Turn) -> str:
    if turn.kind == "yours":
        return _("Yours")
    if turn.kind == "theirs":
        return _("With %(name)s", name=_who(turn))
    return _starts(turn.day)


def _who(turn: Turn) -> str:
    first, others = turn.who[0], len(turn.who) - 1
    return ngettext("%(name)s and %(num)s other", "%(name)s and %(num)s others", others, name=first) if others else first


def _starts(start: date | None) -> str:
    return _("Starts %(day)s", day=day(start)) if start else _("Open")


@bp.app_template_filter()
def prose(text: str) -> Markup:
    """Somebody's words as clean HTML: paragraphs, lists, links; each distinct text is made once."""
    return _prose(text)


@lru_cache(1024)
def _prose(text: str) -> Markup:
    return Markup(to_html(text))
