"""Open pages hear what happens: the hub of this process, and the place in the log a page was made at."""
import os

from flask import Flask
from markupsafe import Markup

from blueprints.support.door import is_public_route
from blueprints.support.looking import looking
from blueprints.support.noted import asked, here, noted
from portal.live.cursor import Cursors
from portal.live.hub import Hub
from portal.live.watching import tell_redis, watcher


def install(app: Flask) -> None:
    app.extensions["portico-hubs"] = {}
    app.before_request(_note_place)
    app.jinja_env.globals["live_facts"] = live_facts
    tell_redis(app.config["SETTINGS"])


def hub() -> Hub:
    """The hub of this process; one that was forked has one of its own."""
    app = here()
    hubs, process = app.extensions["portico-hubs"], os.getpid()
    if process not in hubs:
        settings = app.config["SETTINGS"]
        hubs[process] = Hub(app.app_context, Cursors(settings.secret_key), watcher(settings))
    return hubs[process]


def close_hub(app: Flask) -> None:
    """End the streams of this process: it is about to end itself."""
    if found := app.extensions.get("portico-hubs", {}).get(os.getpid()):
        found.close()


def can_stream() -> bool:
    """Whether this server lets go of a connection, so that a stream costs next to nothing."""
    environ = asked().environ
    return "gunicorn.socket" in environ and environ.get("HTTP_VERSION") != "2"


def _note_place() -> None:
    # Before anything is read: whatever is settled later than this the page may lack, and its stream brings it.
    request = asked()
    if request.method == "GET" and can_stream() and not is_public_route() and not request.headers.get("HX-Request"):
        noted().live_place = hub().place()


def live_facts() -> Markup:
    """An attribute of ``<html>``: from where the page's stream goes on. None where no stream comes."""
    kept = noted()
    session, place = kept.get("session_row"), kept.get("live_place")
    if session is None or place is None or looking():
        return Markup("")
    # A cursor is written in letters that need no escaping.
    return Markup(f' data-live="{hub().cursor_for(session.user_id, place)}"')
