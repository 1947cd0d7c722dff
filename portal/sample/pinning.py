"""Pins that the sample's people placed on its files: some settled, one the team's own."""
from types import SimpleNamespace
from typing import NamedTuple

from sqlalchemy import select

from portal.base.clock import at
from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.visible import find_entry
from portal.files.document import Document
from portal.files.pin import Pin
from portal.files.placing import place_pin
from portal.files.resolving import resolve
from portal.files.version import Version
from portal.talk.posting import post_message


class Placed(NamedTuple):
    """So many days ago, by whom, on which file and version, where, and what was said; ``replies`` are who and what."""

    days: int
    who: str
    title: str
    version: int
    page: int
    x: float
    y: float
    words: str
    lane: str = "shared"
    replies: tuple[tuple[str, str], ...] = ()
    settled_by: str | None = None


def place_pins(stage) -> None:
    """Everything that a script lists under ``PINS``, in its order."""
    for number, placed in enumerate(getattr(stage.script, "PINS", ())):
        version = db.session.scalar(select(Version).join(Document, Document.id == Version.document_id).where(
            Document.project_id == stage.project.id, Document.title == placed.title, Version.number == placed.version))
        if version is not None:
            _place(stage, placed, version, number)


def _place(stage, placed: Placed, version: Version, number: int) -> None:
    by = stage.standing(placed.who)
    document = find_entry(by.viewer, stage.project.id, version.document_id, Document)
    # Its pages are made by the worker, later.
    page = SimpleNamespace(id=version.id, lane=version.lane, pages=placed.page, picture="ready", scan="none")
    with at(stage.day(placed.days, number)):
        pin = place_pin(document=document, version=page, by=by, pin_id=new_id(), page=placed.page, x=placed.x, y=placed.y,
                        body=placed.words, lane=placed.lane)
    _go_on(stage, placed, pin, document, number)


def _go_on(stage, placed: Placed, pin: Pin, document: Document, number: int) -> None:
    for later, (who, words) in enumerate(placed.replies, 1):
        with at(stage.day(placed.days, number + later)):
            post_message(entry=pin, by=stage.standing(who), message_id=new_id(), body=words, lane=placed.lane)
    if placed.settled_by:
        with at(stage.day(placed.days, number + 3)):
            resolve(pin, document, stage.standing(placed.settled_by))
