"""Posting what a mail says, as its writer, through what the screens post with."""
from collections.abc import Sequence
from uuid import UUID

from portal.entries.entry import Entry
from portal.files.attaching import attach
from portal.files.upload import Upload
from portal.projects.standing import Standing
from portal.talk.message import Message
from portal.talk.posting import NoLongerShared, NotThisLane, post_message
from portal.talk.wording import NoWords, TooManyWords

#: Why words are not posted, as the tray calls it.
REASONS = {NoWords: "no_words", TooManyWords: "too_many_words", NotThisLane: "may_not", NoLongerShared: "not_shared"}


class NotPosted(Exception):
    """Words did not go into their thread; ``reason`` is why."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


def post_words(*, entry: Entry, by: Standing, lane: str, message_id: UUID, words: str, folded: str = "",
               uploads: Sequence[Upload] = (), store=None, letter_id: UUID | None = None) -> Message:
    """Post words and files of a mail into a lane, what was folded away below them. Raises NotPosted before it writes.

    A second message under this id violates the key.
    """
    try:
        message = post_message(entry=entry, by=by, message_id=message_id, body=words, lane=lane, attachments=len(uploads),
                               folded=folded, letter_id=letter_id)
    except tuple(REASONS) as refused:
        raise NotPosted(REASONS[type(refused)]) from refused
    if uploads:
        attach(message=message, entry=entry, by=by, uploads=uploads, store=store)
    return message
