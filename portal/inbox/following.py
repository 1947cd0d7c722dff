"""How a reader follows an entry, and whether its page has something to be marked read."""
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, select

from portal.base.clock import today
from portal.base.prepared import prepared
from portal.decisions.approver import Approver
from portal.decisions.awaiting import who_is_away
from portal.entries.entry import Entry
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.projects.standing import Standing

#: Nobody looked yet whether the reader stands in for somebody.
TO_BE_ASKED = object()


class Following(NamedTuple):
    """How closely somebody follows an entry and why (None: they do not), and when the last thing unread about it was told."""

    level: str | None = None
    why: str | None = None
    unread_until: datetime | None = None
    #: What somebody is called who is asked and away, for whom the reader stands in.
    away: str | None = None


def following_of(standing: Standing, entry: Entry, *, away=TO_BE_ASKED) -> Following | None:
    """How the reader follows an entry they see; None for a look through other eyes. One statement, at a question two.

    ``away`` is in whose place the reader is asked (a name, or None), where the caller knows: then it is one statement.

    Whoever is named for an item or asked a question, or made it, follows it as long as that is so; who stands in for one
    of them hears that it is their move, and a client's lead of its dates.
    """
    viewer = standing.viewer
    if viewer.user is None or viewer.read_only:
        return None
    level, why, unread_until, named, asked = _following(viewer.user_id, entry.id, standing.is_staff).one()
    if why != "choice" and (named or asked):
        level, why = level or "all", "assignee" if named else "approver"
    elif level is None and entry.created_by_id == viewer.user_id:
        level, why = "all", "author"
    elif level is None and standing.seat.lead and not standing.is_staff:
        level, why = "moves", "lead"
    if entry.kind != "approval" or why in ("choice", "approver"):
        away = None
    elif away is TO_BE_ASKED:
        away = who_is_away(viewer, entry.id, today(standing.project.workspace.time_zone))
    if away:
        level, why = level or "moves", "deputy"
    return Following(level, why, unread_until, away)


@prepared
def _following(user_id, entry_id, staff):
    mine = (Follow.entry_id == entry_id, Follow.user_id == user_id)
    unread = select(func.max(Notification.at)).where(
        Notification.user_id == user_id, Notification.entry_id == entry_id, Notification.read_at.is_(None))
    if not staff:
        unread = unread.where(Notification.lane == "shared")
    named = exists().where(Assignee.entry_id == entry_id, Assignee.membership_id == Membership.id,
                           Membership.user_id == user_id, Membership.removed_at.is_(None))
    asked = exists().where(Approver.approval_id == entry_id, Approver.handed_to_id.is_(None),
                           Approver.membership_id == Membership.id, Membership.user_id == user_id,
                           Membership.removed_at.is_(None))
    return select(select(Follow.level).where(*mine).scalar_subquery().label("level"),
                  select(Follow.why).where(*mine).scalar_subquery().label("why"),
                  unread.scalar_subquery().label("unread_until"), named.label("named"), asked.label("asked"))
