"""Who reads, in which language and time zone, in whose room: from the person at the door, else from the browser."""
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flask import has_request_context
from sqlalchemy import event, select

from blueprints.support.door import is_public_route, this_session, viewer
from blueprints.support.hosts import owners_here
from blueprints.support.noted import asked as this
from blueprints.support.noted import noted
from portal.base.database import db
from portal.branding.brand import PORTICO, BrandFacts, brand_among, brand_of, locale_among, zone_among
from portal.people.workspace import Workspace

LOCALES = ("en", "de", "fr", "sv")

#: (locale, zone) of a reader who is not at the door: a mail's.
_elsewhere: ContextVar[tuple[str, str] | None] = ContextVar("reading_as", default=None)


@contextmanager
def reading_as(*, locale: str, zone: str):
    """Write for this reader meanwhile."""
    token = _elsewhere.set((locale, zone))
    try:
        yield
    finally:
        _elsewhere.reset(token)


@dataclass(frozen=True)
class Reader:
    """The person who reads, as the frame shows them."""

    name: str
    initials: str
    side: str


def locale() -> str:
    """One of LOCALES: as chosen in the profile, else as the browser asks, else as the room has it."""
    if told := _elsewhere.get():
        return told[0]
    try:
        # Asked for dozens of times a page: what was found is looked for first.
        return noted().reader_locale
    except (AttributeError, RuntimeError):
        if not has_request_context():
            return "en"
    found = _chosen("locale") or asked_for() or _of_room(locale_among) or "en"
    noted().reader_locale = found = found if found in LOCALES else "en"
    return found


def zone() -> str:
    """The IANA time zone: as chosen in the profile, else as the room has it."""
    if told := _elsewhere.get():
        return told[1]
    if not has_request_context():
        return "UTC"
    kept = noted()
    if "reader_zone" not in kept:
        kept.reader_zone = _chosen("time_zone") or _of_room(zone_among) or "UTC"
    return kept.reader_zone


def brand() -> BrandFacts:
    """The brand of the room this page is in: of its project, else the one that all the reader's places share.

    Before the door it is that of the room whose host it is, else the house's own, where only one provider lives in it.
    """
    kept = noted()
    found = kept.get("brand_facts")
    if found is None:
        room = kept.get("brand_room")
        found = kept.brand_facts = _as_seen(*room) if room else _of_places()
    return found


def _of_places() -> BrandFacts:
    """Of all the reader's places, as far as they are one; else of the door they came in by."""
    found = _of_room(brand_among)
    return found if found not in (None, PORTICO) else _of_host() or found or _of_house()


@event.listens_for(db.session, "before_commit")
def _settle(session) -> None:
    """After the commit of a request its answer is rendered: what that needs to know of the reader is read before."""
    if has_request_context():
        locale(), zone()


def in_room(workspace, client=None) -> None:
    """Say whose room this page is in, where one reader has several."""
    kept = noted()
    kept.brand_room = (workspace, client)
    kept.pop("brand_facts", None)


def person() -> Reader | None:
    """The reader, or None at the door."""
    session = _session()
    if session is None:
        return None
    side = "staff" if viewer().is_staff_somewhere else "client"
    return Reader(session.user.called, session.user.initials, side)


def _session():
    kept = noted()
    if "session_row" in kept:
        return kept.session_row
    # What is public is the same for everybody: nobody is looked up for it.
    return this_session() if has_request_context() and not is_public_route() else None


def _chosen(field: str) -> str | None:
    session = _session()
    return getattr(session.user, field) if session else None


def asked_for() -> str | None:
    """The first language of the browser's list that we speak, whatever its country."""
    asked = (tag.partition("-")[0].lower() for tag in this().accept_languages.values())
    return next((language for language in asked if language in LOCALES), None)


def _of_room(choose):
    return choose(viewer().memberships) if _session() else None


def _of_host() -> BrandFacts | None:
    owners = owners_here()
    return brand_of(*owners) if owners else None


def _of_house() -> BrandFacts:
    living = db.session.scalars(select(Workspace).where(Workspace.archived_at.is_(None)).limit(2)).all()
    return brand_of(living[0]) if len(living) == 1 else PORTICO


def _as_seen(workspace, client) -> BrandFacts:
    """Staff see their own house, its clients their own room."""
    at_home = _session() is not None and viewer().staff_seat(workspace.id) is not None
    return brand_of(workspace, None if at_home else client)
