"""Answers to mails that told of several threads, or of a project as such: whose they are, and in whose tray they wait."""
from uuid import UUID

from sqlalchemy import select

from portal.base.config import Settings
from portal.base.database import db
from portal.letters.addressing import delivery_in, is_of_one_room, is_of_several
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from portal.people.user import User


def mail_of_several(word: str, sender: User | None, settings: Settings) -> tuple[User, UUID | None] | None:
    """Whom a mail of several was for, and the workspace that all of it was about; None where it was none of ours.

    Of several workspaces it is nobody's: what is meant for one provider is not for another to read; and a mail shows more
    than it was owed for, so its address says which it was. Deliveries are
    forgotten after a while: then the address still answers for whoever got it, and for nobody else.
    """
    delivery = _delivery(word, settings)
    user = db.session.get(User, delivery.user_id) if delivery else sender
    if user is None or not is_of_several(word, user.id, settings):
        return None
    return user, _only_workspace(delivery) if delivery and is_of_one_room(word) else None


def _delivery(word: str, settings: Settings) -> Delivery | None:
    number, owed_at = delivery_in(word, settings) or (None, None)
    found = db.session.get(Delivery, number) if number is not None else None
    return found if found and found.user_id and int(found.created_at.timestamp()) == owed_at else None


def _only_workspace(delivery: Delivery) -> UUID | None:
    rooms = db.session.scalars(select(Notification.workspace_id).distinct()
                               .join(Carried, Carried.notification_id == Notification.id)
                               .where(Carried.delivery_id == delivery.id)).all()
    return rooms[0] if len(rooms) == 1 else None
