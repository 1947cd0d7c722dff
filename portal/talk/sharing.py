"""Letting the client see one internal message. Which of them come along with an entry: ``portal.talk.coming_along``."""
from portal.base.clock import now
from portal.entries.entry import Entry
from portal.entries.telling import touch
from portal.projects.standing import Standing
from portal.talk.following import message_shared, tell_followers
from portal.talk.message import Message
from portal.talk.reading import set_mark
from portal.talk.telling import tell_of
from portal.talk.wording import mention_anew, word


class StillInternal(ValueError):
    """The entry is internal, so nothing in it can be shared yet."""


class SeenAlready(ValueError):
    """The entry is shared: what the client sees of it cannot be taken back, only deleted by its author."""


def share_message(message: Message, *, entry: Entry, by: Standing) -> None:
    """Let the client see an internal message from now on, without its earlier revisions. Staff only; twice is once.

    Raises StillInternal, and PermissionError for the client side.
    """
    _staff_only(by)
    if message.is_shared or message.is_deleted:
        return
    if not entry.is_shared:
        raise StillInternal(entry.id)
    # Written anew, because names are marked by what readers of the lane may know.
    wording = word(message.body, entry=entry, by=by, lane="shared", may_be_empty=message.attachments > 0)
    message.lane, message.shared_at, message.html = "shared", now(), wording.html
    mention_anew(message, wording.mentioned)
    set_mark(entry, message.author_id, message.id, wrote_shared=True)
    tell_of(message, entry=entry, by=by, verb="message_shared")
    touch(entry, shared=True)
    if message.attachments:
        tell_followers(message_shared, message, entry, by)


def _staff_only(by: Standing) -> None:
    if not by.is_staff:
        raise PermissionError("the client side shares nothing")
