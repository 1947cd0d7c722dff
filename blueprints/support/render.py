"""Page or fragment: the one function that decides, and says so in ``Vary``."""
from uuid import uuid4

from flask import Flask, make_response, render_template
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from wtforms.form import BaseForm

from blueprints.support.addresses import entry_url
from blueprints.support.asking import wants_fragment, wants_json
from blueprints.support.conflicts import plain
from blueprints.support.holes import own
from blueprints.support.outcomes import unstored
from blueprints.support.varying import varies


def install(app: Flask) -> None:
    Htmx(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(entry_url=entry_url, new_act=own("act", uuid4))
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def render(page: str, *, fragment: str | None = None, status: int = 200, **context):
    """The page, or its fragment for htmx where there is one; what is refused, as an outcome for the outbox.

    That takes from the same context: its forms, ``trouble``, a sentence that says what is wrong, and ``reason``, its code.
    """
    if status >= 400 and wants_json():
        forms = [each for each in context.values() if isinstance(each, BaseForm)]
        return unstored(status, reason=context.get("reason"), sentence=context.get("trouble"), forms=forms)
    response = make_response(render_template(fragment if fragment and wants_fragment() else page, **context), status)
    varies(response, "HX-Request", "HX-Request-Type")
    return response
