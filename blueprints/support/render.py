"""Page or fragment: the one function that decides, and says so in ``Vary``."""
from uuid import uuid4

from flask import Flask, make_response, render_template
from htmx_flask import Htmx, request
from jinja2 import StrictUndefined

from blueprints.support.addresses import entry_url
from blueprints.support.conflicts import plain


def install(app: Flask) -> None:
    Htmx(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(entry_url=entry_url, new_act=uuid4)
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def wants_fragment() -> bool:
    """Whether htmx asks for a part; a boosted visit or a history restore wants the page."""
    return bool(request.htmx) and request.headers.get("HX-Request-Type", "partial") != "full"


def wants_json() -> bool:
    """The outbox asks for a small JSON outcome."""
    return request.accept_mimetypes.best == "application/json"


def render(page: str, *, fragment: str | None = None, status: int = 200, **context):
    """The page, or its fragment for htmx where there is one."""
    response = make_response(render_template(fragment if fragment and wants_fragment() else page, **context), status)
    response.vary.update(("HX-Request", "HX-Request-Type"))
    return response
