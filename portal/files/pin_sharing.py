"""What a pin of the team's needs to be shown to the client: a version that contacts see, and words that say what it is about."""
from uuid import UUID

from sqlalchemy import func, not_, select

from portal.base.database import db
from portal.files.lanes import open_to
from portal.files.pin import Pin
from portal.files.version import Version
from portal.talk.message import Message


def stays_with_team(pin: Pin) -> bool:
    """Whether contacts do not see the version it was made on: then they are told nothing about it. One statement."""
    closed = select(Version.id).where(Version.id == pin.version_id, not_(open_to(False)))
    return db.session.scalar(closed) is not None


def remark_of(pin: Pin) -> UUID | None:
    """The team's own remark by which it would say something, where no word of it is shared yet. One statement."""
    first = select(Message.id).where(Message.entry_id == pin.id, Message.deleted_at.is_(None)).order_by(Message.number).limit(1)
    shared = select(func.count()).where(Message.entry_id == pin.id, Message.deleted_at.is_(None), Message.lane == "shared")
    return db.session.scalar(first.where(shared.scalar_subquery() == 0))
