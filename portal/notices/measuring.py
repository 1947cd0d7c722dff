"""How much is owed by each channel and for how long, and what became of the rest: figures only, nobody's names."""
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, func, select

from portal.base.clock import now
from portal.base.database import db
from portal.notices.delivery import REFUSED, Delivery
from portal.notices.preference import CHANNELS
from portal.notices.tally import Tally


@dataclass(frozen=True)
class Queue:
    """What one channel owes: all of it, what of it is due, and how long the oldest of that has been, in seconds."""

    channel: str
    owed: int = 0
    due: int = 0
    oldest: float = 0.0


def queues() -> list[Queue]:
    """The queue of each channel. One statement."""
    moment = now()
    due = Delivery.due_at <= moment
    found = db.session.execute(select(Delivery.channel, func.count(), func.count(case((due, 1))),
                                      func.min(case((due, Delivery.due_at))))
                               .where(Delivery.ended_at.is_(None)).group_by(Delivery.channel)).all()
    by_channel = {channel: Queue(channel, owed, due, (moment - oldest).total_seconds() if oldest else 0.0)
                  for channel, owed, due, oldest in found}
    return [by_channel.get(channel) or Queue(channel) for channel in sorted(CHANNELS)]


def tallies() -> dict[tuple[str, str], int]:
    """{(channel, outcome): how many since the beginning}."""
    return {(row.channel, row.outcome): row.count for row in db.session.execute(
        select(Tally.channel, Tally.outcome, Tally.count).order_by(Tally.channel, Tally.outcome))}


def refused_lately(within: timedelta = timedelta(days=1)) -> int:
    """How many deliveries were given up lately."""
    return db.session.scalar(select(func.count()).where(REFUSED, Delivery.ended_at > now() - within))
