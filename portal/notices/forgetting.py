"""What ended long ago goes: of interest is only what is owed, and for a while what became of it."""
from datetime import timedelta

from sqlalchemy import delete, or_, select

from portal.base.clock import now
from portal.base.database import db
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery

#: Longer than the slowest digest gathers: what was told once is not told again by another channel.
KEPT, REFUSED_KEPT = timedelta(days=30), timedelta(days=90)


def forget_old_deliveries(most: int = 1000) -> int:
    """Drop so many of the deliveries that ended long ago, with what they carried; says how many."""
    old = or_(Delivery.ended_at < now() - REFUSED_KEPT,
              (Delivery.ended_at < now() - KEPT) & (Delivery.outcome != "refused"))
    ids = db.session.scalars(select(Delivery.id).where(old).order_by(Delivery.id).limit(most)).all()
    for record, key in ((Carried, Carried.delivery_id), (Delivery, Delivery.id)):
        db.session.execute(delete(record).where(key.in_(ids)), execution_options={"synchronize_session": False})
    return len(ids)
