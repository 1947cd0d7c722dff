"""What hangs on messages follows them: rooms above add here what becomes of theirs."""
from collections.abc import Callable

from portal.entries.entry import Entry
from portal.projects.standing import Standing
from portal.talk.message import Message

#: Called with a message that contacts see from now on, or that was deleted, its entry and who did it.
message_shared: list[Callable[[Message, Entry, Standing], None]] = []
message_deleted: list[Callable[[Message, Entry, Standing], None]] = []
#: Called with an entry all of whose messages became the team's own again, and who did it.
messages_held_back: list[Callable[[Entry, Standing], None]] = []


def tell_followers(followers: list[Callable], *facts) -> None:
    for follow in followers:
        follow(*facts)
