"""Mails and pushes of a workspace that were given up: its admins see why, and have them tried again."""
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select

from portal.base.clock import now
from portal.base.database import db
from portal.notices.carried import Carried
from portal.notices.delivery import REFUSED, Delivery
from portal.notices.notification import Notification
from portal.people.invitation import Invitation
from portal.people.user import User


def undelivered(workspace_id: UUID) -> Select:
    """(delivery, name of its user or None), newest first. A digest counts for whose notifications it carried.

    What lets somebody in by signing in is nobody's but theirs, and over before anybody could look here.
    """
    return (select(Delivery, User.name).outerjoin(User, User.id == Delivery.user_id)
            .where(*_of(workspace_id)).order_by(Delivery.ended_at.desc(), Delivery.id.desc()))


def find_undelivered(workspace_id: UUID, delivery_id: int) -> Delivery | None:
    """A delivery of this workspace, given up or (again) not; None where it is none of its own."""
    return db.session.scalar(select(Delivery).where(Delivery.id == delivery_id, _about(workspace_id)))


def try_again(*, delivery: Delivery) -> bool:
    """Owe it anew, at once; whether it had been given up. Twice: it is owed already."""
    if delivery.outcome != "refused":
        return False
    delivery.ended_at = delivery.outcome = delivery.claimed_until = None
    delivery.attempts, delivery.due_at = 0, now()
    return True


def _of(workspace_id: UUID) -> tuple:
    return REFUSED, _about(workspace_id)


def _about(workspace_id: UUID):
    carries = exists().where(Carried.delivery_id == Delivery.id, Carried.notification_id == Notification.id,
                             Notification.workspace_id == workspace_id)
    invites = exists().where(Invitation.id == Delivery.subject_id, Invitation.workspace_id == workspace_id)
    # A digest is over all workspaces of its reader; the one it counts for is the first it carried something of.
    digest = Delivery.kind.in_(("daily", "weekly"))
    return or_(and_(~digest, Delivery.workspace_id == workspace_id), and_(digest, carries),
               and_(Delivery.workspace_id.is_(None), Delivery.kind == "invitation", invites))
