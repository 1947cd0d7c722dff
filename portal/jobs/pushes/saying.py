"""What a push says, as plain values; how that reads in somebody's language is handed in: this floor knows no sentences."""
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID
from weakref import WeakKeyDictionary

from portal.base.database import db
from portal.branding.brand import BrandFacts


@dataclass(frozen=True)
class Line:
    """One thing to tell: its kind, who did it, what it is about, and the beginning of what was written."""

    kind: str
    project_id: UUID
    project: str
    actor: str | None = None
    entry_id: UUID | None = None
    #: Of the entry, which decides where its page is.
    entry_kind: str | None = None
    title: str | None = None
    lane: str = "shared"
    message_id: UUID | None = None
    words: str = ""
    #: Plain values of its kind, as they are kept with the notification; in JSON, so that equal ones are equal.
    facts: str = "{}"
    #: How the item stood, where its reader may say that it is done.
    open_state: str | None = None
    may_reply: bool = False


@dataclass(frozen=True)
class Saying:
    """All that one person is told by one push. Equal ones read alike, and are put into words once."""

    locale: str
    zone: str
    brand: BrandFacts
    lines: tuple[Line, ...]
    #: The entries and projects it is about, as their keys in the inbox, where they are not too many: once all of them are
    #: read elsewhere it need not stand on the screen any longer.
    threads: tuple[UUID, ...] = ()
    #: How many more there are.
    more: int = 0
    #: Say that there is something, not what.
    private: bool = False


#: The members of a notification in the declarative form (W3C Push API), and what our worker needs besides as ``data``.
Words = Callable[[Saying], dict]

_words: WeakKeyDictionary = WeakKeyDictionary()


def use_words(engine, words: Words) -> None:
    """How pushes of the application over this database are put into words."""
    _words[engine] = words


def said(saying: Saying) -> dict:
    return _words[db.engine](saying)
