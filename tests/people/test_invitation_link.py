"""The link in an invitation, as a browser without JavaScript meets it."""
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from portal.base.clock import now
from portal.base.ids import new_id
from portal.people.challenge import Challenge
from portal.people.deliberate import Riddle
from portal.people.invitation import Invitation
from portal.people.inviting import revoke_invitation
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.tokens import link_token
from portal.people.user import User
from portal.plan.update import Update
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.message import Message
from portal.talk.posting import post_message
from tests.people.test_inviting import invite
from tests.world import INTERNAL, MARKERS, act, sign_in

NEW = "nina@example.com"


def link(app, invitation):
    return "/i/" + link_token(app.config["SETTINGS"].secret_key, "invitation", invitation.id)


def typed(app, invitation, deed="open", body="", **fields):
    """What a person sends who typed the digits."""
    riddle = Riddle.about(app.config["SETTINGS"].secret_key, "invitation", invitation.id)
    return {"digits": riddle.digits, "deed": deed, "body": body, **act(), **fields}


def say(world, user, body, lane="shared", entry=None):
    post_message(entry=entry or world.logo, by=standing_on(viewer_of(user), world.site), message_id=new_id(), body=body,
                 lane=lane)


@pytest.fixture
def invitation(session, world):
    world.logo.promised = now().date() + timedelta(days=3)
    world.logo.move = "client"
    say(world, world.tess, "Could you send the vector file?")
    say(world, world.tess, f"They are slow {INTERNAL}", lane="internal")
    made = invite(world, world.mia, NEW, entry_id=world.logo.id, line="Only this one is missing")[0]
    session.commit()
    return made


def accepted(session, invitation):
    session.expire_all()
    return session.get(Invitation, invitation.id).state == "accepted"


def nothing_happened(session, invitation):
    session.expire_all()
    assert session.get(Invitation, invitation.id).is_pending
    assert session.scalar(select(func.count()).where(User.email == NEW)) == 0
    assert session.scalar(select(func.count()).select_from(Session)) == 0
    assert session.scalar(select(func.count()).where(Message.body == "Words")) == 0


def test_the_link_opens_the_very_item_with_what_was_said_and_what_one_may_do(client, app, invitation, world):
    page = client.get(link(app, invitation)).text
    for text in ("Logo", "Three drafts", "Could you send the vector file?", "Mia", "Only this one is missing", "Site"):
        assert text in page, text
    assert re.findall(r'name="deed" value="(\w+)"', page) == ["reply", "done", "stuck", "open"]
    assert not any(marker in page for marker in MARKERS)


def test_an_update_can_be_what_it_is_about(client, app, session, world):
    update = Update(workspace_id=world.nord.id, project_id=world.site.id, title="May", audience="client", day=now().date(),
                    health="at_risk", reason="Rain", text="We lost a week.")
    session.add(update)
    session.flush()
    made = invite(world, world.mia, NEW, entry_id=update.id)[0]
    page = client.get(link(app, made)).text
    assert "We lost a week." in page and re.findall(r'name="deed" value="(\w+)"', page) == ["reply", "open"]
    answer = client.post(f"{link(app, made)}/acceptance", data=typed(app, made, "reply", "Oh"))
    assert answer.location.endswith(f"/updates/{update.id}")


def test_a_viewer_is_only_offered_to_open(client, app, session, world):
    made = invite(world, world.mia, NEW, role="viewer", entry_id=world.logo.id)[0]
    page = client.get(link(app, made)).text
    assert re.findall(r'name="deed" value="(\w+)"', page) == ["open"]
    assert client.post(f"{link(app, made)}/acceptance", data=typed(app, made, "reply", "Words")).status_code == 409
    nothing_happened(session, made)
    assert client.post(f"{link(app, made)}/acceptance", data=typed(app, made)).status_code == 303
    assert accepted(session, made)


def test_opening_the_link_changes_nothing(client, app, session, invitation):
    for ask in (client.get, client.head, client.get):
        assert ask(link(app, invitation)).status_code == 200
    nothing_happened(session, invitation)


def test_its_pages_are_kept_nowhere_and_tell_nobody_their_address(client, app, invitation):
    for answer in (client.get(link(app, invitation)), client.post(f"{link(app, invitation)}/acceptance", data=act())):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.parametrize("token", ["x", "A" * 54, "é", "../..", "%00"])
