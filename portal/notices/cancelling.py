"""Cancelling what is owed, when its cause is gone."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update

from portal.base.clock import now
from portal.base.database import db
from portal.notices.delivery import Delivery


def cancel_owed(*, subject_ids: Collection[UUID], user_ids: Collection[UUID] | None = None) -> int:
    """Cancel every delivery still owed about these subjects (to these users). Returns how many. Twice: none are left."""
    owed = [Delivery.ended_at.is_(None)]
    if user_ids is not None:
        owed.append(Delivery.user_id.in_(sorted(user_ids)))
    if not subject_ids or user_ids is not None and not user_ids:
        return 0
    subjects, cancelled = sorted(subject_ids), 0
    for at in range(0, len(subjects), 500):
        cancelled += db.session.execute(
            update(Delivery).where(Delivery.subject_id.in_(subjects[at:at + 500]), *owed)
            .values(ended_at=now(), outcome="cancelled").execution_options(synchronize_session="fetch")).rowcount
    return cancelled
