"""What pages show of acts that wait to be sent: one file for each language, without anything of anybody's."""
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, abort, render_template
from flask_babel import force_locale

from blueprints.support.assets import FOR_EVER
from blueprints.support.door import public
from blueprints.support.reader import LOCALES, locale, reading_as

bp = Blueprint("outbox_parts", __name__)


@bp.get("/static/outbox-<language>-<digest>.html")
@public
def show(language: str, digest: str) -> Response:
    if language not in LOCALES or digest != _digest(language):
        abort(404)
    response = Response(_parts(language), mimetype="text/html")
    response.headers["Cache-Control"] = FOR_EVER
    return response


def parts_address() -> str:
    """Where scripts fetch the parts in the reader's language; the worker keeps it like any style."""
    language = locale()
    return f"/static/outbox-{language}-{_digest(language)}.html"


@lru_cache(16)
def _digest(language: str) -> str:
    return sha256(_parts(language).encode()).hexdigest()[:10]


@lru_cache(16)
def _parts(language: str) -> str:
    with reading_as(locale=language, zone="UTC"), force_locale(language):
        return render_template("outbox/parts.html")


@bp.record_once
def _told(state) -> None:
    state.app.jinja_env.globals["outbox_parts"] = parts_address
