"""A message that was changed or deleted on another device meanwhile."""
import pytest
from sqlalchemy import update

from blueprints.talk import read_marks
from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.visible import stay_visible
from portal.talk.deleting import delete_message
from portal.talk.editing import edit_message
from portal.talk.read_mark import ReadMark
from tests.talk.speaking import found, say, standing, start
from tests.world import act, sign_in

JSON = {"Accept": "application/json"}


def edit(client, talk, message, headers=JSON, **fields):
    return client.post(f"/projects/{talk.project_id}/entries/{talk.id}/messages/{message.id}",
                       data=act(_method="PUT", **fields), headers=headers)


def said(world):
    talk = start(world.tess, world.site, "Kick-off")
    by = standing(world.cleo, talk)
    return talk, say(world.cleo, talk, "First words"), {"entry": found(by.viewer, talk), "by": by}


def test_words_changed_elsewhere_are_told_beside_ones_own(client, session, world):
    talk, message, here = said(world)
    edit_message(message, **here, body="Second words")
    sign_in(client, world.cleo)
    answer = edit(client, talk, message, body="Third words", shown_body="First words")
    assert (answer.status_code, answer.json["outcome"]) == (409, "conflict")
    assert answer.json["changed"] == {"body": {"label": "Your message", "yours": "Third words", "theirs": "Second words",
                                               "now": "Second words"}}
    assert edit(client, talk, message, body="Third words", shown_body="Second words").json["outcome"] == "stored"


def test_words_for_a_message_deleted_elsewhere_are_kept(client, session, world):
    talk, message, here = said(world)
    delete_message(message, **here)
    sign_in(client, world.cleo)
    told = edit(client, talk, message, body="Third words", shown_body="First words").json
    assert (told["outcome"], told["reason"], told["changed"]) == ("conflict", "deleted", {})
    assert "Third words" in edit(client, talk, message, headers={}, body="Third words", shown_body="First words").text


def test_a_deleted_message_of_somebody_else_is_no_news(client, session, world):
    talk, message, here = said(world)
    delete_message(message, **here)
    sign_in(client, world.cora)
    assert edit(client, talk, message, body="Mine now").status_code == 403


def test_an_empty_or_endless_edit_is_refused_with_its_reason(client, session, world):
    talk, message, _here = said(world)
    sign_in(client, world.cleo)
    for body, reason in ((" ", "no_words"), ("x" * 20_001, "too_many_words")):
        answer = edit(client, talk, message, body=body)
        assert (answer.status_code, answer.json["outcome"], answer.json["reason"]) == (422, "refused", reason)
        assert answer.json["sentence"]


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_mark_for_what_was_hidden_meanwhile_is_not_made(client, session, world, monkeypatch):
    talk, message, _here = said(world)
    sign_in(client, world.cora)

    def hide_first(*asked):
        # Between the look and the writing somebody else hides it, on a connection of their own.
        with db.engine.connect() as other:
            other.execute(update(Entry).where(Entry.id == talk.id).values(audience="internal"))
            other.commit()
        stay_visible(*asked)

    monkeypatch.setattr(read_marks, "stay_visible", hide_first)
    address = f"/projects/{talk.project_id}/entries/{talk.id}/read-mark"
    answer = client.put(address, data=act(message=str(message.id)), headers=JSON)
    assert (answer.status_code, answer.json["outcome"]) == (404, "refused")
    assert session.get(ReadMark, (talk.id, world.cora.id)) is None
