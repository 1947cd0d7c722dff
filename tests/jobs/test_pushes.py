"""What pushes say: in their reader's language and room, as much as that reader wants on a screen, and where they lead."""
import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.base.vapid import public_key
from portal.channels.webpush import MOST
from portal.inbox.owed import Notice
from portal.jobs import paying
from portal.jobs.paying import pay_owed
from portal.jobs.pushes.composing import FEW, composed_pushes
from portal.notices.delivery import Delivery
from portal.notices.following import choose_level
from portal.notices.habits import Habits
from portal.notices.measuring import tallies
from portal.notices.notification import Notification
from portal.notices.owing import owe_push
from portal.notices.subscribing import subscribe
from portal.people.hosts import name_host
from portal.people.session import Session
from portal.people.sessions import close_session, open_session
from portal.projects.project import Project
from tests.support_push import Browser, push_receiver
from tests.talk.speaking import say
from tests.world import add_item, sign_in


@pytest.fixture
def settings(app):
    return app.config["SETTINGS"]


@pytest.fixture
def told(session, world, settings):
    """Tells a person of some notices in a browser of their own, and gives what that push says, or None."""
    def tell(user, *notices, kind="notice"):
        delivery = owe(session, user, kind)
        push = composed_pushes([delivery], {delivery.id: list(notices)}, settings)[delivery.id]
        if isinstance(push, Exception):
            raise push
        return push and (push, json.loads(push.payload)["notification"])
    return tell


def owe(session, user, kind="notice") -> Delivery:
    browser, (row, _token) = Browser("https://fcm.googleapis.com"), open_session(user=user, assurance="code")
    subscription = subscribe(subscription_id=uuid4(), user_id=user.id, session_id=row.id, **browser.facts)
    delivery = Delivery(channel="push", kind=kind, subscription_id=subscription.id, user_id=user.id)
    session.add(delivery)
    session.flush()
    delivery.session_row = row
    return delivery


def notice(entry, kind="reply", message=None, actor="Tess", **facts) -> Notice:
    project = db.session.scalar(select(Project).where(Project.id == entry.project_id).options(
        joinedload(Project.workspace), joinedload(Project.client)))
    return Notice(id=1, user_id=uuid4(), kind=kind, workspace_id=entry.workspace_id, project_id=entry.project_id,
                  entry_id=entry.id, lane=message.lane if message else "shared", message_id=message and message.id, actor=actor,
                  at=now(), facts=facts, title=entry.title, entry_kind=entry.kind, side="client", project=project)


def test_a_reply_says_who_and_what_and_leads_to_it(session, world, told, settings):
    message = say(world.tess, world.logo, "Which **one** do you like?")
    push, said = told(world.cleo, notice(world.logo, message=message))
    assert (said["title"], said["body"]) == ("Logo", "Tess: Which one do you like?")
    assert said["navigate"] == (f"{settings.base_url}/projects/{world.site.id}/items/{world.logo.id}"
                                f"?around={message.id}#m-{message.id}")
    # Without the latter, browsers that show such pushes themselves ask no worker: nobody would check who is signed in there.
    assert json.loads(push.payload)["web_push"] == 8030 and json.loads(push.payload)["mutable"] is True
    assert said["lang"] == "en" and said["data"]["user"] == str(world.cleo.id)
    assert [each["action"] for each in said["actions"]] == ["reply"]
    assert said["data"]["acts"]["reply"]["fields"] == [["lane", "shared"]]
    assert push.urgency == "normal" and len(push.topic) == 32 == len(said["tag"])


