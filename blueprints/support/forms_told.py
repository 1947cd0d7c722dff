"""What was decided about as it stood, in words: a canonical form read back, field by field, in the reader's language."""
import json
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from blueprints.plan.words import LEVELS
from blueprints.support.formats import day_long
from blueprints.support.language import in_words


class Told(NamedTuple):
    """One field: what it said before and says after, or the same in both where nothing is to change."""

    label: str
    before: str | None
    after: str | None


#: By the form's ``kind``; rooms with forms of their own add theirs.
TELLERS: dict[str, Callable[[dict], list[Told]]] = {}


def told(canonical: str) -> list[Told]:
    """The fields of a form, those that say something; none of a kind that nobody can tell."""
    form = json.loads(canonical)
    teller = TELLERS.get(form.get("kind"))
    return teller(form) if teller else []


def same(label: str, value: str | None) -> list[Told]:
    """A field as it stands, where it says something."""
    return [Told(label, value, value)] if value else []


def day_told(text: str | None) -> str | None:
    """A day of a form, as the reader writes it."""
    return day_long(date.fromisoformat(text)) if text else None


def _item(form: dict) -> list[Told]:
    level = in_words(LEVELS[form["level"]]) if form["level"] in LEVELS else form["level"]
    return [*same(in_words(TITLE), form["title"]), *same(in_words(KIND), level),
            *same(in_words(DESCRIPTION), form["description"]), *same(in_words(START), day_told(form["start"])),
            *same(in_words(PROMISED), day_told(form["promised"]))]


def _text(form: dict) -> list[Told]:
    return same("", form["text"])


TITLE, KIND, DESCRIPTION = _l("Title"), _l("Kind"), _l("Description")
START, PROMISED = _l("Start"), _l("Promised date")
TELLERS.update(work_item=_item, text=_text)
