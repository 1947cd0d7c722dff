"""Editing a message, and what it said before."""
from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.entries.entry import Entry
from portal.projects.standing import Standing
from portal.talk.message import Message
from portal.talk.revision import Revision
from portal.talk.telling import tell_of
from portal.talk.wording import mention_anew, word


def edit_message(message: Message, *, entry: Entry, by: Standing, body: str) -> None:
    """Put new words in place of the old ones, which are kept as a revision. The same words change nothing.

    The lane stays. Raises NoWords or TooManyWords of ``portal.talk.wording``.
    """
    wording = word(body, entry=entry, by=by, lane=message.lane, may_be_empty=message.attachments > 0)
    if wording.body == message.body:
        return
    keep_revision(message)
    message.body, message.html, message.edited_at = wording.body, wording.html, now()
    mention_anew(message, wording.mentioned)
    tell_of(message, entry=entry, by=by, verb="message_edited")


def keep_revision(message: Message) -> None:
    """Keep what a message says now, before it says something else."""
    db.session.add(Revision(message_id=message.id, body=message.body, html=message.html,
                            written_at=message.edited_at or message.created_at))


def revisions_of(message: Message, standing: Standing) -> list[Revision]:
    """What a message said before, newest first; contacts see only what it said since it was shared.

    What was deleted is shown to nobody: its last words are kept, but not on any screen.
    """
    if message.is_deleted:
        return []
    wanted = select(Revision).where(Revision.message_id == message.id)
    if not standing.is_staff:
        wanted = wanted.where(Revision.replaced_at > message.shared_at)
    return list(db.session.scalars(wanted.order_by(Revision.id.desc()).limit(100)))