def test_a_link_we_never_made_is_an_unknown_address(client, token, world):
    assert client.get(f"/i/{token}").status_code == 404


def test_a_link_of_another_purpose_or_key_opens_nothing(client, app, invitation):
    for key, purpose in ((app.config["SETTINGS"].secret_key, "sign-in"), ("another key", "invitation")):
        assert client.get("/i/" + link_token(key, purpose, invitation.id)).status_code == 404


def test_a_reply_accepts_and_stands_in_the_thread(client, app, session, world, invitation):
    answer = client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation, "reply", "Words"))
    assert answer.status_code == 303
    assert answer.location.endswith(f"/projects/{world.site.id}/items/{world.logo.id}")
    assert accepted(session, invitation)
    message = session.scalar(select(Message).where(Message.body == "Words"))
    author = session.get(User, message.author_id)
    assert (author.email, message.lane, message.side) == (NEW, "shared", "client")


def test_done_and_stuck_accept_and_do_what_they_say(client, app, session, world, invitation):
    client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation, "done"))
    session.expire_all()
    assert world.logo.is_done and world.logo.done_by_id
    other = invite(world, world.mia, "otto@example.com", entry_id=world.logo.id)[0]
    world.logo.done_at, world.logo.move = None, "client"
    client.delete_cookie("__Host-portico")
    client.post(f"{link(app, other)}/acceptance", data=typed(app, other, "stuck", "No printer"))
    session.expire_all()
    assert world.logo.stuck_reason == "No printer"


@pytest.mark.parametrize("deed", ["reply", "stuck"])
def test_words_are_asked_for_where_there_are_none(client, app, session, invitation, deed):
    answer = client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation, deed, "  "))
    assert answer.status_code == 422 and "field-error" in answer.text
    nothing_happened(session, invitation)


@pytest.mark.parametrize("fields", [{"digits": ""}, {"digits": "test"}, {"digits": "12"}, {"held_ms": "1500"},
                                    {"held_ms": "true"}, {"leave_empty": "x"}])
def test_without_deliberate_input_nothing_happens_and_the_words_stay(client, app, session, invitation, fields):
    data = typed(app, invitation, "reply", "Words")
    if "leave_empty" not in fields:
        data["digits"] = ""
    answer = client.post(f"{link(app, invitation)}/acceptance", data={**data, **fields})
    assert answer.status_code == 422 and ">Words</textarea>" in answer.text.replace("\r\n", "")
    nothing_happened(session, invitation)


def test_the_page_shows_the_digits_it_asks_for(client, app, session, invitation):
    digits = re.search(r"Type (\d\d),", client.get(link(app, invitation)).text)[1]
    assert client.post(f"{link(app, invitation)}/acceptance", data={**act(), "deed": "open", "digits": digits}).status_code == 303


def test_the_same_act_twice_is_one_acceptance_with_one_outcome(client, app, session, invitation):
    data = typed(app, invitation, "reply", "Words")
    first = client.post(f"{link(app, invitation)}/acceptance", data=data)
    client.delete_cookie("__Host-portico")
    again = client.post(f"{link(app, invitation)}/acceptance", data=data)
    assert (again.status_code, again.location) == (303, first.location)
    assert client.get_cookie("__Host-portico") is not None, "a browser that never heard the first answer is let in"
    assert session.scalar(select(func.count()).where(Message.body == "Words")) == 1
    assert session.scalar(select(func.count()).select_from(Membership).join(Membership.user).where(User.email == NEW)) == 1


@pytest.mark.parametrize(("same_act", "heard"), [(True, [303, 303]), (False, [303, 409])])
def test_two_at_the_same_moment_accept_once(app, session, invitation, same_act, heard):
    address, barrier = link(app, invitation), Barrier(2)
    first, second = (typed(app, invitation, "reply", "Words") for _ in range(2))
    forms = [first, first if same_act else second]

    def press(form):
        barrier.wait()
        return app.test_client().post(f"{address}/acceptance", data=form).status_code

    session.rollback()
    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(press, forms)) == heard
    assert session.scalar(select(func.count()).where(Message.body == "Words")) == 1
    assert session.scalar(select(func.count()).where(User.email == NEW)) == 1


