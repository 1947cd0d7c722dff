"""Claiming what is due, some at a time, by lease: until it ends nobody else takes it; then whoever comes."""
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.reading import reading
from portal.notices.delivery import Delivery

#: Longer than what is claimed may wait for its turn, and the slowest server may then take for one letter.
LEASE = timedelta(minutes=3)
#: So many at once: their readers are asked about together, and a worker that dies leaves no more than these to the lease.
MOST = 200
#: Who claimed it died so often before a word of it was written down: from then on it is claimed alone, so that whatever
#: brings workers down takes nothing else with it, and is given up by itself.
SUSPECT = 3


@dataclass(frozen=True, slots=True)
class What:
    """What one desk pays: by which channels, and of which ranks, the first ones first."""

    name: str
    channels: tuple[str, ...]
    ranks: tuple[int, ...]


PRESSING = What("pressing", ("mail", "push"), (0,))
PUSHES = What("pushes", ("push",), (1, 2))
MAILS = What("mails", ("mail",), (1, 2))


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery as plain values: the threads that send have no database."""

    id: int
    channel: str
    kind: str
    address: str
    subscription_id: UUID | None
    workspace_id: UUID | None
    user_id: UUID | None
    subject_id: UUID | None
    facts: dict[str, Any]
    created_at: datetime
    #: This one counted.
    attempts: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Deliveries of one channel that are ours until a moment."""

    channel: str
    owed: list[Owed]
    until: datetime


def claim(what: What, most: int = MOST, *, but: frozenset[str] = frozenset()) -> Claim | None:
    """Some that are due, first rank first; None when nothing is. ``but``: channels to leave alone. Commits."""
    with reading():
        channels = sorted(set(what.channels) - but)
        due = _first(what.ranks, channels, suspect=False) or _first(what.ranks, channels, suspect=True)
    return due and _claimed(*due, most)


def _first(ranks: tuple[int, ...], channels: list[str], suspect: bool) -> tuple[int, str, bool] | None:
    """Of what is due the first one's rank and channel."""
    row = db.session.execute(select(Delivery.rank, Delivery.channel).where(
        *_due(now()), Delivery.rank.in_(ranks), Delivery.channel.in_(channels), _is(suspect))
        .order_by(Delivery.rank, Delivery.due_at).limit(1)).first()
    return row and (row.rank, row.channel, suspect)


def _claimed(rank: int, channel: str, suspect: bool, most: int) -> Claim | None:
    moment = now()
    some = (select(Delivery.id).where(*_due(moment), Delivery.rank == rank, Delivery.channel == channel, _is(suspect))
            .order_by(Delivery.due_at).limit(1 if suspect else most).with_for_update(skip_locked=True).cte("some"))
    rows = db.session.execute(update(Delivery).where(Delivery.id.in_(select(some.c.id))).values(
        claimed_until=moment + LEASE, attempts=Delivery.attempts + 1).returning(
        *(getattr(Delivery, name) for name in Owed.__slots__)), execution_options={"synchronize_session": False}).all()
    db.session.commit()
    return Claim(channel, [Owed(*row) for row in rows], moment + LEASE) if rows else None


def _is(suspect: bool):
    if suspect:
        return and_(Delivery.attempts >= SUSPECT, Delivery.claimed_until.is_not(None))
    return or_(Delivery.attempts < SUSPECT, Delivery.claimed_until.is_(None))


def _due(moment: datetime) -> tuple:
    return (Delivery.ended_at.is_(None), Delivery.due_at <= moment,
            or_(Delivery.claimed_until.is_(None), Delivery.claimed_until < moment))