def test_it_leads_to_the_host_its_browser_agreed_at_and_tells_only_what_is_read_there(session, world, settings):
    name_host(world.acme, "acme.localhost", by=world.ada)
    delivery = owe(session, world.cleo)
    delivery.session_row.host = "acme.localhost"
    session.flush()

    def said(*notices):
        push = composed_pushes([delivery], {delivery.id: list(notices)}, settings)[delivery.id]
        return push and json.loads(push.payload)["notification"]

    told = said(notice(world.logo, "turn"), notice(world.cart, "turn"))
    own = settings.origin_of("acme.localhost")
    assert told["navigate"].startswith(f"{own}/projects/") and {each["navigate"].partition("/projects")[0] for each in
                                                               told["actions"]} == {own}
    assert told["data"]["threads"] == [str(world.logo.id)] and said(notice(world.cart, "turn")) is None
    # As staff one stands in the provider's house, which is another door.
    assert said(notice(world.logo, "turn")._replace(side="staff")) is None


def test_what_is_ones_move_wakes_and_can_be_done_in_place(session, world, told):
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    push, said = told(world.cleo, notice(item, "turn"))
    assert push.urgency == "high" and [each["action"] for each in said["actions"]] == ["done", "reply"]
    done = said["data"]["acts"]["done"]
    assert done["address"] == f"/projects/{world.site.id}/items/{item.id}/completion"
    assert done["fields"] == [["shown_state", "open"], ["shown_title", "Choose the paper"]]
    item.done_at = now()
    session.flush()
    assert "done" not in told(world.cleo, notice(item, "turn"))[1]["data"]["acts"]


def test_what_happened_is_said_in_the_words_of_the_inbox(session, world, told):
    moved = notice(world.logo, "moved", verb="promised", field="promised", old="2026-05-04", new="2026-05-11",
                   reason="Paper is late")
    assert told(world.cleo, moved)[1]["body"] == "Tess moved the promised date from May 4 to May 11 – Paper is late"
    assert told(world.cleo, notice(world.logo, "late", verb="soon", day="2026-05-11"))[1]["body"] == "Soon: it is for May 11"
    assert told(world.cleo, notice(world.logo, "turn", items=3))[1]["body"] == "3 items are your move now"


def test_a_viewer_is_offered_no_reply(session, world, told):
    _push, said = told(world.vera, notice(world.logo, message=say(world.tess, world.logo, "Look")))
    assert "actions" not in said


def test_an_answer_to_the_team_goes_to_the_team(session, world, told):
    _push, said = told(world.tess, notice(world.secret, message=say(world.mia, world.secret, "Cheap", lane="internal")))
    assert said["data"]["acts"]["reply"]["fields"] == [["lane", "internal"]]


def test_it_speaks_the_readers_language_in_the_readers_room(session, world, told):
    world.cleo.locale, world.acme.brand_color = "de", "#aa3355"
    _push, said = told(world.cleo, notice(world.logo, "turn"))
    assert said["lang"] == "de" and said["body"] == "Jetzt sind Sie dran" and "/aa3355/" in said["icon"]
    assert said["actions"][1]["title"] == "Antworten"


def test_private_says_that_there_is_something_and_nothing_else(session, world, told):
    session.add(Habits(user_id=world.cleo.id, private=True))
    message = say(world.tess, world.logo, "Which one?")
    push, said = told(world.cleo, notice(world.logo, "mention", message=message))
    text = push.payload.decode()
    assert said["title"] == "Studio Nord" and said["body"] == "There is something new for you."
    assert not [word for word in ("Logo", "Tess", "Which", "Site") if word in text]
    assert said["navigate"].endswith(f"#m-{message.id}")


def test_the_icon_counts_what_it_counts_in_the_app_where_few_are_told(client, session, world, told, settings):
    add_item(world.site, "Texts", audience="client", move="client")
    session.add(Notification(user_id=world.cleo.id, kind="reply", lane="shared", workspace_id=world.nord.id,
                             project_id=world.site.id, entry_id=world.logo.id))
    session.commit()
    push, _said = told(world.cleo, notice(world.logo))
    sign_in(client, world.cleo)
    assert json.loads(push.payload)["app_badge"] == client.get("/me/counts").json["all"] == 2
    name_host(world.acme, "acme.localhost", by=world.ada)
    owed = owe(session, world.cleo)
    owed.session_row.host = "acme.localhost"
    session.flush()
    of_a_room = composed_pushes([owed], {owed.id: [notice(world.logo)]}, settings)[owed.id]
    assert "app_badge" not in json.loads(of_a_room.payload), "there the room alone counts"


