"""How much there is for a reader: numbers for the ways around."""
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select

from portal.base.clock import now
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.projects.viewer import Viewer
from portal.projects.visible import on_projects
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark

#: Counting ends here.
MOST = 100
#: What nobody wrote in for so long is no news.
RECENT = timedelta(days=30)


def unread_threads(viewer: Viewer) -> int:
    """In how many threads that the viewer has read before others wrote since, lately. One statement."""
    if viewer.user is None or viewer.read_only:
        return 0
    return _unread(viewer, viewer.user_id, now() - RECENT).scalar()


@prepared
def _unread(viewer: Viewer, user_id: UUID, since: datetime):
    both_lanes = [Entry.workspace_id.in_(viewer.all_project_workspaces)] if viewer.all_project_workspaces else []
    if viewer.staff_seats:
        both_lanes.append(Entry.project_id.in_(on_projects(viewer.staff_seats)))
    news = exists().where(Message.entry_id == ReadMark.entry_id, Message.number > ReadMark.number, Message.author_id != user_id,
                          Message.deleted_at.is_(None), or_(Message.lane == "shared", *both_lanes))
    some = (select(ReadMark.entry_id).join(Entry, Entry.id == ReadMark.entry_id)
            .where(ReadMark.user_id == user_id, Entry.last_activity_at > since, Entry.archived_at.is_(None),
                   and_(visible_condition(viewer), news)).limit(MOST).subquery())
    return select(func.count()).select_from(some)
