"""How closely somebody follows an entry, and why: what they chose, what they did there, or what they are to it."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, select

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.notices.follow import Follow
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.projects.standing import Standing


class Following(NamedTuple):
    """``level`` is one of LEVELS; ``why`` one of WHYS."""

    level: str
    why: str


def following_of(standing: Standing, entry: Entry) -> Following | None:
    """How closely the viewer follows an entry, and why; None where they do not. At most one statement.

    Whoever is named for an item, or made it, follows it as long as that is so; a client's lead hears of its dates.
    """
    user_id = standing.viewer.user_id
    if user_id is None:
        return None
    found = _following(entry.id, user_id).first()
    if found.level is not None:
        return Following(found.level, "assignee" if found.why != "choice" and found.named else found.why)
    if found.named:
        return Following("all", "assignee")
    if entry.created_by_id == user_id:
        return Following("all", "author")
    return Following("moves", "lead") if standing.seat.lead and not standing.is_staff else None


@prepared
def _following(entry_id: UUID, user_id: UUID):
    named = exists().where(Assignee.entry_id == entry_id, Assignee.membership_id == Membership.id,
                           Membership.user_id == user_id, Membership.removed_at.is_(None))
    return (select(named.label("named"), Follow.level, Follow.why).select_from(Entry)
            .outerjoin(Follow, (Follow.entry_id == entry_id) & (Follow.user_id == user_id)).where(Entry.id == entry_id))
