"""Reading a thread: a window of its messages, what is new in it, and who has seen what."""
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from portal.entries.entry import Entry
from portal.people.person import Person, person_of
from portal.projects.standing import standing_on
from portal.projects.viewer import Viewer
from portal.talk.folding import EXCERPT, may_unfold
from portal.talk.seen import Seen, seen_by
from portal.talk.window import Cursor, read_window

WINDOW = 30


class Post(NamedTuple):
    """A message as it is shown to one reader. A deleted one has no words."""

    id: UUID
    number: int
    author: Person
    lane: str
    html: str
    created_at: datetime
    edited: bool
    deleted: bool
    mine: bool
    #: Whether files came with it; which ones its reader sees is for their own room to say.
    has_files: bool = False
    #: Whether it came by mail, and the beginning of the text that is folded below it: "", "short" or "long".
    by_mail: bool = False
    folds: str = ""
    folded: str = ""
    #: One's own words as they were typed; nothing of others.
    source: str = ""


#: A post of its fields in their order, as ``_make`` makes it, within the interpreter.
_made = partial(tuple.__new__, Post)


@dataclass
class Thread:
    """A window of a thread for one reader, oldest first."""

    entry: Entry
    posts: list[Post]
    #: Whether the reader's side knows of both lanes.
    both_lanes: bool
    #: Messages beyond the window, older and newer: the id to ask on from, or None.
    older: UUID | None
    newer: UUID | None
    #: Messages of others since the reader's mark, at most UNREAD_MOST, and the first of them.
    unread: int
    first_unread: UUID | None
    seen: Seen = field(default_factory=Seen)

    @property
    def last(self) -> Post | None:
        return self.posts[-1] if self.posts else None

    @property
    def newest_shared(self) -> Post | None:
        """The last shared message of the window: the one "seen by" is told of."""
        return next((post for post in reversed(self.posts) if post.lane == "shared" and not post.deleted), None)

    def holds(self, message_id: UUID | None) -> bool:
        return any(post.id == message_id for post in self.posts)


def read_thread(viewer: Viewer, entry: Entry, *, before: UUID | None = None, after: UUID | None = None,
                around: UUID | None = None, limit: int = WINDOW) -> Thread:
    """The newest messages the viewer may see, or a window beside or around one of them. Always two statements.

    Cursors are ids of messages; one that the viewer cannot see leads to an empty window.
    """
    standing = standing_on(viewer, entry.project)
    both = standing is not None and standing.is_staff
    window = read_window(viewer, entry, both_lanes=both, cursor=Cursor(before, after, around), limit=limit)
    posts = _posts(window.rows, viewer.user_id, both)
    thread = Thread(entry=entry, posts=posts, both_lanes=both, unread=window.unread, first_unread=window.first_unread,
                    older=posts[0].id if posts and window.has_older else None,
                    newer=posts[-1].id if posts and window.has_newer else None)
    thread.seen = seen_by(viewer, entry, standing, since=posts[0].number if posts else 0)
    return thread


def _posts(rows: list, me: UUID | None, both_lanes: bool) -> list[Post]:
    faces, posts = {}, []
    for row in rows:
        # Taken apart in one step: a page makes thirty.
        (id, number, author_id, side, lane, html, created_at, deleted, by_mail, has_files, folded, name, email, edited, source,
         *_unread) = row
        known = faces.get((author_id, side))
        if known is None:
            known = faces[author_id, side] = person_of(_Author(author_id, name, email), side), author_id == me
        folds, excerpt = _folded(folded, side, both_lanes) if folded else ("", "")
        if deleted:
            html = source = ""
        posts.append(_made((id, number, known[0], lane, html, created_at, edited, deleted, known[1], has_files, by_mail, folds,
                            excerpt, source)))
    return posts


def _folded(text: str, side: str, both_lanes: bool) -> tuple[str, str]:
    if not may_unfold(side, both_lanes):
        return "", ""
    return ("long", text[:EXCERPT]) if len(text) > EXCERPT else ("short", text)


@dataclass(slots=True)
class _Author:
    id: UUID
    name: str
    email: str
