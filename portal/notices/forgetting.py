"""What ended long ago goes: of interest is only what is owed, and for a while what became of it."""
from datetime import timedelta

from sqlalchemy import Select, delete, or_, select

from portal.base.clock import now
from portal.base.database import db
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification

#: Longer than the slowest digest gathers: what was told once is not told again by another channel.
KEPT, REFUSED_KEPT = timedelta(days=30), timedelta(days=90)
#: How long what was read can be found under its entry; its newest stays, as the entry's line in the inbox.
READ_KEPT = timedelta(days=180)


def forget_old_deliveries(most: int = 1000) -> int:
    """Drop so many of the deliveries that ended long ago, with what they carried; says how many."""
    old = or_(Delivery.ended_at < now() - REFUSED_KEPT,
              (Delivery.ended_at < now() - KEPT) & (Delivery.outcome != "refused"))
    return _drop(select(Delivery.id).where(old).order_by(Delivery.id).limit(most), Carried.delivery_id, Delivery.id)


def forget_old_notifications(most: int = 1000) -> int:
    """Drop so many of what was read long ago and is not the newest of its entry; says how many."""
    old = select(Notification.id).where(Notification.at < now() - READ_KEPT, Notification.read_at.is_not(None),
                                        Notification.newest.is_(False))
    return _drop(old.order_by(Notification.id).limit(most), Carried.notification_id, Notification.id)


def _drop(old: Select, *keys) -> int:
    ids = db.session.scalars(old).all()
    for key in keys:
        db.session.execute(delete(key.class_).where(key.in_(ids)), execution_options={"synchronize_session": False})
    return len(ids)
