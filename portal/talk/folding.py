"""Text that came with a message and is not shown at once: what a mail quoted, and its signature."""
from sqlalchemy import func

from portal.talk.markdown import without_control
from portal.talk.message import Message

#: A thread shows so much of it where it stands; the rest has a page of its own.
EXCERPT = 1200
#: More is not kept with the message: the mail that brought it is.
MOST = 200_000


def tidy_folded(text: str | None) -> str | None:
    """The form in which such text is kept; None where there is none."""
    kept = without_control(text or "").strip("\n").rstrip()
    if len(kept) > MOST:
        # Said where it ends: staff have the mail itself.
        kept = f"{kept[:MOST - 2]}\n…"
    return kept if kept.strip() else None


def may_unfold(side: str, staff: bool) -> bool:
    """Whether a reader of a message sees its folded text too: what staff's mail quotes may be the team's own words.

    ``side`` is the author's; a contact quotes only what contacts were told.
    """
    return staff or side == "client"


def folded_excerpt():
    """What a thread shows of it: its beginning, and one character more where it goes on."""
    return func.substr(Message.folded, 1, EXCERPT + 1).label("folded")
