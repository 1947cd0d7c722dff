"""What may be kept of a page on the device it is read on: whose it is, since when their access stands, and whether at all.

A route whose page may be kept says so (``@kept``); nothing else is. The worker reads the headers, scripts the attributes.
"""
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from blueprints.support.assets import build
from blueprints.support.door import is_public_route, this_session, viewer
from blueprints.support.looking import looking
from blueprints.support.noted import noted, view_asked_for


def install(app: Flask) -> None:
    app.jinja_env.globals["device_facts"] = device_facts
    app.after_request(_told)


def kept(view):
    """Mark a page, or a picture we made, that the reader's device may keep a copy of: what one reads, never a form or a file."""
    view.is_kept = True
    return view


def copies_allowed() -> bool:
    """Whether this session, this person and every workspace they belong to allow copies on a device. Behind the door."""
    session = this_session()
    return (session.user.offline_copies and not session.shared_computer
            and all(seat.workspace.offline_copies for seat in viewer().memberships))


def device_facts() -> Markup:
    """Attributes of ``<html>``: the reader, their access epoch, the build, and whether copies are kept. None at a door."""
    session = noted().get("session_row")
    if session is None or is_public_route() or looking():
        return _build_only(build())
    return _facts(str(session.user_id), session.user.access_epoch, build(), copies_allowed())


@lru_cache(4)
def _build_only(build: str) -> Markup:
    return Markup(' data-build="{}"').format(build)


@lru_cache(4096)
def _facts(user: str, epoch: str, build: str, copies: bool) -> Markup:
    return Markup(' data-user="{}" data-epoch="{}" data-build="{}" data-copies="{}"').format(
        user, epoch, build, "on" if copies else "off")


def _told(response):
    session = noted().get("session_row")
    if session is None or is_public_route():
        return response
    response.headers["X-Portico-User"] = str(session.user_id)
    if getattr(view_asked_for(), "is_kept", False) and not looking():
        response.headers["X-Portico-Copies"] = "keep" if copies_allowed() else "off"
    return response
