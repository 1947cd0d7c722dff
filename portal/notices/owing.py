"""Owing a delivery: a row in the transaction of its cause."""
from sqlalchemy import select

from portal.base.database import db
from portal.notices.delivery import Delivery


def owe_mail(*, kind: str, address: str, subject_id=None, user_id=None, workspace_id=None, due_at=None, **facts) -> Delivery:
    """Owe one mail; a job pays it after the commit. Facts are plain JSON values."""
    delivery = Delivery(kind=kind, address=address, subject_id=subject_id, user_id=user_id, workspace_id=workspace_id,
                        facts=facts)
    if due_at is not None:
        delivery.due_at = due_at
    db.session.add(delivery)
    return delivery


def owe_push(*, kind: str, subscription_id, user_id, due_at=None, **facts) -> Delivery:
    """Owe one push to one browser. Facts are plain JSON values."""
    delivery = Delivery(channel="push", kind=kind, subscription_id=subscription_id, user_id=user_id, facts=facts)
    if due_at is not None:
        delivery.due_at = due_at
    db.session.add(delivery)
    return delivery


def is_owed(*, kind: str, subscription_id) -> bool:
    """Whether a push of this kind to this browser is still to be paid."""
    return db.session.scalar(select(Delivery.id).where(
        Delivery.subscription_id == subscription_id, Delivery.kind == kind, Delivery.ended_at.is_(None)).limit(1)) is not None
