"""Styles, scripts and pictures: joined once at start, compressed once when first asked for, kept for ever by browsers."""
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache

from flask import Flask, Response, abort, request

from blueprints.support.compressing import SENT_OFTEN, TEXTS, best_encoding, squeezed
from blueprints.support.door import public
from blueprints.support.joining import STATIC, apart, apart_css, joined_css, joined_js

FOR_EVER = "public, max-age=31536000, immutable"
PICTURES = ("*.png", "*.svg", "*.ico")


@dataclass(frozen=True)
class Asset:
    body: bytes
    mimetype: str

    @property
    def is_text(self) -> bool:
        return self.mimetype.startswith(TEXTS)


def install(app: Flask) -> None:
    build_assets()
    app.add_url_rule("/static/<path:name>", "static", serve)
    app.jinja_env.globals.update(asset=asset, build=build())


@cache
def build_assets() -> tuple[dict[str, Asset], dict[str, str]]:
    """Every asset by its hashed name, and the hashed name of each plain one."""
    assets, names = {}, {}
    for name, body in _sources():
        stem, _, ending = name.rpartition(".")
        hashed = f"{stem}-{hashlib.sha256(body).hexdigest()[:10]}.{ending}"
        assets[hashed] = Asset(body, mimetypes.guess_type(name)[0] or "application/octet-stream")
        names[name] = hashed
    return assets, names


def _sources():
    yield "portico.css", joined_css().encode()
    yield "portico.js", joined_js().encode()
    for file in sorted((STATIC / "css" / "apart").glob("*.css")):
        yield file.name, apart_css(file).encode()
    for file in sorted((STATIC / "js" / "apart").glob("*.js")):
        yield file.name, apart(file).encode()
    for folder in (STATIC / "icons", STATIC / "icons" / "screens"):
        for pattern in PICTURES:
            for file in sorted(folder.glob(pattern)):
                yield f"icons/{file.name}", file.read_bytes()


@cache
def _squeezed(name: str, encoding: str) -> bytes:
    # Not at the start: it takes a second for all of them, and most programs that start serve none.
    return squeezed(build_assets()[0][name].body, encoding, hard=True)


def asset(name: str) -> str:
    """The address of an asset by its plain name. Raises KeyError for one that does not exist."""
    return f"/static/{build_assets()[1][name]}"


@cache
def build() -> str:
    """A short name of everything this build shows, for the worker and for marks of versions."""
    return hashlib.sha256(" ".join(sorted(build_assets()[0])).encode()).hexdigest()[:10]


@public
def serve(name: str) -> Response:
    """One asset, in the best encoding the browser takes."""
    found = build_assets()[0].get(name)
    if found is None:
        abort(404)
    encoding = best_encoding(SENT_OFTEN) if found.is_text else None
    response = Response(_squeezed(name, encoding) if encoding else found.body, mimetype=found.mimetype)
    response.headers["Cache-Control"] = FOR_EVER
    if found.is_text:
        response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.set_etag(name)
    return response.make_conditional(request)
