"""The inbox: what somebody was told, by entry, the newest first, a window at a time.

Each entry (or project, where it is about no entry) has one newest notification, and those have an index of their own.
"""
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.inbox.lines import Line
from portal.inbox.seeing import about_seen, beside_entry, may_be_seen, word_seen
from portal.notices.notification import Notification
from portal.people.client import Client
from portal.people.workspace import Workspace
from portal.plan.turn import Turn
from portal.projects.project import Project
from portal.projects.viewer import Viewer

WINDOW = 30
#: Counting ends here.
MOST = 100


@dataclass
class Group:
    """An entry (or a project itself) and what its reader was told about it, newest first."""

    newest: Notification
    project: Project
    entry: Entry | None
    #: Of a project itself each is told by itself: those of this window.
    ids: list[int] = field(default_factory=list)
    #: How many notifications are unread, and the message they begin with.
    unread: int = 0
    first_message: UUID | None = None
    #: Whether that may stand before what the end of its thread shows.
    is_far: bool = False
    lines: list[Line] = field(default_factory=list)
    turn: Turn | None = None

    @property
    def key(self) -> UUID:
        """The entry, or the project where it is about that itself."""
        return self.newest.entry_id or self.newest.project_id

    @property
    def is_unread(self) -> bool:
        return self.newest.read_at is None

    @property
    def is_yours(self) -> bool:
        return self.turn is not None and self.turn.is_yours


class Window(NamedTuple):
    groups: list[Group]
    #: From which place it goes on, or None.
    older: int | None


def groups_of(viewer: Viewer, *, unread: bool, before: int | None = None, only: UUID | None = None,
              size: int = WINDOW) -> Window:
    """A window of what the viewer has not read, or has read; ``only`` narrows it to one entry or project. One statement.

    What was told of each is for ``told_of`` to find. Places count everybody's rows: they are not for readers.
    """
    if viewer.user is None or viewer.read_only:
        return Window([], None)
    rows = _window(viewer, viewer.user_id, unread, before, only, size + 1).all()
    groups: dict[UUID, Group] = {}
    for notice, entry, project, *_room in rows[:size]:
        groups.setdefault(notice.entry_id or notice.project_id, Group(notice, project, entry)).ids.append(notice.id)
    return Window(list(groups.values()), rows[size - 1][0].id if len(rows) > size else None)


def unread_marks(viewer: Viewer, *, most: int = MOST) -> list[tuple[UUID, datetime]]:
    """What the viewer has not read, the newest first: entry or project, and when its newest word was told. One statement."""
    if viewer.user is None or viewer.read_only:
        return []
    found: dict[UUID, datetime] = {}
    for entry_id, project_id, at in _unread_marks(viewer, viewer.user_id, most):
        found.setdefault(entry_id or project_id, at)
    return list(found.items())


def unread_among(viewer: Viewer, keys: Collection[UUID]) -> set[UUID]:
    """Those of these entries or projects of which the viewer was told something they have not read. One statement."""
    if viewer.user is None or viewer.read_only or not keys:
        return set()
    return {entry_id or project_id for entry_id, project_id in _unread_among(viewer, viewer.user_id, set(keys))}


@prepared
def _window(viewer, user_id, unread, before, only, most):
    wanted = (select(Notification, Entry, Project, Workspace, Client).select_from(beside_entry())
              .join(Project, Project.id == Notification.project_id).join(Workspace, Workspace.id == Project.workspace_id)
              .join(Client, Client.id == Project.client_id)
              .where(*(_unread(viewer, user_id) if unread else _read(viewer, user_id)))
              .order_by(Notification.id.desc()).limit(most))
    if before is not None:
        wanted = wanted.where(Notification.id < before)
    return wanted if only is None else wanted.where(_about(Notification, only))


@prepared
def _unread_marks(viewer, user_id, most):
    return (select(Notification.entry_id, Notification.project_id, Notification.at).select_from(beside_entry())
            .where(*_unread(viewer, user_id)).order_by(Notification.id.desc()).limit(most))


@prepared
def _unread_among(viewer, user_id, keys):
    about = or_(Notification.entry_id.in_(keys), and_(Notification.entry_id.is_(None), Notification.project_id.in_(keys)))
    return (select(Notification.entry_id, Notification.project_id).select_from(beside_entry())
            .where(*_unread(viewer, user_id), about))


def _read(viewer, user_id):
    return (Notification.user_id == user_id, Notification.newest, Notification.read_at.is_not(None), may_be_seen(viewer))


def _unread(viewer, user_id):
    """The newest of each entry, where it or another unread one may be seen: the newest may be of a message taken back."""
    other = aliased(Notification)
    another = exists().where(other.user_id == Notification.user_id, other.entry_id == Notification.entry_id,
                             other.read_at.is_(None), word_seen(viewer, other))
    return (Notification.user_id == user_id, Notification.newest, Notification.read_at.is_(None), about_seen(viewer),
            or_(word_seen(viewer), another))


def _about(notice, key):
    return or_(notice.entry_id == key, and_(notice.entry_id.is_(None), notice.project_id == key))

