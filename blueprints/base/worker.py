"""The service worker, joined from its parts into one file, and the page it shows without a network."""
import json
from functools import cache
from hashlib import sha256

from flask import Blueprint, Response, current_app, render_template

from blueprints.support.assets import asset
from blueprints.support.compressing import SENT_OFTEN, best_encoding, squeezed
from blueprints.support.door import public
from blueprints.support.joining import STATIC, bare, whole

bp = Blueprint("worker", __name__)

ROOT = STATIC.parent
KEPT = ("portico.css", "portico.js", "waiting.js", "icons/mark.svg")


@bp.get("/service-worker.js")
@public
def script() -> Response:
    encoding = best_encoding(SENT_OFTEN)
    response = Response(_packed(current_app.config["SETTINGS"].retire_worker, encoding), mimetype="text/javascript")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'"
    return response


@bp.get("/offline")
@public
def offline() -> str:
    return render_template("base/offline.html")


@cache
def _packed(retired: bool, encoding: str | None) -> bytes:
    body = (retired_script() if retired else worker_script()).encode()
    return squeezed(body, encoding, hard=True) if encoding else body


@cache
def worker_script() -> str:
    """The whole worker; its build changes with anything it keeps, so that browsers fetch it anew."""
    contents = (ROOT / "service-worker.js").read_text()
    shell, seldom = ["/offline", *(asset(name) for name in KEPT)], asset("seldom.js")
    body = bare(whole(contents))
    offline_page = (ROOT / "templates" / "base" / "offline.html").read_text()
    build = sha256("\n".join((*shell, seldom, body, offline_page)).encode()).hexdigest()[:10]
    told = {"BUILD": build, "SHELL": shell, "SELDOM": seldom}
    return "".join(f"const {name} = {json.dumps(value)}\n" for name, value in told.items()) + body


def retired_script() -> str:
    """What takes the worker's place where it is retired: it drops what was kept, and itself."""
    return (STATIC / "js" / "worker" / "retired.js").read_text()
