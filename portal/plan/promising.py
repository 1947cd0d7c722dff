"""Promised dates: the client's clock. Every one an item ever had is kept, with the reason it moved."""
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.telling import tell
from portal.people.user import User
from portal.plan.item import WorkItem
from portal.plan.promise import PROMISE_KINDS, Promise


class ReasonMissing(Exception):
    """A date that was promised moves with a reason only."""


def promise(*, item: WorkItem, by, day: date | None, reason: str = "", kind: str = "slip", cause_id: UUID | None = None) -> bool:
    """Promise a day, move it, or take it back (None). The day it has changes nothing. Raises ReasonMissing.

    ``kind`` says of what sort a move is (PROMISE_KINDS), ``cause_id`` which change request it came with.
    """
    if kind not in PROMISE_KINDS:
        raise ValueError(kind)
    if item.promised == day:
        return False
    if item.promised is not None and not reason.strip():
        raise ReasonMissing(item.id)
    old, item.promised = item.promised, day
    db.session.add(Promise(workspace_id=item.workspace_id, entry_id=item.id, old=old, new=day, reason=reason.strip(),
                           kind="promised" if old is None and kind == "slip" else kind, cause_id=cause_id,
                           shared=item.is_shared, by_id=by.id))
    tell(item, actor_id=by.id, verb="promised", field="promised", old=old and old.isoformat(), new=day and day.isoformat(),
         reason=reason.strip() or None)
    return True


def promises_of(item: WorkItem, *, side: str) -> list[Promise]:
    """The promises of an item, oldest first; for a contact those made while they could see it."""
    return list(_promises(item.id, side).scalars())


def promises_with_people(item: WorkItem, *, side: str) -> list[Promise]:
    """The same, each with who made it."""
    return list(_with_people(item.id, side).scalars())


@prepared
def _promises(entry_id, side):
    return _of(select(Promise), entry_id, side)


@prepared
def _with_people(entry_id, side):
    return _of(select(Promise, User).outerjoin(User, User.id == Promise.by_id), entry_id, side)


def _of(wanted, entry_id, side):
    wanted = wanted.where(Promise.entry_id == entry_id).order_by(Promise.id)
    return wanted if side == "staff" else wanted.where(Promise.shared)


def moves_among(promises: list[Promise]) -> list[Promise]:
    """Those of them that moved a day promised before."""
    return [kept for kept in promises if kept.old is not None]
