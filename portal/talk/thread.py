"""Reading a thread: a window of its messages, what is new in it, and who has seen what."""
from dataclasses import dataclass, field
from datetime import datetime
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
    faces: dict = {}
    posts = [_post(row, viewer.user_id, both, faces) for row in window.rows]
    thread = Thread(entry=entry, posts=posts, both_lanes=both, unread=window.unread, first_unread=window.first_unread,
                    older=posts[0].id if posts and window.has_older else None,
                    newer=posts[-1].id if posts and window.has_newer else None)
    thread.seen = seen_by(viewer, entry, standing, since=posts[0].number if posts else 0)
    return thread


def _post(row, me: UUID | None, both_lanes: bool, faces: dict) -> Post:
    known = faces.get((row.author_id, row.side))
    if known is None:
        face = person_of(_Author(row.author_id, row.name, row.email), row.side)
        known = faces[row.author_id, row.side] = face, row.author_id == me
    face, mine = known
    deleted = row.deleted
    return Post(row.id, row.number, face, row.lane, "" if deleted else row.html, row.created_at, row.edited, deleted, mine,
                row.has_files, row.by_mail, *(_folded(row, both_lanes) if row.folded else ("", "")),
                "" if deleted else row.source)


def _folded(row, both_lanes: bool) -> tuple[str, str]:
    text = row.folded
    if not may_unfold(row.side, both_lanes):
        return "", ""
    return ("long", text[:EXCERPT]) if len(text) > EXCERPT else ("short", text)


@dataclass(slots=True)
class _Author:
    id: UUID
    name: str
    email: str
