"""Page or fragment: the one function that decides, and says so in ``Vary``."""
from uuid import uuid4

from flask import Flask, make_response, render_template
from htmx_flask import Htmx
from jinja2 import StrictUndefined, pass_context
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
    app.jinja_env.globals.update(entry_url=entry_url, new_act=own("act", uuid4), fills=fills)
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


@pass_context
def fills(page, block: str) -> bool:
    """Whether the page that is being made has something of its own for a block of its layout."""
    return len(page.blocks.get(block, ())) > 1


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
