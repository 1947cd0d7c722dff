"""When something is refused or fails: a sentence that says what happened and what to do, as page or fragment."""
from flask import Flask, Response, current_app, jsonify, make_response, render_template
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from blueprints.support.render import wants_fragment, wants_json
from portal.base.database import db

#: Status: what happened, what to do.
WORDS = {
    400: (_("We could not read this request"), _("Go back, check what you entered and try again.")),
    401: (_("Please sign in again"), _("Your session has ended. What you typed is still on this page.")),
    403: (_("You may not do this"), _("Your role here does not include it. Ask the person who invited you.")),
    404: (_("There is nothing here for you"),
          _("It may have been moved or is not shared with you. Check the address, or start again from your overview.")),
    405: (_("This address cannot do that"), _("Go back and use the buttons on the page.")),
    409: (_("This has changed meanwhile"),
          _("Somebody changed it while you were here. Your words are kept: look at the newest state, then decide.")),
    413: (_("This is too big"), _("Send a smaller file.")),
    419: (_("This page is no longer fresh"), _("Reload the page, then send again. Nothing was sent.")),
    422: (_("Something is missing or wrong"), _("Check the marked fields and send again.")),
    429: (_("Too many tries"), _("Wait a little, then try again.")),
    500: (_("Something went wrong on our side"),
          _("It is written down for those who run this portal. Please try again in a moment.")),
}
#: What the outbox does about a refusal: these pass by themselves, or once the person has signed in again; it keeps the
#: words and tries later. All others are final.
PASSING = {401, 408, 419, 425, 429}
PLAIN = ("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
         "<title>Something went wrong</title><h1>Something went wrong on our side</h1>"
         "<p>Please try again in a moment.</p><p><a href='/'>Start again</a></p></html>")


def install(app: Flask) -> None:
    app.register_error_handler(CSRFError, lambda error: sorry(419))
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(InternalServerError, broken)


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
    db.session.rollback()
    return sorry(500)


def sorry(status: int, title: str | None = None, hint: str | None = None) -> Response:
    """The error page of a status, or a fragment that leaves what was typed alone."""
    words = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    context = {"status": status, "title": title or words[0], "hint": hint or words[1]}
    try:
        return _outcome(status) if wants_json() else _page(context)
    except Exception:
        current_app.logger.exception("error page")
        return make_response(PLAIN, status)


def _outcome(status: int) -> Response:
    later = status in PASSING or status >= 500
    return make_response(jsonify(outcome="later" if later else "refused", reason=f"status_{status}"), status)


def _page(context: dict) -> Response:
    if not wants_fragment():
        page = "errors/broken.html" if context["status"] >= 500 else "errors/refused.html"
        response = make_response(render_template(page, **context), context["status"])
    else:
        response = make_response(render_template("errors/refused.htmx.html", **context), context["status"])
        response.headers.update({"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"})
    response.vary.update(("HX-Request", "HX-Request-Type"))
    return response
