"""Finding one message of an entry, through the lanes' half of the fence."""
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.projects.standing import Standing
from portal.talk.message import Message
from portal.talk.window import thread_condition


def find_message(standing: Standing, entry: Entry, message_id: UUID | None) -> Message | None:
    """A message of an entry that the reader sees, or None: unknown, hidden and another thread's are one answer."""
    here = thread_condition(entry, both_lanes=standing.is_staff)
    return db.session.scalar(select(Message).where(here, Message.id == message_id))
