"""Pushes on a device: asked for by whom it is signed in as, one person a browser, and over with the session."""
import pytest

from portal.base.clock import now
from portal.base.ids import new_id
from portal.notices.delivery import Delivery
from portal.notices.subscribing import PATIENCE, living_subscriptions, note_pushes
from portal.notices.subscription import PushSubscription
from portal.people.sessions import open_session
from tests.support_push import Browser
from tests.world import act, sign_in

HERE = "/me/devices/subscriptions"
CHROME = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/150.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def browser():
    return Browser("https://fcm.googleapis.com")


def ask(client, browser, **facts):
    return client.post(HERE, data={**act(), **browser.facts, **facts}, headers={"User-Agent": CHROME})


def living(session, user) -> list[PushSubscription]:
    session.expire_all()
    return [session.get(PushSubscription, found) for found in living_subscriptions([user.id]).get(user.id, [])]


@pytest.fixture
def cleo(client, world, browser):
    """Cleo's browser, which asked for pushes."""
    sign_in(client, world.cleo)
    assert ask(client, browser).status_code == 303
    return client


def test_a_device_that_asked_is_told_and_shows_it(cleo, session, world, browser):
    [mine] = living(session, world.cleo)
    assert (mine.endpoint, mine.p256dh, mine.auth) == (browser.endpoint, *browser.keys.values())
    assert mine.device == "Chrome · Pixel 9"
    text = cleo.get("/me/devices").text
    assert "Notifications are on" in text and f"{HERE}/{mine.id}/trials" in text


@pytest.mark.parametrize("wrong", [{"endpoint": "https://evil.example/x"}, {"endpoint": "http://127.0.0.1/x"}, {"endpoint": ""},
                                   {"p256dh": "AAAA"}, {"p256dh": "ä"}, {"auth": "AAAA"}, {"auth": ""}])
def test_what_is_no_browsers_is_refused(client, session, world, browser, wrong):
    sign_in(client, world.cleo)
    assert ask(client, browser, **wrong).status_code == 422 and living(session, world.cleo) == []


def test_asking_again_takes_the_place_of_what_was_asked_before(cleo, session, world):
    other = Browser("https://web.push.apple.com")
    assert ask(cleo, other).status_code == 303
    [mine] = living(session, world.cleo)
    assert mine.endpoint == other.endpoint


def test_one_browser_tells_one_person(cleo, app, session, world, browser):
    other = app.test_client()
    sign_in(other, world.olaf)
    ask(other, browser)
    assert living(session, world.cleo) == [] and len(living(session, world.olaf)) == 1


def test_signing_out_ends_it(cleo, session, world):
    cleo.post("/sign-out")
    assert living(session, world.cleo) == []


def test_a_device_that_is_closed_from_another_is_told_nothing_more(cleo, app, session, world):
    [mine] = living(session, world.cleo)
    other = app.test_client()
    sign_in(other, world.cleo)
    other.post(f"/me/devices/{mine.session_id}", data=act(_method="DELETE"))
    assert living(session, world.cleo) == []


def test_nobody_tries_or_ends_what_is_anothers(cleo, app, session, world):
    [mine] = living(session, world.cleo)
    other = app.test_client()
    sign_in(other, world.olaf)
    for subscription_id in (mine.id, new_id()):
        assert other.post(f"{HERE}/{subscription_id}/trials", data=act()).status_code == 404
        assert other.post(f"{HERE}/{subscription_id}", data=act(_method="DELETE")).status_code == 404
    assert living(session, world.cleo) and session.query(Delivery).filter_by(channel="push").count() == 0


def test_a_trial_is_owed_once_until_it_is_paid(cleo, session, world):
    [mine] = living(session, world.cleo)
    for _ in range(2):
        assert cleo.post(f"{HERE}/{mine.id}/trials", data=act()).status_code == 303
    [owed] = session.query(Delivery).filter_by(channel="push")
    assert (owed.kind, owed.subscription_id, owed.user_id) == ("trial", mine.id, world.cleo.id)
    owed.ended_at = now()
    cleo.post(f"{HERE}/{mine.id}/trials", data=act())
    assert session.query(Delivery).filter_by(channel="push").count() == 2


def test_turned_off_is_off(cleo, session, world):
    [mine] = living(session, world.cleo)
    assert cleo.post(f"{HERE}/{mine.id}", data=act(_method="DELETE")).location == "/me/devices"
    assert living(session, world.cleo) == [] and "Turn on" in cleo.get("/me/devices").text


def test_neither_a_shared_computer_nor_a_guest_of_one_invitation_is_asked(client, session, world, browser):
    sign_in(client, world.cleo, assurance="link", membership_id=world.seat(world.cleo).id)
    assert ask(client, browser).status_code == 403
    _row, token = open_session(user=world.cleo, assurance="code", shared_computer=True)
    session.commit()
    client.set_cookie("__Host-portico", token, secure=True, path="/")
    assert ask(client, browser).status_code == 403 and "push-offer" not in client.get("/me/devices").text
    assert living(session, world.cleo) == []


def test_what_push_services_say_is_noted(cleo, session, world):
    [mine] = living(session, world.cleo)
    note_pushes([(mine.id, "refused"), (mine.id, "later")])
    session.refresh(mine)
    assert mine.failures == 1 and mine.told_at is None
    note_pushes([(mine.id, "refused"), (mine.id, "sent")])
    session.refresh(mine)
    assert mine.failures == 0 and mine.told_at is not None
    mine.failures = PATIENCE - 1
    session.flush()
    note_pushes([(mine.id, "refused")])
    session.refresh(mine)
    assert mine.ended_at is not None, "nothing reached it for long"


def test_gone_is_gone(cleo, session, world):
    [mine] = living(session, world.cleo)
    note_pushes([(mine.id, "gone")])
    assert living(session, world.cleo) == []
