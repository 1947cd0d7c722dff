"""The pins of a document as one reader sees them."""
from datetime import datetime
from itertools import count
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import String, and_, func, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.files.pin import Pin
from portal.files.reading import open_to
from portal.files.version import Version
from portal.people.user import User
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer
from portal.talk.markdown import plain_words
from portal.talk.message import Message

EXCERPT = 280
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Pinned(NamedTuple):
    """One pin. Shared ones are called by numbers, over shared ones alone; the team's own by letters."""

    id: UUID
    label: str
    is_internal: bool
    version_id: UUID
    page: int
    x: float
    y: float
    #: What was remarked; empty where it was taken back.
    words: str
    by: str
    at: datetime
    #: How many messages came after the remark.
    replies: int
    is_resolved: bool
    #: The version it was made on, by the team's count: to know which are later, never shown.
    made_on: int
    #: Which one that is of those that the reader sees.
    place: int

    def shows_on(self, version_id: UUID, number: int) -> bool:
        """Whether it stands on this version: on its own, and carried over to later ones until it is settled."""
        return self.version_id == version_id or self.made_on < number and not self.is_resolved


def pins_of(standing: Standing, document: Entry) -> list[Pinned]:
    """All that a reader sees, in the order they were placed. One statement."""
    rows = _of(standing.viewer, document.id, standing.is_staff).all()
    numbers, letters = count(1), count()
    # Those whose words were all taken back keep their number, and are not shown.
    labelled = [(row, _letters(next(letters)) if row.audience == "internal" else str(next(numbers))) for row in rows]
    return [_pinned(row, label) for row, label in labelled if row.messages and row.archived_at is None]


def _pinned(row, label: str) -> Pinned:
    return Pinned(id=row.id, label=label, is_internal=row.audience == "internal", version_id=row.version_id, page=row.page,
                  x=row.x, y=row.y, words="" if row.deleted_at else plain_words(row.html or "")[:EXCERPT],
                  by=row.called or row.email.partition("@")[0], at=row.created_at,
                  replies=row.messages - (row.deleted_at is None), is_resolved=row.resolved_at is not None,
                  made_on=row.made_on, place=row.place)


def _letters(at: int) -> str:
    """A, B, … Z, AA, AB …"""
    return (_letters(at // 26 - 1) if at >= 26 else "") + LETTERS[at % 26]


@prepared
def _of(viewer: Viewer, document_id: UUID, staff_here: bool):
    inner = aliased(Message)
    seen = and_(inner.entry_id == Pin.id, True if staff_here else inner.lane == "shared")
    first = select(func.min(inner.number)).where(seen).correlate(Pin).scalar_subquery()
    living = select(func.count()).where(seen, inner.deleted_at.is_(None)).correlate(Pin).scalar_subquery()
    other = aliased(Version)
    place = select(func.count()).where(other.document_id == Version.document_id, other.number <= Version.number,
                                       open_to(staff_here, other)).correlate(Version).scalar_subquery()
    return (select(Pin.id, Pin.audience, Pin.version_id, Pin.page, Pin.x, Pin.y, Pin.created_at, Pin.resolved_at, Pin.archived_at,
                   Version.number.label("made_on"), User.name.label("called"), User.email, Message.deleted_at,
                   func.substr(Message.html, 1, 4 * EXCERPT, type_=String).label("html"), living.label("messages"),
                   place.label("place"))
            .select_from(Pin).join(Version, Version.id == Pin.version_id).join(User, User.id == Pin.created_by_id)
            .outerjoin(Message, Message.number == first)
            .where(Pin.about_id == document_id, Pin.kind == "pin", open_to(staff_here), visible_condition(viewer, Pin))
            .order_by(Pin.number))
