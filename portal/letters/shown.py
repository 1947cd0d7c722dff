"""What somebody knew when they answered: how things stood in the mail that they answer, or when they were last there."""
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.history.event import Event
from portal.letters.arrival import Arrival
from portal.letters.numbers import mails_named
from portal.letters.parsing import header
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from portal.talk.message import Message

#: Of a long conversation only the newest matter.
MOST = 20


def answered(arrival: Arrival, user_id: UUID, key: str) -> Delivery | None:
    """The mail of ours that somebody answers, as far as theirs says so and it was sent to them."""
    told = header(arrival.message, "References", most=8000) + " " + header(arrival.message, "In-Reply-To")
    return db.session.scalar(select(Delivery).where(
        Delivery.id.in_(mails_named(told, key)[-MOST:]), Delivery.user_id == user_id,
        Delivery.channel == "mail", Delivery.outcome == "sent").order_by(Delivery.id.desc()).limit(1))


def read_in(delivery: Delivery, entry_id: UUID) -> Message | None:
    """The newest message of an entry that a mail told of."""
    return db.session.scalar(
        select(Message).join(Notification, Notification.message_id == Message.id)
        .join(Carried, Carried.notification_id == Notification.id)
        .where(Carried.delivery_id == delivery.id, Message.entry_id == entry_id).order_by(Message.number.desc()).limit(1))


def last_told(user_id: UUID, entry_id: UUID, ours: Delivery | None) -> datetime | None:
    """When this person last heard of an entry: by the mail they answer, else by the last one, or by doing something there.

    None for never.
    """
    mailed = ours.ended_at if ours else db.session.scalar(
        select(func.max(Delivery.ended_at)).join(Carried, Carried.delivery_id == Delivery.id)
        .join(Notification, Notification.id == Carried.notification_id)
        .where(Notification.user_id == user_id, Notification.entry_id == entry_id, Delivery.channel == "mail",
               Delivery.outcome == "sent"))
    did = db.session.scalar(select(func.max(Event.at)).where(Event.entry_id == entry_id, Event.actor_id == user_id))
    return max(filter(None, (mailed, did)), default=None)
