"""What happened becomes notices and what is owed for them, once, for those who should know."""
from sqlalchemy import select

from portal.base.clock import now
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.plan.assigning import assign
from tests.talk.speaking import say


def told(session, **of):
    """(name, kind) of everybody who was told."""
    found = session.execute(select(Notification).filter_by(**of).order_by(Notification.id)).scalars()
    return {(one.user_id, one.kind) for one in found}


def test_a_message_is_told_to_who_follows_and_owed_by_mail(session, world, tell):
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    say(world.tess, world.logo, "The first draft is here")
    tell()
    assert told(session) == {(world.cleo.id, "turn"), (world.cleo.id, "reply")}
    reply = session.scalar(select(Notification).where(Notification.kind == "reply"))
    assert (reply.entry_id, reply.lane, reply.actor_id, reply.newest) == (world.logo.id, "shared", world.tess.id, True)
    owed = {delivery.kind: delivery for delivery in session.scalars(select(Delivery))}
    assert set(owed) == {"notice", "bundle"} and {one.address for one in owed.values()} == {world.cleo.email}
    assert 4 < (owed["bundle"].due_at - now()).total_seconds() / 60 < 5 < 14 < (
        owed["notice"].due_at - now()).total_seconds() / 60 < 15
    assert session.scalar(select(Carried.notification_id).where(Carried.delivery_id == owed["bundle"].id)) == reply.id
    assert {(follow.user_id, follow.why) for follow in session.scalars(select(Follow))} == {(world.tess.id, "author")}
    assert tell() == 0 and session.query(Notification).count() == 2
