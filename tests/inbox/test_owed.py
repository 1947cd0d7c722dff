"""What deliveries still say when they are paid: nothing that was read, taken away, muted, or never theirs."""
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.base.clock import at, now
from portal.entries.sharing import share, unshare
from portal.inbox.owed import carried_by, held_until
from portal.jobs.paying import pay_owed
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.following import choose_level
from portal.notices.notification import Notification
from portal.notices.preferring import set_habits, set_pace
from portal.people.seats import remove_seat
from portal.plan.archiving import archive_item
from portal.plan.assigning import assign
from portal.plan.completing import complete
from portal.plan.leaving import leave_project
from portal.talk.coming_along import hold_back
from portal.talk.deleting import delete_message
from portal.talk.reading import mark_read
from tests.talk.speaking import say, standing
from tests.world import INTERNAL, add_item


def owed(session, user):
    """What is still owed to somebody, as (kind, who did it, title)."""
    session.flush()
    deliveries = session.scalars(select(Delivery).where(Delivery.user_id == user.id, Delivery.kind != "invitation")).all()
    return [(notice.kind, notice.actor, notice.title) for notices in carried_by(deliveries).values() for notice in notices]


@pytest.fixture
def cleo_is_told(session, world, tell):
    """Cleo follows the logo and was told of a message and of her move there."""
    say(world.cleo, world.logo, "When?")
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    world.message = say(world.tess, world.logo, "Tomorrow")
    tell()
    assert {kind for kind, *_ in owed(session, world.cleo)} == {"turn", "reply"}
    return world


def test_who_did_it_is_named_where_a_contact_may_know_them(session, cleo_is_told):
    world = cleo_is_told
    assert set(owed(session, world.cleo)) == {("turn", None, "Logo"), ("reply", "Tess", "Logo")}
    say(world.mia, world.logo, "Now they know me")
    assert ("turn", "Mia", "Logo") in owed(session, world.cleo)


def _read(world):
    by = standing(world.cleo, world.logo)
    mark_read(by.viewer, world.logo, world.message)


def _share_by_name(world):
    share(entry=world.logo, by=world.mia, audience="named", readers={world.seat(world.cora).id})


def _hold_back_and_share_again(world):
    unshare(entry=world.logo, by=world.mia)
    hold_back(entry=world.logo, by=standing(world.mia, world.logo))
    share(entry=world.logo, by=world.mia)


