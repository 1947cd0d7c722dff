"""What cannot be read as a request never comes to the application: gunicorn answers, in the headers of all our answers."""
import secrets
from functools import partial

from gunicorn import util

from blueprints.support.headers import told

BODY = (b"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        b"<title>We could not read this request</title><h1>We could not read this request</h1>"
        b"<p><a href='/'>Start again</a></p></html>")


def dress_refusals(base_url: str) -> None:
    """Answer so from now on, at this address."""
    util.write_error = partial(_refuse, base_url.startswith("https:"))


def _refuse(https: bool, sock, status: int, reason: str, _message: str) -> None:
    # What exactly was wrong stands in the log; it would repeat what was sent.
    head = {"Connection": "close", "Content-Type": "text/html; charset=utf-8", "Content-Length": len(BODY),
            **dict(told(secrets.token_urlsafe(16), hsts=https))}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in head.items())]
    util.write_nonblock(sock, "\r\n".join([*lines, "", ""]).encode("latin-1") + BODY)