def test_several_at_once_name_each_and_lead_to_the_inbox(session, world, told, settings):
    items = [add_item(world.site, f"Page {number}", audience="client") for number in range(8)]
    push, said = told(world.cleo, *[notice(item, "turn") for item in items], kind="bundle")
    assert said["title"] == "Studio Nord" and said["body"].count("\n") == 6 and "and 2 more" in said["body"]
    assert said["navigate"] == f"{settings.base_url}/inbox" and "actions" not in said
    one, _ = told(world.cleo, notice(items[0], "turn"))
    assert sorted(said["data"]["threads"]) == sorted(str(item.id) for item in items)
    assert push.topic != one.topic == told(world.cleo, notice(items[0], "late"))[0].topic


def test_several_of_one_entry_are_told_by_the_newest(session, world, told):
    messages = [say(world.tess, world.logo, words) for words in ("First", "Second")]
    _push, said = told(world.cleo, *[notice(world.logo, message=message) for message in messages], kind="bundle")
    assert said["body"] == "Tess: Second\nand 1 more" and said["navigate"].endswith(f"#m-{messages[1].id}")


def test_nothing_is_left_to_tell(session, world, told):
    assert told(world.cleo) is None


def test_who_is_signed_out_is_not_told(session, world, settings):
    closed, guest, ended = (owe(session, world.cleo) for _ in range(3))
    close_session(closed.session_row)
    guest.session_row.membership_id = world.seat(world.cleo).id
    ended.session_row.expires_at = now()
    session.flush()
    notices = {each.id: [notice(world.logo, "turn")] for each in (closed, guest, ended)}
    assert composed_pushes([closed, guest, ended], notices, settings) == dict.fromkeys(notices)


def test_what_is_long_fits_still(session, world, told):
    world.logo.title, wide = "𝔊" * 300, "𝔚" * 900
    push, said = told(world.cleo, notice(world.logo, message=say(world.tess, world.logo, wide)))
    assert len(push.payload) <= MOST and said["title"].endswith("…") and said["body"].endswith("…")
    world.logo.title = '"' * 300
    session.flush()
    push, _said = told(world.cleo, notice(world.logo, "turn", message=say(world.tess, world.logo, '\\"' * 500)))
    assert len(push.payload) <= MOST


def test_a_trial_says_that_it_works(session, world, told, settings):
    push, said = told(world.cleo, kind="trial")
    assert said["title"] == "It works" and push.urgency == "high" and said["navigate"] == f"{settings.base_url}/me/devices"


def test_one_that_cannot_be_made_does_not_stop_the_others(session, world, settings):
    good, bad = owe(session, world.cleo), owe(session, world.cora)
    notices = {good.id: [notice(world.logo, "turn")], bad.id: [notice(world.logo, "unheard_of")]}
    made = composed_pushes([good, bad], notices, settings)
    assert made[good.id].payload and isinstance(made[bad.id], KeyError)


def test_the_number_of_statements_does_not_grow(session, world, settings, statements):
    def count(users):
        message = say(world.tess, world.logo, "Hello")
        owed = [owe(session, user) for user in users]
        notices = {each.id: [notice(world.logo, message=message)] for each in owed}
        with statements() as sent:
            composed_pushes(owed, notices, settings)
        return len(sent)

    few, many = count([world.cora, world.lea, world.abe, world.mia]), count(
        [world.cleo, world.cora, world.lea, world.abe, world.mia, world.ada])
    assert few == many <= 5 and count([world.cleo, world.cora, world.lea]) <= 5 + 2 * FEW, "of a few it is counted as well"


@pytest.fixture(scope="module")
def receiver():
    with push_receiver() as receiver:
        yield receiver


