"""The few places that are always at hand: at the bottom of a phone, in the rail of wider screens."""
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, current_app, url_for
from werkzeug.exceptions import HTTPException

from blueprints.support.door import viewer
from blueprints.support.language import said
from blueprints.support.looking import can_be_looked_at
from blueprints.support.noted import asked, here
from blueprints.support.reader import locale, person


def _(word: str) -> str:
    """Marks a word for the catalogues; it is said in the reader's language when it is shown."""
    return word


#: Key, path, icon, word; a place whose route does not exist is not shown.
PLACES = (
    ("needs", "/", "needs", _("Needs you")),
    ("projects", "/projects", "projects", _("Projects")),
    ("new", "/projects/new", "plus", _("New")),
    ("write", "/new-message", "plus", _("New")),
    ("inbox", "/inbox", "bell", _("Inbox")),
    ("me", "/me", "person", _("Me")),
)
OTHERS = {path for _key, path, _icon, _word in PLACES}


class Way(NamedTuple):
    """One of these places, as the rail shows it."""

    key: str
    path: str
    icon: str
    word: str
    current: bool


def install(app: Flask) -> None:
    app.jinja_env.globals.update(ways=ways, houses=houses)


def ways() -> list[Way]:
    """The places that exist, the reader's marked; me comes last."""
    request = asked()
    path = request.path
    marked = next((place for _key, place, _icon, _word in PLACES if _holds(place, path)), None)
    places = _places(_existing(), request.script_root, marked, _begins(), locale())
    return [*places[:-1], *houses(), *places[-1:]]


@lru_cache(256)
def _places(existing: frozenset[str], within: str, here: str | None, begins: str | None, language: str) -> tuple[Way, ...]:
    shown = (each for each in PLACES if each[1] in existing and (each[0] not in ("new", "write") or each[0] == begins))
    return tuple(Way(key, within + path, icon, said(word), path == here) for key, path, icon, word in shown
                 if not within or can_be_looked_at(path))


def houses() -> list[Way]:
    """The workspaces on whose staff the reader is: their people, clients and settings."""
    if person() is None or viewer().read_only or asked().script_root:
        return []
    seats = [seat for seat in viewer().memberships if seat.is_staff]
    return [_house(seat, alone=len(seats) == 1) for seat in seats]


def _house(seat, alone: bool) -> Way:
    path = url_for("staff.index", workspace_id=seat.workspace_id)
    current = asked().path.startswith(path.removesuffix("people"))
    return Way("house", path, "office", said(_("Workspace")) if alone else seat.workspace.name, current)


def _begins() -> str | None:
    """What the reader begins from anywhere: managers a project, all others who write a message."""
    if person() is None or viewer().read_only:
        return None
    if any(seat.is_staff and seat.may("manager") for seat in viewer().memberships):
        return "new"
    return "write" if any(seat.is_staff or seat.may("contributor") for seat in viewer().memberships) else None


def _holds(path: str, asked: str) -> bool:
    return asked == path or path != "/" and asked.startswith(path + "/") and asked not in OTHERS


def _existing() -> frozenset[str]:
    extensions = here().extensions
    known = extensions.get("portico-ways")
    if known is None:
        known = extensions["portico-ways"] = frozenset(path for _k, path, _i, _w in PLACES if _routed(path))
    return known


def _routed(path: str) -> bool:
    try:
        return bool(current_app.url_map.bind("").match(path))
    except HTTPException:
        return False
