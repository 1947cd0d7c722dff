"""How a reader follows an entry, and whether its page has something to be marked read."""
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.projects.standing import Standing


class Following(NamedTuple):
    """How closely somebody follows an entry and why (None: they do not), and when the last thing unread about it was told."""

    level: str | None = None
    why: str | None = None
    unread_until: datetime | None = None


def following_of(standing: Standing, entry: Entry) -> Following | None:
    """How the reader follows an entry they see; None for a look through other eyes. One statement."""
    viewer = standing.viewer
    if viewer.user is None or viewer.read_only:
        return None
    return Following(*_following(viewer.user_id, entry.id, standing.is_staff).one())


@prepared
def _following(user_id, entry_id, staff):
    mine = (Follow.entry_id == entry_id, Follow.user_id == user_id)
    unread = select(func.max(Notification.at)).where(
        Notification.user_id == user_id, Notification.entry_id == entry_id, Notification.read_at.is_(None))
    if not staff:
        unread = unread.where(Notification.lane == "shared")
    return select(select(Follow.level).where(*mine).scalar_subquery().label("level"),
                  select(Follow.why).where(*mine).scalar_subquery().label("why"),
                  unread.scalar_subquery().label("unread_until"))
