"""Threads over HTTP: posting, refusals that keep the words, permalinks, windows, marks."""
import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.talk.message import Message
from portal.talk.read_mark import ReadMark
from tests.talk.speaking import say, start, thread
from tests.world import INTERNAL, MARKERS, act, sign_in

JSON, HTMX = {"Accept": "application/json"}, {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def talk(session, world):
    """A shared discussion, in which everybody can be tried."""
    return start(world.tess, world.site, "Kick-off", body="Welcome")


def address(entry, more=""):
    return f"/projects/{entry.project_id}/entries/{entry.id}/messages{more}"


def page(entry, more=""):
    return f"/projects/{entry.project_id}/talk/{entry.id}{more}"


def post(client, entry, headers=None, **fields):
    return client.post(address(entry), data=act(**{"lane": "shared", "body": "Hello", **fields}), headers=headers)


def count(session):
    return session.query(Message).count()


def test_a_reply_is_stored_and_leads_to_its_place(client, world, talk):
    sign_in(client, world.cleo)
    answer = post(client, talk, body="On my way")
    assert answer.status_code == 303
    landed = client.get(answer.location)
    assert landed.status_code == 302
    window, anchor = landed.location.split("#")
    body = client.get(window).text
    assert f'id="{anchor}"' in body and "On my way" in body


def test_the_outbox_hears_a_small_outcome(client, session, world, talk):
    sign_in(client, world.cleo)
    answer = post(client, talk, headers=JSON)
    assert (answer.status_code, answer.json["outcome"], answer.json["entry"]) == (201, "stored", str(talk.id))


def test_htmx_gets_what_came_since_and_an_empty_composer(client, session, world, talk):
    last = thread(world.cleo, talk).last
    say(world.cora, talk, "Meanwhile")
    sign_in(client, world.cleo)
    answer = post(client, talk, headers=HTMX, body="My words", after=last.id)
    assert answer.status_code == 201
    assert "Meanwhile" in answer.text and "My words" in answer.text and "Welcome" not in answer.text
    assert re.search(r"<textarea[^>]*></textarea>", answer.text)


def test_after_more_than_a_window_htmx_goes_to_the_message(client, session, world, talk):
    last = thread(world.cleo, talk).last
    for n in range(31):
        say(world.cora, talk, str(n))
    sign_in(client, world.cleo)
    answer = post(client, talk, headers=HTMX, after=last.id)
    assert answer.headers["HX-Redirect"].startswith(address(talk, "/"))


@pytest.mark.parametrize(("fields", "reason"), [
    ({"lane": None}, "no_lane"), ({"lane": "internal"}, "no_lane"), ({"lane": "loud"}, "no_lane"),
    ({"body": " \n "}, "no_words"), ({"body": "x" * 20_001}, "too_many_words"),
])
def test_what_is_missing_or_wrong_is_said_and_the_words_stay(client, session, world, talk, fields, reason):
    sign_in(client, world.cleo)
    fields = {"lane": "shared", "body": "My words", **fields}
    sent = act(**{name: value for name, value in fields.items() if value is not None})
    for headers in ({}, HTMX):
        answer = client.post(address(talk), data=sent, headers=headers)
        assert answer.status_code == 422
        assert fields["body"].strip() in answer.text and "field-error" in answer.text
        assert sent["act"] not in answer.text, "a refused act goes on under a new id"
    answer = client.post(address(talk), data=sent, headers=JSON)
    assert (answer.status_code, answer.json["outcome"], answer.json["reason"]) == (422, "refused", reason)
    assert len(answer.json["sentence"]) > 10
    assert count(session) == 1


def test_the_same_act_twice_is_done_once_even_after_access_is_lost(client, session, world, talk):
    sign_in(client, world.cleo)
    sent = act(lane="shared", body="Once")
    first = client.post(address(talk), data=sent, headers=JSON)
    again = client.post(address(talk), data=sent, headers=JSON)
    assert first.json == again.json and count(session) == 2
    talk.audience = "internal"
    session.commit()
    lost = client.post(address(talk), data=sent, headers=JSON)
    assert (lost.status_code, lost.json) == (200, first.json)
    assert client.get(first.json["location"]).status_code == 404


def test_the_same_act_with_other_words_keeps_them_under_a_new_id(client, session, world, talk):
    sign_in(client, world.cleo)
    sent = act(lane="shared", body="Once")
    client.post(address(talk), data=sent)
    answer = client.post(address(talk), data={**sent, "body": "Other words"})
    assert answer.status_code == 422 and "Other words" in answer.text and sent["act"] not in answer.text
    assert count(session) == 2


def test_an_id_that_anybody_has_taken_gets_one_refusal(client, session, world, talk):
    taken = [say(world.tess, world.secret, INTERNAL, lane="internal"), say(world.olaf, world.cart, "BOLT"),
             say(world.rex, world.crown, "REX"), say(world.tess, talk)]
    session.commit()
    sign_in(client, world.cleo)
    answers = [post(client, talk, headers=JSON, act=str(message.id)) for message in taken]
    assert {(answer.status_code, answer.text) for answer in answers} == {(422, answers[0].text)}
    assert (answers[0].json["outcome"], answers[0].json["reason"]) == ("refused", "act_taken")
    kept = post(client, talk, act=str(taken[0].id), body="My words")
    assert "My words" in kept.text and not any(marker in kept.text for marker in MARKERS)


def test_staff_whose_shared_reply_reaches_an_internal_entry_keep_it(client, session, world, talk):
    sign_in(client, world.tess)
    talk.audience = "internal"
    session.commit()
    answer = post(client, talk, body="My words")
    assert answer.status_code == 409 and "My words" in answer.text and "no longer shared" in answer.text
    assert 'value="shared"' not in answer.text, "only the team's lane is left"
    answer = post(client, talk, headers=JSON)
    assert (answer.status_code, answer.json["outcome"], answer.json["reason"]) == (409, "conflict", "not_shared")
    assert "no longer shared" in answer.json["sentence"] and answer.json["changed"] == {}
    assert count(session) == 1


def test_a_contact_whose_reply_comes_too_late_keeps_the_words(client, session, world, talk):
    say(world.cleo, talk, "I was here")
    talk.audience = "internal"
    session.commit()
    sign_in(client, world.cleo)
    answer = post(client, talk, body="My words")
    assert answer.status_code == 409 and "My words" in answer.text
    assert "Kick-off" not in answer.text
    assert post(client, talk, headers=JSON).json["outcome"] == "conflict"
    # Who never was there learns nothing, but keeps the words too.
    sign_in(client, world.cora)
    for entry in (talk, world.secret, world.cart, world.crown):
        answer = post(client, entry, body="My words")
        assert answer.status_code == 404 and "My words" in answer.text
    unknown = client.post(f"/projects/{world.site.id}/entries/{uuid4()}/messages", data=act(lane="shared", body="x"))
    assert unknown.status_code == 404
    assert session.scalar(select(Message).where(Message.body == "My words")) is None


def test_a_viewer_reads_and_does_not_write(client, world, talk):
    sign_in(client, world.vera)
    body = client.get(page(talk)).text
    assert "Welcome" in body and "composer" not in body.partition("<main")[2]
    assert post(client, talk).status_code == 403


def test_the_internal_lane_is_nowhere_on_a_contacts_pages(client, session, world, talk):
    note = say(world.mia, talk, INTERNAL, lane="internal")
    session.commit()
    sign_in(client, world.cleo)
    for path in (page(talk), page(talk, f"?around={note.id}"), page(talk, f"?after={note.id}"),
                 f"/projects/{world.site.id}/talk"):
        body = client.get(path).text
        assert "Kick-off" in body
        for hidden in (*MARKERS, "Mia", "Team only", "internal"):
            assert hidden not in body.partition("<main")[2], (path, hidden)
    for more in (f"/{note.id}", f"/{note.id}/edit", f"/{note.id}/revisions"):
        assert client.get(address(talk, more)).status_code == 404
    assert INTERNAL not in client.get(address(talk, f"/window?before={note.id}")).text


def test_a_permalink_holds_only_in_its_own_thread(client, session, world, talk):
    other = start(world.tess, world.site, "Other")
    message = say(world.tess, other)
    session.commit()
    sign_in(client, world.cleo)
    assert client.get(address(other, f"/{message.id}")).status_code == 302
    assert client.get(address(talk, f"/{message.id}")).status_code == 404
    assert client.get(address(other, f"/{message.id}").replace(str(world.site.id), str(world.shop.id))).status_code == 404


def test_looking_never_marks_and_the_page_marks_what_it_showed(client, session, world, talk):
    sign_in(client, world.cora)
    body = client.get(page(talk)).text
    assert session.get(ReadMark, (talk.id, world.cora.id)) is None
    mark = re.search(r'name="message" value="([^"]+)"', body)[1]
    path = f"/projects/{talk.project_id}/entries/{talk.id}/read-mark"
    answer = client.post(path, data=act(_method="PUT", message=mark), headers=HTMX)
    assert answer.status_code == 200
    assert session.get(ReadMark, (talk.id, world.cora.id)).number > 0
    body = client.get(page(talk)).text
    assert "is-silent" not in body and 'id="new"' not in body


def test_a_mark_cannot_be_set_by_what_is_hidden(client, session, world, talk):
    note = say(world.mia, talk, INTERNAL, lane="internal")
    session.commit()
    sign_in(client, world.cora)
    path = f"/projects/{talk.project_id}/entries/{talk.id}/read-mark"
    for message in (note.id, uuid4(), ""):
        assert client.post(path, data=act(_method="PUT", message=message)).status_code == 404


def test_the_author_edits_and_deletes_and_nobody_else(client, session, world, talk):
    message = say(world.cleo, talk, "First")
    session.commit()
    path = address(talk, f"/{message.id}")
    for other in (world.cora, world.tess, world.owen):
        sign_in(client, other)
        assert client.get(f"{path}/edit").status_code == 403
        assert client.post(path, data=act(_method="PUT", body="x")).status_code == 403
        assert client.post(path, data=act(_method="DELETE")).status_code == 403
    sign_in(client, world.cleo)
    assert "First" in client.get(f"{path}/edit").text
    fragment = client.post(path, data=act(_method="PUT", body="Second", shown_body="First"), headers=HTMX)
    assert "Second" in fragment.text and "edited" in fragment.text
    assert client.post(path, data=act(_method="PUT", body="Third", shown_body="First")).status_code == 409
    kept = client.post(path, data=act(_method="PUT", body="Third", shown_body="First")).text
    assert "Third" in kept and "Second" in kept
    assert client.post(path, data=act(_method="PUT", body=" ", shown_body="Second")).status_code == 422
    assert "First" in client.get(f"{path}/revisions").text
    assert client.post(path, data=act(_method="DELETE")).status_code == 303
    body = client.get(page(talk)).text
    assert "Message deleted" in body and "Second" not in body
    assert "First" not in client.get(f"{path}/revisions").text


def test_earlier_messages_come_as_fragment_or_page(client, session, world, talk):
    for n in range(40):
        say(world.tess, talk, f"number {n}.")
    session.commit()
    sign_in(client, world.cleo)
    body = client.get(page(talk)).text
    assert "number 39." in body and "number 9." not in body
    assert "?around=" in body, "the first new message is not on this page"
    before = re.search(r'href="[^"]*\?before=([^"]+)"', body)[1]
    for path in (page(talk, f"?before={before}"), address(talk, f"/window?before={before}")):
        older = client.get(path).text
        assert "number 9." in older and "Welcome" in older and "number 10." not in older
    assert client.get(address(talk, "/window")).status_code == 404


def test_a_page_marks_by_itself_only_where_the_first_new_message_is_on_it(client, session, world, talk):
    for n in range(40):
        say(world.tess, talk, f"number {n}.")
    session.commit()
    sign_in(client, world.cleo)
    assert "intersect" not in client.get(page(talk)).text
    first = thread(world.cleo, talk).first_unread
    session.commit()
    assert "intersect" in client.get(page(talk, f"?around={first}")).text


def test_the_list_of_discussions_costs_as_many_statements_for_many_as_for_one(client, session, world, talk, statements):
    sign_in(client, world.cora)
    path, people = f"/projects/{world.site.id}/talk", (world.tess, world.mia, world.cleo, world.abe)

    def cost():
        with statements() as sent:
            assert client.get(path).status_code == 200
        return len([line for line in sent if line.startswith("SELECT")])

    few = cost()
    for n in range(40):
        say(people[n % 4], start(people[-n % 4], world.site, f"d{n}"))
    # What this test itself wrote is told to open pages with its own commit.
    session.commit()
    assert few <= 7 and cost() == few
    body = client.get(path).text
    older = re.search(r'href="([^"]*before=[^"]*)"', body)[1]
    assert "Kick-off" not in body and "Kick-off" in client.get(older, headers=HTMX).text


def test_a_discussion_is_started_with_its_first_message(client, session, world):
    sign_in(client, world.tess)
    path = f"/projects/{world.site.id}/talk"
    assert client.get(f"{path}/new").status_code == 200
    missing = client.post(path, data=act(subject="Plans", body="My words"))
    assert missing.status_code == 422 and "My words" in missing.text
    answer = client.post(path, data=act(subject="Plans", body="My words", lane="internal"))
    assert "My words" in client.get(answer.location).text
    sign_in(client, world.cleo)
    assert client.get(answer.location).status_code == 404
    assert client.post(path, data=act(subject="S", body="b", lane="internal")).status_code == 422
    for nothing in ("\x01", "", " "):
        assert client.post(path, data=act(subject="S", body=nothing, lane="shared")).status_code == 422
    assert client.post(path, data=act(subject="Question", body="b", lane="shared")).status_code == 303
    assert "Question" in client.get(path).text and "Plans" not in client.get(path).text
    sign_in(client, world.vera)
    assert client.post(path, data=act(subject="S", body="b", lane="shared")).status_code == 403
    sign_in(client, world.olaf)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("reader", ["tess", "cora"])
def test_a_page_costs_as_many_statements_for_a_long_thread_as_for_a_short_one(client, session, world, talk, statements, reader):
    sign_in(client, getattr(world, reader))
    people = (world.tess, world.mia, world.cleo, world.abe, world.lea, world.owen)

    def cost(more):
        for n in range(more):
            say(people[n % 6], talk)
        with statements() as sent:
            assert client.get(page(talk)).status_code == 200
        return len([line for line in sent if line.split()[0] in ("SELECT", "INSERT", "UPDATE")])

    few = cost(5)
    assert few <= 9 and cost(290) == few
