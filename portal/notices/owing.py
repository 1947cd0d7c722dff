"""Owing a delivery: a row in the transaction of its cause."""
from portal.base.database import db
from portal.notices.delivery import Delivery


def owe_mail(*, kind: str, address: str, subject_id=None, user_id=None, due_at=None, **facts) -> Delivery:
    """Owe one mail; a job pays it after the commit. Facts are plain JSON values."""
    delivery = Delivery(kind=kind, address=address, subject_id=subject_id, user_id=user_id, facts=facts)
    if due_at is not None:
        delivery.due_at = due_at
    db.session.add(delivery)
    return delivery
