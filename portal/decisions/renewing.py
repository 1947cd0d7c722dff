"""Finding open questions about which something newer exists, so that those who are asked hear of it."""
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.decisions.approval import OPEN, Approval
from portal.decisions.current import Away, as_they_stand, things_of
from portal.decisions.settling import bring_up_to_date, is_outgrown, lock
from portal.decisions.thing import Thing
from portal.entries.entry import Entry
from portal.files.version import Version

_asked, _entry = aliased(Version), aliased(Entry)

#: What else to ask for questions whose things may say something else by now, though nothing happened to these themselves.
elsewhere: list[Callable[[], list[UUID]]] = []


def is_outdated(approval_id: UUID) -> bool:
    """Whether an approval asks about something else than there is now. Reads only: three statements."""
    approval = db.session.get(Approval, approval_id)
    if approval is None:
        return False
    try:
        things = things_of(approval)
        return is_outgrown(approval) or as_they_stand(approval, things) != things
    except Away:
        return False


def perhaps_outdated() -> list[UUID]:
    """Open approvals with a newer version, or an item to which something happened since it was asked about, each once.

    One statement, and those of who else knows.
    """
    newer = exists().where(
        _asked.id == Thing.version_id, Version.document_id == _asked.document_id, Version.number > _asked.number,
        Version.withdrawn_at.is_(None),
        or_(Approval.first_shared_at.is_(None), Version.lane == "shared")).correlate_except(_asked, Version)
    touched = exists().where(_entry.id == Thing.entry_id, _entry.last_activity_at > Thing.at).correlate_except(_entry)
    found = db.session.scalars(
        select(Approval.id).distinct().join(Thing, and_(Thing.approval_id == Approval.id, Thing.round == Approval.round))
        .where(OPEN, case((Thing.kind == "version", newer), else_=touched)))
    return list(dict.fromkeys([*found, *(id for find in elsewhere for id in find())]))


def renew(approval_id: UUID) -> bool:
    """Ask about what there is now, where that is something else; whether it was."""
    approval = db.session.get(Approval, approval_id)
    if approval is None:
        return False
    lock(approval)
    before = approval.round
    if approval.is_open:
        try:
            bring_up_to_date(approval)
        except Away:
            return False
    return approval.round != before
