"""What the page of a change request hands to its template."""
from typing import NamedTuple

from flask import request

from blueprints.changes.showing import moved_since, shown
from portal.base.ids import parse_id
from portal.changes import access
from portal.changes.awaiting import question_of
from portal.changes.change_request import ChangeRequest
from portal.changes.effect import Effect
from portal.changes.effects import effects_of
from portal.changes.kept import kept_for, kept_of
from portal.changes.outlook import Outlook, outlooks_for
from portal.projects.standing import Standing


class May(NamedTuple):
    """What the reader may do about a change request."""

    word: bool
    work_out: bool
    ask_for_it: bool
    withdraw: bool
    turn_down: bool
    propose_again: bool


def body_of(change: ChangeRequest, standing: Standing) -> dict:
    """A change request without its thread. Four statements or fewer, once it was found."""
    effects = effects_of(change) if change.is_open and access.sees_effects(standing, change) else []
    outlook, moved = _outlook(change, standing, effects)
    question = question_of(standing, change)
    mine = (question is not None and question.is_mine and change.state == "asked"
            or access.is_move_of(standing, change, worked_out=bool(effects)))
    may = May(*(getattr(access, f"may_{act}")(standing, change) for act in May._fields))
    return {"change": change, "project": standing.project, "standing": standing, "moved": moved, "may": may,
            "shown": shown(outlook, change, standing) if outlook else None, "question": question, "mine": mine,
            "item": parse_id(request.args.get("item"))}


def _outlook(change: ChangeRequest, standing: Standing, effects: list[Effect]) -> tuple[Outlook | None, list]:
    """Before and after for this reader: as the plan stands while it is open, else as it was; and what has moved meanwhile."""
    if not access.sees_effects(standing, change):
        return None, []
    if not change.is_open:
        return kept_for(standing, change), []
    live, asked = outlooks_for(standing, effects, kept_of(change))
    return live, moved_since(live, asked) if asked and change.state == "asked" else []
