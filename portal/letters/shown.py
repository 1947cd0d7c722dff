"""What somebody knew when they answered: how things stood when they were last told, or were last there."""
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.history.event import Event
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification


def last_told(user_id: UUID, entry_id: UUID) -> datetime | None:
    """When a mail last told this person of an entry, or when they last did something there themselves; None for never."""
    mailed = db.session.scalar(
        select(func.max(Delivery.ended_at)).join(Carried, Carried.delivery_id == Delivery.id)
        .join(Notification, Notification.id == Carried.notification_id)
        .where(Notification.user_id == user_id, Notification.entry_id == entry_id, Delivery.channel == "mail",
               Delivery.outcome == "sent"))
    did = db.session.scalar(select(func.max(Event.at)).where(Event.entry_id == entry_id, Event.actor_id == user_id))
    return max(filter(None, (mailed, did)), default=None)
