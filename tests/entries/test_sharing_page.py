"""The sharing dialog: who may open it, what it tells, what it does."""
import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.entries.about import set_about
from portal.entries.sharing import NeverShared, share
from portal.entries.visible import entries_visible_to
from portal.history.event import Event
from portal.projects.viewer import viewer_of
from portal.talk.message import Message
from tests.decisions.asking import add_document, asked_by
from tests.world import BOLT, act, add_item, sign_in


def at(entry):
    return f"/projects/{entry.project_id}/entries/{entry.id}/sharing"


def say(session, entry, author, body, lane="internal"):
    message = Message(id=uuid4(), workspace_id=entry.workspace_id, entry_id=entry.id, author_id=author.id, side="staff",
                      lane=lane, body=body, html=body)
    session.add(message)
    session.flush()
    return message


def put(client, entry, **fields):
    return client.post(at(entry), data=act(_method="PUT", **{"audience": "client", **fields}))


def hide(client, entry, **fields):
    return client.post(at(entry), data=act(_method="DELETE", **fields))


def seen(session, user):
    session.expire_all()
    return {entry.title for entry in session.scalars(entries_visible_to(viewer_of(user)))}


@pytest.mark.parametrize(("who", "status"), [
    ("mia", 200), ("ada", 200), ("owen", 200), ("tess", 403), ("tom", 404), ("cora", 404), ("lea", 404), ("olaf", 404),
    ("rex", 404), ("sam", 404)])
def test_managers_share_others_may_not_and_who_cannot_see_it_finds_nothing(client, world, session, who, status):
    sign_in(client, getattr(world, who))
    answer = client.get(at(world.secret))
    assert answer.status_code == status
    assert (world.secret.title in answer.text) == (status == 200)
    if status != 200:
        assert put(client, world.secret).status_code == status
        assert hide(client, world.logo).status_code == (404 if who in ("tom", "olaf", "rex", "sam") else 403)
    assert world.secret.title not in seen(session, world.cleo)


def test_a_contact_may_not_share_what_they_see(client, world):
    sign_in(client, world.cora)
    assert client.get(at(world.logo)).status_code == 403
    assert hide(client, world.logo).status_code == 403


def test_the_dialog_names_who_will_see_it_and_nobody_else(client, world):
    sign_in(client, world.mia)
    text = client.get(at(world.secret)).text
    assert "5 people now: Abe, Cleo, Cora, Lea, Vera" in text
    for stranger in ("Nick", "Remy", BOLT, "Olaf"):
        assert stranger not in text, stranger
    assert "What stays with the team" in text and "messages you did not tick; everything that happened before" in text


def test_sharing_leads_back_to_the_item_and_brings_only_ticked_messages(client, world, session):
    come, stay = say(session, world.secret, world.tess, "come"), say(session, world.secret, world.tess, "stay")
    sign_in(client, world.mia)
    assert f'value="{come.id}" checked' not in client.get(at(world.secret)).text
    answer = put(client, world.secret, message=[come.id], shown_audience="internal")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/items/{world.secret.id}")
    assert world.secret.title in seen(session, world.cleo)
    assert (come.lane, stay.lane) == ("shared", "internal")


def test_only_named_people_see_what_is_shared_with_them(client, world, session):
    sign_in(client, world.mia)
    assert put(client, world.secret, audience="named", reader=[world.seat(world.cleo).id]).status_code == 303
    assert world.secret.title in seen(session, world.cleo)
    assert world.secret.title not in seen(session, world.cora)
    assert f'value="{world.seat(world.cleo).id}" checked' in client.get(at(world.secret)).text


@pytest.mark.parametrize("fields", [{"audience": "named"}, {"audience": "everyone"}, {"audience": ""},
                                    {"audience": "named", "reader": ["nonsense"]}])
def test_a_wrong_choice_is_refused_and_shown_again(client, world, session, fields):
    sign_in(client, world.mia)
    answer = put(client, world.secret, **fields)
    assert answer.status_code == 422
    assert 'name="audience"' in answer.text
    assert world.secret.title not in seen(session, world.cleo)


def test_a_stranger_cannot_be_named(client, world, session):
    sign_in(client, world.mia)
    for stranger in (world.nick, world.olaf, world.rex):
        answer = put(client, world.secret, audience="named", reader=[world.seat(stranger).id])
        assert answer.status_code == 422
        assert stranger.email not in answer.text and BOLT not in answer.text


def test_a_message_that_is_gone_or_of_another_item_comes_not_along_and_nothing_is_shared(client, world, session):
    foreign = say(session, world.logo, world.tess, "x")
    sign_in(client, world.mia)
    for message in (foreign.id, uuid4(), "nonsense"):
        assert put(client, world.secret, message=[message]).status_code == 409
    assert world.secret.title not in seen(session, world.cleo)


