"""The few places that are always at hand: at the bottom of a phone, in the rail of wider screens."""
from dataclasses import dataclass

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException

from blueprints.support.door import viewer
from blueprints.support.language import said
from blueprints.support.looking import can_be_looked_at
from blueprints.support.reader import person


def _(word: str) -> str:
    """Marks a word for the catalogues; it is said in the reader's language when it is shown."""
    return word


#: Key, path, icon, word; a place whose route does not exist is not shown.
PLACES = (
    ("needs", "/", "needs", _("Needs you")),
    ("projects", "/projects", "projects", _("Projects")),
    ("new", "/projects/new", "plus", _("New")),
    ("me", "/me", "person", _("Me")),
)
OTHERS = {path for _key, path, _icon, _word in PLACES}


@dataclass(frozen=True)
class Way:
    key: str
    path: str
    icon: str
    word: str
    current: bool


def install(app: Flask) -> None:
    app.jinja_env.globals["ways"] = ways


def ways() -> list[Way]:
    """The places that exist, the reader's marked."""
    within = request.script_root
    return [Way(key, within + path, icon, said(word), _holds(path)) for key, path, icon, word in PLACES
            if path in _existing() and (not within or can_be_looked_at(path)) and (key != "new" or _may_begin())]


def _may_begin() -> bool:
    if person() is None or viewer().read_only:
        return False
    return any(seat.is_staff and seat.may("manager") for seat in viewer().memberships)


def _holds(path: str) -> bool:
    asked = request.path
    return asked == path or path != "/" and asked.startswith(path + "/") and asked not in OTHERS


def _existing() -> frozenset[str]:
    known = current_app.extensions.get("portico-ways")
    if known is None:
        known = current_app.extensions["portico-ways"] = frozenset(path for _k, path, _i, _w in PLACES if _routed(path))
    return known


def _routed(path: str) -> bool:
    try:
        return bool(current_app.url_map.bind("").match(path))
    except HTTPException:
        return False
