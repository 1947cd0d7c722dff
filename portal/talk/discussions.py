"""The general discussions of a project: a subject and a thread."""
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import String, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.telling import tell
from portal.entries.visible import visible_condition
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.talk.access import lanes_of
from portal.talk.discussion import Discussion
from portal.talk.markdown import plain_words
from portal.talk.message import Message
from portal.talk.posting import NotThisLane, post_message
from portal.talk.read_mark import ReadMark
from portal.talk.wording import checked

PAGE = 30
EXCERPT = 160


def start_discussion(*, project: Project, by: Standing, discussion_id: UUID, subject: str, body: str,
                     lane: str, attachments: int = 0) -> tuple[Discussion, Message]:
    """Open a discussion with its first message, and give both; a shared one is seen by every contact of the project.

    The id is made where the words were typed; a second one under it violates the key. Raises NotThisLane, and
    NoWords or TooManyWords of ``portal.talk.wording``.
    """
    if lane not in lanes_of(by):
        raise NotThisLane(lane)
    checked(body, may_be_empty=attachments > 0)
    shared = lane == "shared"
    discussion = Discussion(id=discussion_id, workspace_id=project.workspace_id, project_id=project.id,
                            title=subject, audience="client" if shared else "internal",
                            created_by_id=by.viewer.user_id, first_shared_at=now() if shared else None)
    db.session.add(discussion)
    tell(discussion, actor_id=by.viewer.user_id, verb="discussion_started", field="subject", new=subject)
    db.session.flush()
    db.session.refresh(discussion, ["project"])
    message = post_message(entry=discussion, by=by, message_id=new_id(), body=body, lane=lane, attachments=attachments)
    return discussion, message


class Line(NamedTuple):
    """One discussion in a list, with the last message its reader may see."""

    id: UUID
    title: str
    audience: str
    active_at: datetime
    unread: bool
    excerpt: str
    last_author: str | None
    last_deleted: bool
    #: Whether files came with it.
    last_has_files: bool


class Page(NamedTuple):
    lines: list[Line]
    older: UUID | None


def list_discussions(standing: Standing, *, before: UUID | None = None, limit: int = PAGE) -> Page:
    """A page of a project's discussions, the one last written in first, by what the reader may see. One statement."""
    rows = db.session.execute(_select(standing, before).limit(limit + 1)).all()
    lines = [_line(row) for row in rows[:limit]]
    return Page(lines, lines[-1].id if len(rows) > limit else None)


def _select(standing: Standing, before: UUID | None):
    viewer, project = standing.viewer, standing.project
    active = Discussion.last_activity_at if standing.is_staff else Discussion.last_shared_activity_at
    inner = aliased(Message)
    seen = and_(inner.entry_id == Discussion.id, True if standing.is_staff else inner.lane == "shared")
    mark = select(ReadMark.number).where(ReadMark.entry_id == Discussion.id, ReadMark.user_id == viewer.user_id)
    unread = exists().where(seen, inner.author_id != viewer.user_id, inner.deleted_at.is_(None),
                            inner.number > func.coalesce(mark.correlate(Discussion).scalar_subquery(), 0))
    last = select(func.max(inner.number)).where(seen).correlate(Discussion).scalar_subquery()
    wanted = (
        select(Discussion.id, Discussion.title, Discussion.audience, active.label("active_at"), unread.label("unread"),
               func.substr(Message.html, 1, 3 * EXCERPT, type_=String).label("html"), User.name, User.email,
               Message.deleted_at, Message.attachments)
        .select_from(Discussion).outerjoin(Message, Message.number == last).outerjoin(User, User.id == Message.author_id)
        .where(Discussion.project_id == project.id, Discussion.kind == "discussion", Discussion.archived_at.is_(None),
               visible_condition(viewer, Discussion))
        .order_by(active.desc(), Discussion.id.desc()))
    return wanted if before is None else wanted.where(_earlier(viewer, active, before, project))


def _earlier(viewer, active, before: UUID, project: Project):
    other = aliased(Discussion)
    at = select(other.last_activity_at if active.key == "last_activity_at" else other.last_shared_activity_at).where(
        other.id == before, other.project_id == project.id, visible_condition(viewer, other)).scalar_subquery()
    return or_(active < at, and_(active == at, Discussion.id < before))


def _line(row) -> Line:
    author = (row.name or row.email.partition("@")[0]) if row.email else None
    return Line(row.id, row.title, row.audience, row.active_at, bool(row.unread), plain_words(row.html or "")[:EXCERPT], author,
                row.deleted_at is not None, bool(row.attachments))
