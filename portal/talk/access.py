"""Who may do what in a thread."""
from portal.entries.entry import Entry
from portal.projects.standing import Standing
from portal.talk.message import Message


def lanes_of(standing: Standing) -> tuple[str, ...]:
    """The lanes this side knows of at all."""
    return ("shared", "internal") if standing.is_staff else ("shared",)


def lanes_to_write(standing: Standing, entry: Entry) -> tuple[str, ...]:
    """The lanes a new message may go to, the safer one first: an internal entry has no shared lane."""
    if not may_reply(standing):
        return ()
    if not standing.is_staff:
        return ("shared",)
    return ("internal", "shared") if entry.is_shared else ("internal",)


def may_reply(standing: Standing) -> bool:
    """Contributors and staff write; a viewer only reads."""
    return standing.may(contact="contributor", staff="member")


def may_change(standing: Standing, message: Message) -> bool:
    """Only its author edits or deletes a message, while they still may write here."""
    return message.author_id == standing.viewer.user_id and not message.is_deleted and may_reply(standing)


def may_share(standing: Standing, entry: Entry) -> bool:
    """Whether internal messages of this entry may be shown to the client by this person."""
    return entry.is_shared and standing.may(contact=None, staff="manager")