def test_somebody_else_changed_it_meanwhile(client, world, session):
    sign_in(client, world.mia)
    share(entry=world.secret, by=world.ada, audience="named", readers=[world.seat(world.cleo).id])
    answer = put(client, world.secret, shown_audience="internal", shown_readers="")
    assert answer.status_code == 409
    assert "Somebody changed who sees it meanwhile" in answer.text
    assert world.secret.title not in seen(session, world.cora)


def test_a_branch_that_grew_meanwhile_is_asked_about_again(client, world, session):
    add_item(world.site, "Child", parent_id=world.secret.id)
    sign_in(client, world.mia)
    shown = re.search(r'name="shown_below" value="([\d,]+)"', client.get(at(world.secret)).text)[1]
    add_item(world.site, "Sneaky", parent_id=world.secret.id)
    assert put(client, world.secret, branch="yes", shown_below=shown).status_code == 409
    assert "Sneaky" not in seen(session, world.cleo)
    assert put(client, world.secret, branch="yes", shown_below="2,0").status_code == 303
    assert {"Child", "Sneaky"} <= seen(session, world.cleo)


def test_hiding_takes_it_and_if_asked_its_branch_away(client, world, session):
    add_item(world.site, "Child", parent_id=world.logo.id, audience="client")
    sign_in(client, world.mia)
    assert hide(client, world.logo, shown_audience="client").status_code == 303
    assert seen(session, world.cleo) == {"Child"}
    put(client, world.logo)
    assert hide(client, world.logo, branch="yes", shown_below="0,1").status_code == 303
    assert seen(session, world.cleo) == set()


def test_shared_again_the_client_sees_what_it_had_seen_unless_that_is_unticked(client, world, session):
    old = say(session, world.logo, world.tess, "old", lane="shared")
    sign_in(client, world.mia)
    hide(client, world.logo)
    text = client.get(at(world.logo)).text
    assert "1 message they had seen before" in text
    put(client, world.logo, seen="yes", shown_seen="1")
    session.expire_all()
    assert old.lane == "shared"
    hide(client, world.logo)
    put(client, world.logo, shown_seen="1")
    session.expire_all()
    assert old.lane == "internal"


def test_turning_to_older_messages_keeps_what_was_ticked_and_shares_nothing(client, world, session):
    messages = [say(session, world.secret, world.tess, f"word {n}") for n in range(32)]
    sign_in(client, world.mia)
    first = client.get(at(world.secret)).text
    assert "word 31" in first and "word 1<" not in first
    answer = put(client, world.secret, message=[messages[31].id], window=str(messages[2].id))
    assert answer.status_code == 200
    assert "word 1<" in answer.text and "word 31" not in answer.text
    assert f'<input type="hidden" name="message" value="{messages[31].id}">' in answer.text
    assert world.secret.title not in seen(session, world.cleo)


def test_it_says_that_what_is_about_a_hidden_entry_stays_hidden(client, world, session):
    child = add_item(world.site, "Question")
    set_about(child, world.secret)
    sign_in(client, world.mia)
    assert f"It stays hidden because it is about “{world.secret.title}”" in client.get(at(child)).text


def test_it_names_the_open_questions_that_end_when_it_is_hidden_and_ends_them(client, world, session):
    document = add_document(world.site, world.tess, about=world.logo)
    asked = asked_by(world, document, [world.abe], title="Is the file right?")
    own = asked_by(world, world.logo, [world.mia], title="For the team", by=world.mia)
    sign_in(client, world.mia)
    dialog = client.get(at(world.logo)).text
    assert "This open question ends" in dialog and asked.title in dialog and own.title not in dialog
    assert asked.title in client.post(f"/projects/{world.site.id}/sharing", data=act(entry=str(world.logo.id))).text
    hide(client, world.logo)
    session.expire_all()
    assert (asked.state, asked.cause, own.state) == ("cancelled", "unshared", "open")
    assert client.get(at(own)).status_code == 403, "the team's own questions stay with it"
    with pytest.raises(NeverShared):
        share(entry=own, by=world.mia)


def test_the_same_act_twice_shares_once(client, world, session):
    sign_in(client, world.mia)
    fields = act(_method="PUT", audience="client")
    first = client.post(at(world.secret), data=fields)
    share_again = client.post(at(world.secret), data=fields)
    assert (first.status_code, first.location) == (share_again.status_code, share_again.location)
    assert [event.verb for event in session.scalars(select(Event).where(Event.entry_id == world.secret.id))] == ["shared"]


def test_the_dialog_costs_the_same_however_much_there_is(client, world, session, statements):
    sign_in(client, world.mia)
    page = at(world.secret)
    client.get(page)
    with statements() as few:
        client.get(page)
    for n in range(40):
        say(session, world.secret, (world.tess, world.mia, world.ada, world.owen)[n % 4], f"word {n}")
        add_item(world.site, f"Child {n}", parent_id=world.secret.id, audience=("client", "internal")[n % 2])
    session.commit()
    with statements() as many:
        assert client.get(page).status_code == 200
    assert len(many) == len(few) <= 12