def test_the_same_act_with_other_words_is_refused_and_keeps_them(client, app, session, invitation):
    data = typed(app, invitation, "reply", "Words")
    client.post(f"{link(app, invitation)}/acceptance", data=data)
    answer = client.post(f"{link(app, invitation)}/acceptance", data={**data, "body": "Other words"})
    assert answer.status_code == 422 and "Other words" in answer.text
    assert session.scalar(select(func.count()).where(Message.body == "Other words")) == 0


def test_somebody_elses_page_of_an_accepted_link_keeps_its_words_and_shows_nothing(client, app, session, invitation):
    client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    other = app.test_client()
    answer = other.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation, "reply", "Late words"))
    assert answer.status_code == 409 and "Late words" in answer.text and "Three drafts" not in answer.text
    assert other.get_cookie("__Host-portico") is None


def test_an_address_never_used_before_gets_a_whole_session(client, app, session, invitation):
    client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    opened = session.scalar(select(Session))
    assert (opened.membership_id, opened.assurance) == (None, "link")


def test_an_address_used_before_gets_a_session_for_this_membership_only(client, app, session, world):
    made = invite(world, world.mia, world.olaf.email, entry_id=world.logo.id)[0]
    client.post(f"{link(app, made)}/acceptance", data=typed(app, made))
    opened = session.scalar(select(Session))
    seat = session.get(Membership, opened.membership_id)
    assert seat.client_id == world.acme.id and seat.user_id == world.olaf.id


def test_an_owner_who_never_proved_their_address_is_not_taken_over_by_a_link_to_it(client, app, session, world):
    world.owen.proven_at = None
    made = invite(world, world.mia, "owen+else@example.com", entry_id=world.logo.id)[0]
    made.email = world.owen.email
    session.commit()
    data = typed(app, made)
    for _ in ("once", "the same act again"):
        app.test_client().post(f"{link(app, made)}/acceptance", data=data)
    reached = session.scalars(select(Membership).join(Session, Session.membership_id == Membership.id)).all()
    assert [seat.client_id for seat in reached] == [world.acme.id] * 2
    assert session.scalar(select(func.count()).where(Session.membership_id.is_(None))) == 0


def test_a_browser_that_is_signed_in_already_keeps_its_session(client, app, session, world):
    sign_in(client, world.olaf)
    before = client.get_cookie("__Host-portico").value
    made = invite(world, world.mia, world.olaf.email, entry_id=world.logo.id)[0]
    client.post(f"{link(app, made)}/acceptance", data=typed(app, made))
    assert accepted(session, made)
    assert client.get_cookie("__Host-portico").value == before


def test_a_browser_of_somebody_else_is_told_and_then_changes_hands(client, app, session, world, invitation):
    sign_in(client, world.sam)
    assert world.sam.email in client.get(link(app, invitation)).text
    client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    session.expire_all()
    of_sam = session.scalar(select(Session).where(Session.user_id == world.sam.id))
    assert of_sam.revoked_at is not None


def test_the_same_browser_goes_straight_to_the_item(client, app, world, invitation):
    client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    answer = client.get(link(app, invitation))
    assert answer.status_code == 303 and answer.location.endswith(f"/items/{world.logo.id}")


def test_another_browser_is_asked_for_a_mailed_code_and_sees_nothing(client, app, session, world, invitation):
    client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    other = app.test_client()
    page = other.get(link(app, invitation))
    assert page.status_code == 200 and "n•••@example.com" in page.text
    for text in ("Logo", "Three drafts", "vector", "Site", NEW):
        assert text not in page.text
    refused = other.post(f"{link(app, invitation)}/code", data={"digits": ""})
    assert refused.status_code == 422 and session.scalar(select(func.count()).select_from(Challenge)) == 0
    answer = other.post(f"{link(app, invitation)}/code", data=typed(app, invitation))
    assert answer.status_code == 303 and answer.location.endswith("/sign-in/code")
    asked = session.scalar(select(Challenge))
    assert asked.email == NEW and asked.goes_to.endswith(f"/items/{world.logo.id}")
    world.logo.audience = "internal"
    session.commit()
    other.post(f"{link(app, invitation)}/code", data=typed(app, invitation))
    newest = session.scalar(select(Challenge).order_by(Challenge.created_at.desc()))
    assert newest is not asked and str(world.logo.id) not in newest.goes_to
    assert other.get_cookie("__Host-portico") is None


