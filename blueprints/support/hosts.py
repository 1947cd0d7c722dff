"""Under which name a request comes: the portal's own, or that of a room; any other is refused."""
from functools import partial
from time import monotonic
from weakref import WeakKeyDictionary

from flask import Flask, current_app, g, has_request_context
from sqlalchemy.exc import SQLAlchemyError

from blueprints.support.noted import asked
from portal.base.database import db, writes
from portal.people.client import Client
from portal.people.hosts import Room, confirming_link, owners_of, room_of
from portal.people.workspace import Workspace

#: Where a request says which host of a room it came by. No header can: those of a request are called HTTP_...
KEY = "portico.host"
#: What was asked of a name is believed for so many seconds, by each process; and of so many names.
BELIEVED, MANY = 5.0, 500

_known: WeakKeyDictionary = WeakKeyDictionary()
_engines: WeakKeyDictionary = WeakKeyDictionary()


def install(app: Flask) -> None:
    with app.app_context():
        _engines[app] = db.engine
    settings = app.config["SETTINGS"]
    app.jinja_env.globals.update(origin_of=settings.origin_of, confirming_link=partial(confirming_link, settings))


def trusted_room(app: Flask, name: str) -> Room | None:
    """Whose host this name is, asked of the database every few seconds; None where it is nobody's."""
    known = _known.setdefault(app, {})
    asked_at, room = known.get(name, (-BELIEVED, None))
    if monotonic() - asked_at < BELIEVED:
        return room
    if len(known) >= MANY:
        known.clear()
    # There is no request yet, and nothing to be written.
    intent = writes.set(False)
    try:
        with _engines[app].connect() as connection:
            room = room_of(connection, name)
    except SQLAlchemyError:
        # Who was let in goes on to hear what is wrong; who was not stays out.
        return room
    finally:
        writes.reset(intent)
    known[name] = monotonic(), room
    return room


def forget_rooms() -> None:
    """A name was given or taken: this process asks again at once, others within seconds."""
    _known.pop(current_app._get_current_object(), None)


def host_here() -> str | None:
    """The host of a room that this request came by; None at the portal's own address."""
    return asked().environ.get(KEY) if has_request_context() else None


def room_here() -> Room | None:
    """Whose host this request came by; None at the portal's own address, which is everybody's."""
    host = host_here()
    return trusted_room(current_app._get_current_object(), host) if host else None


def owners_here() -> tuple[Workspace, Client | None] | None:
    """The workspace and client at whose door this request stands."""
    if "owners_here" not in g:
        room = room_here()
        g.owners_here = owners_of(room) if room else None
    return g.owners_here
