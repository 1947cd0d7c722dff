"""Deleting a message."""
from portal.base.clock import now
from portal.entries.entry import Entry
from portal.projects.standing import Standing
from portal.talk.editing import keep_revision
from portal.talk.following import message_deleted, tell_followers
from portal.talk.message import Message
from portal.talk.telling import tell_of
from portal.talk.wording import mention_anew


def delete_message(message: Message, *, entry: Entry, by: Standing) -> None:
    """Take the words of a message away from every reader of either side; its place stays. Twice is once.

    The words are kept as a revision that no screen shows: a record for the operator, not for the other side.
    """
    if message.is_deleted:
        return
    keep_revision(message)
    message.body = message.html = ""
    message.folded = None
    message.deleted_at = now()
    mention_anew(message, frozenset())
    tell_of(message, entry=entry, by=by, verb="message_deleted")
    if message.attachments:
        tell_followers(message_deleted, message, entry, by)