def test_a_link_taken_back_says_so(client, app, session, world, invitation):
    revoke_invitation(invitation=invitation, by=world.mia)
    page = client.get(link(app, invitation))
    assert page.status_code == 410 and "Mia" in page.text and "Three drafts" not in page.text
    answer = client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation, "reply", "Words"))
    assert answer.status_code == 409 and "Words" in answer.text
    assert session.scalar(select(func.count()).where(User.email == NEW)) == 0


def test_a_link_that_ran_out_offers_a_new_one_to_the_same_address(client, app, session, invitation, mailbox):
    invitation.expires_at = now() - timedelta(minutes=1)
    page = client.get(link(app, invitation))
    assert page.status_code == 410 and "n•••@example.com" in page.text and "Three drafts" not in page.text
    assert client.post(f"{link(app, invitation)}/renewal", data={"digits": ""}).status_code == 422
    for _ in range(3):
        assert client.post(f"{link(app, invitation)}/renewal", data=typed(app, invitation)).status_code == 201
    answer = client.post(f"{link(app, invitation)}/renewal", data=typed(app, invitation))
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    sent = session.scalars(select(Invitation).where(Invitation.email == NEW, Invitation.id != invitation.id)).all()
    assert len(sent) == 1 and sent[0].is_pending
    assert client.get(link(app, invitation)).status_code == 410, "the old link stays what it is"
    assert client.get(link(app, sent[0])).status_code == 200


def test_what_does_not_fit_the_state_of_a_link_leads_back_to_it(client, app, session, invitation):
    for what in ("renewal", "code"):
        answer = client.post(f"{link(app, invitation)}/{what}", data=typed(app, invitation))
        assert answer.status_code == 303 and answer.location.endswith(link(app, invitation))
    nothing_happened(session, invitation)


@pytest.mark.parametrize("whose", ["workspace", "project"])
def test_where_previews_are_off_a_card_shows_nothing_of_the_entry(client, app, session, world, invitation, whose):
    world.site.summary = "A new site"
    if whose == "workspace":
        world.nord.preview_invitations = False
    else:
        world.site.preview_invitations = False
    page = client.get(link(app, invitation)).text
    for text in ("Site", "A new site", "Mia"):
        assert text in page
    for text in ("Logo", "Three drafts", "vector"):
        assert text not in page
    answer = client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    assert answer.location.endswith(f"/items/{world.logo.id}"), "once in, it is there"


def test_an_entry_that_is_internal_again_falls_to_the_card(client, app, session, world, invitation):
    world.logo.audience = "internal"
    page = client.get(link(app, invitation)).text
    assert "Site" in page and "Logo" not in page and "vector" not in page
    answer = client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation, "reply", "Words"))
    assert answer.status_code == 409 and "Words" in answer.text
    nothing_happened(session, invitation)
    answer = client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    assert answer.location.endswith(f"/projects/{world.site.id}")


def test_a_closed_project_opens_nothing(client, app, session, world, invitation):
    world.site.archived_at = now()
    page = client.get(link(app, invitation))
    assert page.status_code == 410 and "Three drafts" not in page.text
    client.post(f"{link(app, invitation)}/acceptance", data=typed(app, invitation))
    nothing_happened(session, invitation)


def test_an_unaccepted_link_opens_nothing_else(client, app, world, invitation):
    client.get(link(app, invitation))
    for path in ("/", f"/projects/{world.site.id}", f"/projects/{world.site.id}/items/{world.logo.id}"):
        assert client.get(path).status_code in (302, 401)


def test_the_page_costs_few_statements(client, app, session, world, invitation, statements):
    for user in (world.cleo, world.cora, world.abe, world.lea, world.tess) * 3:
        say(world, user, f"From {user.name}")
    session.commit()
    with statements() as sent:
        client.get(link(app, invitation))
    assert len([each for each in sent if each.startswith(("SELECT", "INSERT", "UPDATE"))]) <= 12, sent
