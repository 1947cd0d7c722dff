"""Smaller answers: text leaves compressed, as the browser allows.

What repeats in a page beside a secret could be guessed from its size (BREACH); the only secret
in our pages, the form token, is masked anew in each of them.
"""
import zlib

import brotli
from flask import Flask, Response, request

from blueprints.support.varying import varies

try:
    from compression import zstd
except ImportError:
    # Before Python 3.14.
    from backports import zstd

LEAST = 500
#: Before all others, what costs least for a page that is made for one reader and sent once.
MADE_ONCE = ("zstd", "br", "gzip")
#: What is smallest, where the work is done once for all.
SENT_OFTEN = ("br", "gzip")
TEXTS = ("text/", "application/json", "application/javascript", "application/manifest+json", "image/svg+xml")


def install(app: Flask) -> None:
    app.after_request(compressed)


def compressed(response: Response) -> Response:
    """The response, compressed where it is a text of some size and not yet compressed or streamed."""
    if response.direct_passthrough or response.is_streamed or response.status_code in (204, 304):
        return response
    if not (response.mimetype or "").startswith(TEXTS) or "Content-Encoding" in response.headers:
        return response
    varies(response, "Accept-Encoding")
    body = response.get_data()
    encoding = best_encoding() if len(body) >= LEAST else None
    if encoding:
        response.set_data(squeezed(body, encoding))
        response.headers["Content-Encoding"] = encoding
    return response


def best_encoding(known: tuple[str, ...] = MADE_ONCE) -> str | None:
    """The first of these encodings that the browser takes, or None where it takes none."""
    accepted = request.headers.get("Accept-Encoding", "")
    if ";q=" not in accepted.replace(" ", ""):
        taken = {part.strip() for part in accepted.split(",")}
        return next((name for name in known if name in taken), None)
    return next((name for name in known if request.accept_encodings[name] > 0), None)


def squeezed(body: bytes, encoding: str, hard: bool = False) -> bytes:
    """The body in that encoding; hard for what is compressed once and sent often."""
    if encoding == "zstd":
        return zstd.compress(body, 1)
    if encoding == "br":
        return brotli.compress(body, quality=11) if hard else brotli.compress(body, quality=3, lgwin=16)
    packer = zlib.compressobj(9 if hard else 5, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()
