"""Cancelling what is owed, when its cause is gone."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.many import parts
from portal.notices.delivery import Delivery


def cancel_owed(*, subject_ids: Collection[UUID] | Select, user_ids: Collection[UUID] | None = None) -> int:
    """Cancel every delivery still owed about these subjects (to these users). Returns how many. Twice: none are left."""
    some = [subject_ids] if isinstance(subject_ids, Select) else parts(sorted(subject_ids))
    return sum(_cancel(part, user_ids) for part in some) if user_ids is None or user_ids else 0


def _cancel(subjects, user_ids: Collection[UUID] | None) -> int:
    owed = update(Delivery).where(Delivery.ended_at.is_(None), Delivery.subject_id.in_(subjects))
    if user_ids is not None:
        owed = owed.where(Delivery.user_id.in_(sorted(user_ids)))
    return db.session.execute(owed.values(ended_at=now(), outcome="cancelled")
                              .execution_options(synchronize_session=False)).rowcount