#: What happens meanwhile, and what is left to say to Cleo.
MEANWHILE = {
    "read": (_read, set()),
    "removed": (lambda world: remove_seat(seat=world.seat(world.cleo), by=world.ada), set()),
    "off the project": (lambda world: leave_project(project=world.site, seat=world.seat(world.cleo), by=world.mia), set()),
    "unshared": (lambda world: unshare(entry=world.logo, by=world.mia), set()),
    "shared with others only": (_share_by_name, set()),
    "held back": (_hold_back_and_share_again, {"turn"}),
    "deleted": (lambda world: delete_message(world.message, entry=world.logo, by=standing(world.tess, world.logo)), {"turn"}),
    "muted": (lambda world: choose_level(entry=world.logo, user_id=world.cleo.id, level="mute"), set()),
    "moves only": (lambda world: choose_level(entry=world.logo, user_id=world.cleo.id, level="moves"), {"turn"}),
    "done": (lambda world: complete(item=world.logo, by=world.tess), {"reply"}),
    "archived": (lambda world: archive_item(item=world.logo, by=world.mia), set()),
    "project closed": (lambda world: setattr(world.site, "archived_at", now()), set()),
    "client closed": (lambda world: setattr(world.acme, "archived_at", now()), set()),
    "workspace closed": (lambda world: setattr(world.nord, "archived_at", now()), set()),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_changed_meanwhile_is_not_told(session, cleo_is_told, meanwhile):
    happen, left = MEANWHILE[meanwhile]
    happen(cleo_is_told)
    assert {kind for kind, *_ in owed(session, cleo_is_told.cleo)} == left


def test_nothing_internal_and_nothing_of_others_reaches_a_contact(session, world, tell):
    for entry in (world.logo, world.secret, world.cart):
        for user in (world.cleo, world.remy, world.nick, world.olaf, world.cora):
            choose_level(entry=entry, user_id=user.id, level="all")
    secret = say(world.tess, world.secret, f"{INTERNAL} words", lane="internal")
    aside = say(world.tess, world.logo, f"{INTERNAL} aside", lane="internal")
    say(world.mia, world.cart, "For Olaf")
    add_item(world.site, f"{INTERNAL} new")
    tell()
    contacts = {user.id for user in (world.cleo, world.cora, world.remy, world.nick, world.olaf)}
    told = session.scalars(select(Notification).where(Notification.user_id.in_(contacts))).all()
    assert {(one.user_id, one.entry_id) for one in told} == {(world.olaf.id, world.cart.id)}
    assert not session.scalars(select(Notification).where(Notification.message_id.in_([secret.id, aside.id]),
                                                          Notification.user_id.in_(contacts))).all()


def test_what_a_push_told_is_left_out_of_mail_bundles_and_is_mailed_where_it_was_urgent(session, cleo_is_told):
    mails = session.scalars(select(Delivery).where(Delivery.user_id == cleo_is_told.cleo.id)).all()
    for notices in list(carried_by(mails).values()):
        push = Delivery(channel="push", kind="notice", user_id=cleo_is_told.cleo.id, outcome="sent", ended_at=now())
        session.add(push)
        session.flush()
        session.add_all(Carried(delivery_id=push.id, notification_id=notice.id) for notice in notices)
    session.flush()
    assert {mail.kind: len(carried_by([mail])[mail.id]) for mail in mails} == {"notice": 1, "bundle": 0}
    # And the other way round: a push that its service put off says nothing that a mail has said meanwhile.
    late = Delivery(channel="push", kind="notice", user_id=cleo_is_told.cleo.id)
    session.add(late)
    session.flush()
    session.add_all([Carried(delivery_id=late.id, notification_id=number) for number in session.scalars(
        select(Carried.notification_id).where(Carried.delivery_id == mails[0].id)).all()])
    session.flush()
    assert len(carried_by([late])[late.id]) == 1
    mails[0].outcome, mails[0].ended_at = "sent", now()
    session.flush()
    assert carried_by([late])[late.id] == []


@pytest.mark.parametrize(("hour", "passes", "held"), [
    (21, False, {"notice", "bundle"}), (21, True, {"bundle"}), (12, False, set())])
def test_in_quiet_hours_a_delivery_waits(session, world, tell, hour, passes, held):
    with at(datetime(2026, 5, 6, 10, tzinfo=UTC)):
        assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
        say(world.cleo, world.logo, "Hm")
        say(world.tess, world.logo, "Tomorrow")
        tell()
    set_habits(user_id=world.cleo.id, quiet_from=22 * 60, quiet_until=7 * 60, urgent_passes=passes)
    deliveries = session.scalars(select(Delivery).where(Delivery.user_id == world.cleo.id)).all()
    with at(datetime(2026, 5, 6, hour, tzinfo=UTC)):
        found = held_until(deliveries)
    assert {delivery.kind for delivery in deliveries if delivery.id in found} == held
    assert set(found.values()) <= {datetime(2026, 5, 7, 5, tzinfo=UTC)}


def test_what_falls_due_in_quiet_hours_is_paid_after_them(session, world, tell, mailbox):
    set_pace(user_id=world.cleo.id, kind="reply", channel="mail", pace="at_once")
    with at(datetime(2026, 5, 6, 19, 50, tzinfo=UTC)):
        say(world.cleo, world.logo, "Hm")
        say(world.tess, world.logo, "Tomorrow")
        tell()
    set_habits(user_id=world.cleo.id, quiet_from=22 * 60, quiet_until=7 * 60)
    session.commit()
    with at(datetime(2026, 5, 6, 20, 10, tzinfo=UTC)):
        pay_owed()
    owed = session.scalars(select(Delivery).where(Delivery.user_id == world.cleo.id)).one()
    assert (owed.ended_at, owed.attempts, owed.due_at) == (None, 0, datetime(2026, 5, 7, 5, tzinfo=UTC))
    assert mailbox.to("cleo@example.com") == []
    with at(datetime(2026, 5, 7, 5, 1, tzinfo=UTC)):
        pay_owed()
    session.refresh(owed)
    assert owed.outcome == "sent" and len(mailbox.to("cleo@example.com")) == 1


def test_asking_costs_no_more_for_many(session, world, tell, statements):
    people = [world.tess, world.mia, world.cleo, world.cora, world.abe, world.lea]
    for user in people:
        choose_level(entry=world.logo, user_id=user.id, level="all")
        set_pace(user_id=user.id, kind="reply", channel="mail", pace="at_once")
    say(world.ada, world.logo, "All of you")
    tell()
    deliveries = session.scalars(select(Delivery)).all()
    with statements() as sent:
        found = carried_by(deliveries)
    assert len(deliveries) == len(people) and all(found.values())
    # What they carry, seats, named entries, the fence, projects: staff and contacts alike.
    assert len(sent) <= 5
