"""When something is refused or fails: a sentence that says what happened and what to do, as page or fragment."""
import sys

from flask import Flask, Response, current_app, g, make_response, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from blueprints.support.asking import wants_fragment, wants_json
from blueprints.support.outcomes import unstored
from blueprints.support.statuses import words_for
from blueprints.support.store import StoreAway, is_full
from portal.base.database import db

PLAIN = ("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
         "<title>Something went wrong</title><h1>Something went wrong on our side</h1>"
         "<p>Please try again in a moment.</p><p><a href='/'>Go on</a></p></html>")


def install(app: Flask) -> None:
    app.register_error_handler(CSRFError, lambda error: sorry(419))
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(InternalServerError, broken)
    app.register_error_handler(OSError, without_store)
    for unreadable in _unreadable():
        app.register_error_handler(unreadable, lambda error: sorry(400))


def _unreadable() -> tuple[type[Exception], ...]:
    """What the server in front of us raises where a body is not what its head promised: whoever sent it is wrong, not we."""
    server = sys.modules.get("gunicorn.http.errors")
    return (server.ParseException, server.NoMoreData) if server else ()


def refused(error: HTTPException) -> Response:
    """The answer to anything aborted with a status; redirects and ready answers pass as they are."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error.get_response()
    answer = sorry(error.code)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def broken(error: InternalServerError) -> Response:
    """The answer to a bug, which is logged by now; whatever was begun is given up."""
    _give_up()
    return sorry(500)


def _give_up() -> None:
    db.session.rollback()
    # What was known of the reader went with it; their language and brand are looked up again.
    for known in ("viewer", "session_row", "brand_room"):
        g.pop(known, None)


def without_store(error: OSError) -> Response:
    """The answer where bytes cannot be kept or fetched: the disk is full, or the store is away. Nothing is half there."""
    if not (is_full(error) or isinstance(error, StoreAway)):
        raise error
    current_app.logger.error("files cannot be kept or fetched: %s", error)
    _give_up()
    if is_full(error):
        return sorry(507, _("There is no room for files here at the moment"), _("Those who run this portal read so in its log. "
                     "Nothing was stored; please try again later."))
    return sorry(503, _("Files are out of reach at the moment"), _("Nothing is lost. Please try again in a moment."))


def sorry(status: int, title: str | None = None, hint: str | None = None, reason: str | None = None) -> Response:
    """The error page of a status, or a fragment that leaves what was typed alone; for the outbox with its ``reason``."""
    words = words_for(status)
    context = {"status": status, "title": title or words[0], "hint": hint or words[1]}
    try:
        if wants_json():
            return unstored(status, reason=reason, sentence=f"{context['title']}. {context['hint']}")
        return _page(context)
    except Exception:
        current_app.logger.exception("error page")
        return make_response(PLAIN, status)


def _page(context: dict) -> Response:
    if not wants_fragment():
        page = "errors/broken.html" if context["status"] >= 500 else "errors/refused.html"
        response = make_response(render_template(page, **context), context["status"])
    else:
        response = make_response(render_template("errors/refused.htmx.html", **context), context["status"])
        response.headers.update({"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"})
    response.vary.update(("HX-Request", "HX-Request-Type"))
    return response
