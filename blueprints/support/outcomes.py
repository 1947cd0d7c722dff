"""What the outbox hears: a small JSON outcome, made in this one place from what routes say to pages anyway.

``stored``: where the result stands. ``refused``: the reason, as a code and in the reader's language, by field.
``conflict``: what was shown and is another now, so that a person can choose. ``later``: the words are all right.
"""
from collections.abc import Iterable
from datetime import date

from flask import Response, request
from flask.json import dumps
from flask_babel import gettext as _
from wtforms.form import BaseForm

from blueprints.support.conflicts import Difference, differing, plain
from blueprints.support.formats import day
from blueprints.support.statuses import PASSING, reason_for, words_for


def stored(outcome: dict, status: int = 200) -> Response:
    """What was stored, under which entry, and where its result stands; where it was so already, a sentence says so."""
    about = request.view_args or {}
    entry = outcome.get("entry") or about.get("entry_id") or about.get("item_id")
    told = {**outcome, "outcome": "stored", "entry": str(entry) if entry else None}
    if "already" in outcome:
        told["sentence"] = _("It was so already: somebody had said the same before.")
    return _said(told, status)


def unstored(status: int, *, reason: str | None = None, sentence: str | None = None,
             forms: Iterable[BaseForm] = ()) -> Response:
    """Why nothing was stored, by the status of the answer: ``later``, ``conflict`` or ``refused``."""
    told = {"outcome": "refused", "reason": reason or reason_for(status)}
    if status in PASSING or status >= 500:
        return _said({**told, "outcome": "later"}, status)
    forms = list(forms)
    fields = {name: str(errors[0]) for form in forms for name, errors in form.errors.items() if name and errors}
    told["sentence"] = str(sentence or _of_fields(forms, fields) or "{}. {}".format(*words_for(status)))
    if status == 409:
        return _said({**told, "outcome": "conflict", "changed": _changed(forms)}, status)
    return _said({**told, "fields": fields}, status)


def _said(outcome: dict, status: int) -> Response:
    return Response(dumps(outcome), status, {"Vary": "Accept"}, mimetype="application/json")


def _of_fields(forms: list[BaseForm], fields: dict[str, str]) -> str:
    """What is wrong, each with the name of its field: the outbox shows it where the form no longer is."""
    named = {name: str(form[name].label.text).rstrip(" :?") for form in forms for name in fields if name in form}
    return " ".join(f"{label}: {fields[name]}" for name, label in named.items())


def _changed(forms: list[BaseForm]) -> dict:
    return {name: _in_words(name, found, _field_of(forms, name)) for name, found in differing().items()}


def _field_of(forms: list[BaseForm], name: str):
    """The field in which a value of a record is written, where these forms have one."""
    return next((form[key] for form in forms for key in (getattr(form, "stands_for", {}).get(name, name),) if key in form),
                None)


def _in_words(name: str, found: Difference, field) -> dict[str, str]:
    mine = field.data if field is not None else request.form.get(name, found.shown)
    return {"label": str(found.label or (field.label.text if field is not None else "")),
            "yours": _word(field, mine) if found.yours is None else found.yours,
            "theirs": _word(field, found.now) if found.theirs is None else found.theirs, "now": plain(found.now)}


def _word(field, value) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day(value)
    for choice in getattr(field, "choices", None) or ():
        if plain(choice.value) == plain(value):
            return str(choice.label)
    return plain(value)
