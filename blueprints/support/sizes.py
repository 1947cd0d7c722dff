"""How much one request may bring: little, but where a route takes files from somebody who is signed in."""
from flask import Flask, g, request

from blueprints.support.door import this_session
from blueprints.support.noted import view_asked_for
from portal.base.database import db, writes

USUAL = 26 * 2**20


def install(app: Flask) -> None:
    app.before_request(_open_wider)


def takes_files(most: int):
    """Mark a route whose form may bring files, of so many bytes in all."""
    def mark(view):
        view.takes_files = most + 2**20
        return view
    return mark


def takes_body(most: int):
    """Mark a route that another program sends so many bytes to; it reads them once it knows who that is."""
    def mark(view):
        view.takes_body = most
        return view
    return mark


def _open_wider() -> None:
    view = view_asked_for()
    if body := getattr(view, "takes_body", None):
        request.max_content_length = body
    most = getattr(view, "takes_files", None)
    if most and (request.content_length or 0) > USUAL and _is_somebody():
        request.max_content_length = most


def _is_somebody() -> bool:
    """Asked before the body is read, and so before the request's own transaction begins: nothing of it is kept."""
    writes.set(False)
    known = this_session() is not None
    db.session.rollback()
    g.pop("session_row", None)
    return known