@pytest.fixture
def listening(session, world, settings, receiver, monkeypatch):
    """Cleo's browser at the receiver, which pays pushes; gives its keys and its row."""
    receiver.clear()
    here = replace(settings, push_receiver=receiver.origin)
    monkeypatch.setattr(paying, "current_settings", lambda: here)
    receiver.key, keys = public_key(here.vapid_private_key), Browser(receiver.origin)
    row, _token = open_session(user=world.cleo, assurance="code")
    subscription = subscribe(subscription_id=uuid4(), user_id=world.cleo.id, session_id=row.id, **keys.facts)
    return keys, subscription


@pytest.fixture
def trial(session, listening):
    """Pays a trial push that Cleo's browser is owed; gives what became of it, and the browser's row."""
    _keys, subscription = listening

    def pay():
        owed = owe_push(kind="trial", subscription_id=subscription.id, user_id=subscription.user_id)
        session.commit()
        pay_owed()
        session.refresh(owed)
        session.refresh(subscription)
        return owed, subscription

    return pay


def test_a_push_is_paid_and_read_by_the_browser_it_was_made_for(trial, listening, receiver):
    owed, subscription = trial()
    assert owed.outcome == "sent" and subscription.told_at is not None
    assert receiver.taken[0].read_by(listening[0])["notification"]["title"] == "It works"


@pytest.mark.parametrize(("answer", "outcome", "ended", "failures"), [
    (410, "gone", True, 0), (404, "gone", True, 0), (413, "refused", False, 1), (307, "refused", False, 1),
    (403, "refused", False, 0), (500, None, False, 0)])
def test_what_a_push_service_says_ends_the_push_or_the_subscription(trial, receiver, answer, outcome, ended, failures):
    receiver.answers = [(answer, {"Location": f"{receiver.origin}/elsewhere"})]
    owed, subscription = trial()
    assert (owed.outcome, subscription.ended_at is not None, subscription.failures) == (outcome, ended, failures)
    assert str(answer) in owed.trouble and receiver.taken == [] and receiver.asked == 1
    assert tallies() == {("push", outcome or "later"): 1}


def test_when_a_push_service_asks_for_a_pause_it_gets_one(trial, receiver):
    receiver.answers = [(429, {"Retry-After": "600"})]
    owed, _subscription = trial()
    assert owed.ended_at is None and owed.due_at > now() + timedelta(seconds=450)


def test_a_mention_reaches_the_screen_it_is_meant_for(session, world, listening, receiver, tell):
    say(world.tess, world.logo, "@Cleo which one?")
    tell()
    pay_owed()
    [taken] = receiver.taken
    said = taken.read_by(listening[0])["notification"]
    assert (said["title"], said["body"]) == ("Logo", "Tess mentioned you: @Cleo which one?")
    assert taken.headers["Urgency"] == "high"


@pytest.mark.parametrize("lost", ["read", "hidden", "left", "deleted", "muted", "signed out", "for the team",
                                  "held back"])
def test_what_is_no_longer_theirs_reaches_no_screen(session, world, listening, receiver, tell, lost):
    lane = "internal" if lost == "for the team" else "shared"
    message = say(world.tess, world.logo, "@Cleo which one?", lane=lane)
    tell()
    if lost == "read":
        session.query(Notification).update({"read_at": now()})
    if lost == "hidden":
        world.logo.audience = "internal"
    if lost == "left":
        world.seat(world.cleo).removed_at = now()
    if lost == "deleted":
        message.deleted_at = now()
    if lost == "muted":
        choose_level(user_id=world.cleo.id, entry=world.logo, level="mute")
    if lost == "held back":
        message.lane = "internal"
    if lost == "signed out":
        close_session(session.get(Session, listening[1].session_id))
    session.commit()
    pay_owed()
    assert receiver.taken == []
    outcomes = {each.outcome for each in session.query(Delivery).filter_by(channel="push")}
    assert outcomes == (set() if lost == "for the team" else {"cancelled"})
