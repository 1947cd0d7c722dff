"""What is told in a group of the inbox: its lines, whose names may be in them, and whose move it is by now."""
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, case, false, func, or_, select
from sqlalchemy.orm import aliased, outerjoin

from portal.base.prepared import prepared
from portal.history.event import Event
from portal.inbox.seeing import beside_entry, both_lanes, may_be_seen
from portal.notices.notification import Notification
from portal.people.user import User
from portal.talk.markdown import plain_words
from portal.talk.message import Message

#: So many lines are told of one entry.
TOLD = 3
EXCERPT = 160
#: So many messages the end of a thread surely shows.
NEAR = 20


class Line(NamedTuple):
    """One thing somebody was told, with what its words are made of."""

    key: UUID
    is_unread: bool
    kind: str
    at: datetime
    internal: bool
    #: Who did it, and whether they wrote what is told: who writes to a client is known to it.
    actor: User | None
    wrote: bool
    facts: dict[str, Any]
    event: Event | None
    excerpt: str
    has_files: bool


class Unread(NamedTuple):
    """The newest unread of an entry, how many there are, and the message they begin with."""

    ids: list[int]
    number: int
    first_message: UUID | None
    #: Whether so many messages follow it that the end of the thread may not show it.
    is_far: bool


def unread_of(viewer, entry_ids: list[UUID]) -> dict[UUID, Unread]:
    """What the viewer may see of what is unread about these entries. One statement."""
    found: dict[UUID, Unread] = {}
    for row in _unread(viewer, viewer.user_id, entry_ids, TOLD) if entry_ids else ():
        found.setdefault(row.entry_id, Unread([], row.number, row.first_message, row.beyond is not None)).ids.append(row.id)
    return found


def lines_of(viewer, ids: list[int]) -> list[Line]:
    """These notifications of the viewer, ready to be said, the newest first. One statement."""
    return [_line(*row) for row in _lines(viewer, viewer.user_id, ids)] if ids else []


def _line(notice: Notification, event: Event | None, actor: User | None, html: str | None, files: int | None,
          author_id: UUID | None) -> Line:
    return Line(notice.entry_id or notice.project_id, notice.read_at is None, notice.kind, notice.at, notice.lane == "internal",
                actor, actor is not None and author_id == actor.id, notice.facts or {}, event,
                plain_words(html or "")[:EXCERPT], bool(files))


@prepared
def _unread(viewer, user_id, entry_ids, most):
    of_entry = {"partition_by": Notification.entry_id}
    first = func.first_value(Notification.message_id, type_=Notification.message_id.type).over(
        **of_entry, order_by=(case((Notification.message_id.is_(None), 1), else_=0), Notification.id))
    seen = (select(Notification.entry_id, Notification.id, first.label("first_message"),
                   func.count().over(**of_entry).label("number"),
                   func.row_number().over(**of_entry, order_by=Notification.id.desc()).label("place"),
                   or_(false(), *both_lanes(viewer, Notification)).label("both"))
            .select_from(beside_entry())
            .where(Notification.user_id == user_id, Notification.read_at.is_(None), Notification.entry_id.in_(entry_ids),
                   may_be_seen(viewer)).subquery())
    return (select(seen.c.entry_id, seen.c.id, seen.c.number, seen.c.first_message, _beyond(seen).label("beyond"))
            .where(seen.c.place <= most))


def _beyond(seen):
    """The message that stands NEAR places after the first unread one, as its reader counts; None where there is none."""
    first = aliased(Message)
    begins = select(first.number).where(first.id == seen.c.first_message).correlate(seen).scalar_subquery()
    return (select(Message.number).where(Message.entry_id == seen.c.entry_id, Message.number > begins,
                                         or_(Message.lane == "shared", seen.c.both))
            .order_by(Message.number).offset(NEAR).limit(1).correlate(seen).scalar_subquery())


@prepared
def _lines(viewer, user_id, ids):
    # Of what happened inside the team nothing is told to a client, whatever followed from it.
    told = or_(Event.lane == "shared", *both_lanes(viewer, Notification))
    sources = outerjoin(beside_entry(), Event, (Event.id == Notification.event_id) & told)
    sources = outerjoin(sources, User, User.id == func.coalesce(Event.actor_id, Notification.actor_id))
    sources = outerjoin(sources, Message, Message.id == Notification.message_id)
    return (select(Notification, Event, User, func.substr(Message.html, 1, 3 * EXCERPT, type_=String),
                   Message.attachments, Message.author_id).select_from(sources)
            .where(Notification.user_id == user_id, Notification.id.in_(ids), may_be_seen(viewer))
            .order_by(Notification.id.desc()))
