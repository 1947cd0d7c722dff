"""An item as HTML: its head on its own page, its card on others, what may be said of it. By skeletons, since they are many."""
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, current_app, url_for
from markupsafe import Markup

from blueprints.plan.words import level_word, stage_word, turn_word
from blueprints.support.formats import day, percent
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from blueprints.support.reader import locale
from blueprints.support.skeletons import filled
from blueprints.support.standing_parts import dated
from portal.plan.hand import Hand
from portal.plan.item import WorkItem
from portal.plan.turn import Turn

bp = Blueprint("plan_drawing", __name__)


class Told(NamedTuple):
    """What the forms about an item say of it. ``shape`` is the part of a page they stand in: its head or a card."""

    shape: str
    is_done: bool
    is_stuck: bool
    here: str
    id: UUID
    title: str
    state: str
    stuck_reason: str | None
    percent: int
    percent_words: str


class Look(NamedTuple):
    """What the head or the card of an item shows of it."""

    turn: str
    icon: str
    is_stuck: bool
    word: str
    id: UUID
    here: str
    title: str
    #: Where it belongs: a card's project, a head's level and stage.
    place: str
    promised: Markup | None
    acts: Markup | None
    moved: str | None = None
    why: str | None = None
    stuck: str | None = None
    progress: Markup | None = None
    hands: Markup | None = None
    #: The team's own date, where it is that one which has passed.
    due: str | None = None


TOLD = Told._fields[3:]
LOOK = Look._fields[3:]


@bp.app_template_global()
def drawn_head(item: WorkItem, turn: Turn, may_report: bool, moves: list) -> Markup:
    """What an item is, whose move it is, when it is promised and how that moved, and what is asked of the reader."""
    level = level_word(item.level)
    look = _look(item, turn, f"{level} · {stage_word(item.stage)}" if item.stage else level, "head", may_report)
    first = moves[0].old if moves else None
    return filled("plan/_item_head.html", "item_head", look._replace(
        moved=ngettext("moved once, from %(day)s", "moved %(num)s times, first from %(day)s", len(moves), day=day(first))
        if moves else None,
        why=_("Why: %(reason)s", reason=moves[-1].reason) if moves and moves[-1].reason else None,
        stuck=_in_full(item.stuck_reason, look.word),
        progress=_progress(item.percent, locale()) if item.percent and not item.done_at else None,
        hands=_hands(item.hands, locale()) if item.hands else None), LOOK)


@bp.app_template_global()
def drawn_card(item: WorkItem, turn: Turn, may_report: bool) -> Markup:
    """An item as something to do: what, for whom, by when, whose move; acted on in place."""
    return filled("plan/_item_card.html", "item_card", _look(item, turn, item.project.name, "card", may_report), LOOK)


def _look(item: WorkItem, turn: Turn, place: str, shape: str, may_report: bool) -> Look:
    here = url_for("items.show", project_id=item.project_id, item_id=item.id)
    return Look(turn.kind, turn.icon, item.is_stuck, turn_word(turn), item.id, here, item.title, place,
                dated(item.promised) if item.promised else None, _acts(item, here, shape) if may_report else None,
                due=_("Due %(day)s, for the team", day=day(turn.due)) if turn.due else None)


def _acts(item: WorkItem, here: str, shape: str) -> Markup:
    told = Told(shape, item.is_done, item.is_stuck, here, item.id, item.title, item.state, item.stuck_reason,
                item.percent, percent(item.percent))
    return filled("plan/_item_acts.html", "item_acts", told, TOLD)


def _in_full(reason: str | None, word: str) -> str | None:
    """What an item is stuck for, where the word of its turn leaves some of it out."""
    return _("Stuck: %(reason)s", reason=reason) if reason and reason not in word else None


@lru_cache(128)
def _progress(share: int, language: str) -> Markup:
    return current_app.jinja_env.get_template("shared/_progress.html").module.progress(share)


@lru_cache(1024)
def _hands(hands: tuple[Hand, ...], language: str) -> Markup:
    return current_app.jinja_env.get_template("plan/_item_hands.html").module.item_hands(hands)
