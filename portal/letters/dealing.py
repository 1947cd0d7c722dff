"""Dealing with a mail that went nowhere by itself: filing it under an entry, putting it aside, and back."""
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update

from portal.base.clock import now
from portal.base.database import db
from portal.entries.entry import Entry
from portal.files.upload import Upload
from portal.letters.letter import Letter
from portal.letters.posting import post_words
from portal.people.user import User
from portal.projects.standing import Standing
from portal.talk.markdown import LIMIT
from portal.talk.message import Message


class AlreadyDealt(Exception):
    """Somebody else filed it, or put it aside, a moment before."""


class AnotherWorkspace(ValueError):
    """A mail stays in the workspace it came to."""


def file_letter(letter: Letter, *, entry: Entry, by: Standing, lane: str, message_id: UUID, heading: str, words: str = "",
                folded: str = "", uploads: Sequence[Upload] = (), store=None) -> Message:
    """Make a message of it, by who files it: the heading says who wrote, their words stand below.

    Nobody is made to say what they did not post themselves, so it never appears as its sender's. Raises AlreadyDealt,
    AnotherWorkspace, and NotPosted of ``portal.letters.posting``.
    """
    if entry.workspace_id != letter.workspace_id:
        raise AnotherWorkspace(letter.id)
    _deal(letter, "tray", state="filed", filed_by_id=by.viewer.user_id, filed_at=now(), entry_id=entry.id,
          posted_message_id=message_id)
    words, folded = _fitting(heading, words, folded)
    return post_words(entry=entry, by=by, lane=lane, message_id=message_id, words=words, folded=folded, uploads=uploads,
                      store=store, letter_id=letter.id)


def put_aside(letter: Letter, *, by: User) -> None:
    """Nothing becomes of it; it is kept. Twice is once. Raises AlreadyDealt where it was filed."""
    if letter.state != "dropped":
        _deal(letter, "tray", state="dropped", filed_by_id=by.id, filed_at=now())


def put_back(letter: Letter) -> None:
    """What was put aside waits again. Twice is once. Raises AlreadyDealt where it was filed."""
    if letter.state != "tray":
        _deal(letter, "dropped", state="tray", filed_by_id=None, filed_at=None)


def _deal(letter: Letter, expected: str, **facts) -> None:
    changed = db.session.execute(update(Letter).where(Letter.id == letter.id, Letter.state == expected).values(**facts),
                                 execution_options={"synchronize_session": False})
    if not changed.rowcount:
        raise AlreadyDealt(letter.id)
    db.session.refresh(letter)


def _fitting(heading: str, words: str, folded: str) -> tuple[str, str]:
    """What does not fit into a message goes on in its folded text."""
    room = LIMIT - len(heading) - 4
    if len(words) > room:
        # Between two words, where there is a gap at all.
        cut = words.rfind(" ", room // 2, room)
        cut = cut if cut > 0 else room
        words, folded = f"{words[:cut]} …", f"{words[cut:]}\n\n{folded}"
    return f"{heading}\n\n{words}".strip(), folded.strip("\n")
