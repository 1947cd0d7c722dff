"""What ended long ago goes, with what it carried; what was given up stays longer, and what is owed stays."""
from datetime import timedelta

from sqlalchemy import select

from portal.base.clock import now
from portal.jobs.sweeping import sweep_deliveries
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification


def test_what_ended_long_ago_goes_and_what_is_owed_stays(session, world):
    kinds = {"owed": (None, 400), "sent lately": ("sent", 29), "sent": ("sent", 31), "refused": ("refused", 31),
             "refused long ago": ("refused", 91), "cancelled": ("cancelled", 31)}
    told = Notification(user_id=world.cleo.id, workspace_id=world.nord.id, project_id=world.site.id, kind="reply", lane="shared")
    session.add(told)
    for kind, (outcome, days) in kinds.items():
        delivery = Delivery(kind=kind, outcome=outcome, ended_at=outcome and now() - timedelta(days=days))
        session.add(delivery)
        session.flush()
        session.add(Carried(delivery_id=delivery.id, notification_id=told.id))
    session.commit()
    sweep_deliveries()
    stay = {"owed", "sent lately", "refused"}
    assert set(session.scalars(select(Delivery.kind))) == stay
    assert set(session.scalars(select(Delivery.kind).join(Carried, Carried.delivery_id == Delivery.id))) == stay


def test_what_was_read_long_ago_goes_but_for_the_newest_of_its_entry(session, world):
    long, lately = now() - timedelta(days=181), now() - timedelta(days=179)
    stand = {"reply": (long, long, True), "late": (long, None, False), "share": (lately, lately, False)}
    for kind, (at, read_at, newest) in {"state": (long, long, False), **stand}.items():
        told = Notification(user_id=world.cleo.id, workspace_id=world.nord.id, project_id=world.site.id, entry_id=world.logo.id,
                            kind=kind, lane="shared", at=at, read_at=read_at, newest=newest)
        delivery = Delivery(kind=kind, outcome="refused", ended_at=now())
        session.add_all([told, delivery])
        session.flush()
        session.add(Carried(delivery_id=delivery.id, notification_id=told.id))
    session.commit()
    sweep_deliveries()
    assert set(session.scalars(select(Notification.kind))) == stand.keys()
    assert set(session.scalars(select(Delivery.kind).join(Carried, Carried.delivery_id == Delivery.id))) == stand.keys()
