"""A refusal is a sentence, as page and as fragment, and works when nothing else does."""
import pytest
from flask import abort
from flask_wtf.csrf import generate_csrf

from app import create_app
from blueprints.support import errors
from blueprints.support.door import public, viewer
from blueprints.support.errors import sorry
from blueprints.support.forms import guard
from blueprints.support.statuses import WORDS, words_for
from tests.world import sign_in

HTMX, JSON = {"HX-Request": "true", "HX-Request-Type": "partial"}, {"Accept": "application/json"}


@pytest.mark.parametrize("status", WORDS)
def test_each_error_has_a_page_with_one_heading(app, status):
    with app.test_request_context("/x"):
        answer = sorry(status)
        page = answer.get_data(as_text=True)
        assert answer.status_code == status and page.count("<h1") == 1 and str(WORDS[status][0]) in page


@pytest.mark.parametrize("status", WORDS)
def test_each_error_has_a_fragment_that_leaves_the_form_alone(app, status):
    with app.test_request_context("/x", headers=HTMX):
        answer = sorry(status)
        part = answer.get_data(as_text=True)
        assert answer.status_code == status and "<html" not in part and str(WORDS[status][0]) in part
    assert answer.headers["HX-Retarget"] == "#notices"


def test_a_form_without_a_fresh_token_changes_nothing_and_is_told_to_reload(house):
    app, done = create_app(house.settings), []
    app.add_url_rule("/thing", "thing", public(lambda: done.append(1) or "done"), methods=["POST"])
    for token in ({}, {"csrf_token": "old"}):
        answer = app.test_client().post("/thing", data=token)
        assert answer.status_code == 419 and "nonce-" in answer.headers["Content-Security-Policy"]
    assert done == []


#: Who cannot know a form's proof, and why no stranger's page gains by that.
EXCUSED = {
    "blueprints.inbox.shares.create": "another app that shares words; they are shown again and stored nowhere",
    "blueprints.inbox.unsubscribing.create": "a mail program, by one click (RFC 8058); the secret stands in the address",
    "blueprints.letters.mail_in.create": "a mail server; it shows a token in a header and is nobody's session",
}


def test_no_route_that_goes_by_a_session_is_excused_from_the_proof(app):
    assert guard._exempt_views == EXCUSED.keys() and not guard._exempt_blueprints


def test_an_error_page_that_fails_itself_still_says_something(app, monkeypatch):
    monkeypatch.setattr(errors, "_page", lambda context: 1 / 0)
    with app.test_request_context("/x"):
        answer = sorry(500)
        assert answer.status_code == 500 and "went wrong" in answer.get_data(as_text=True)


def test_a_bug_shows_no_traces(app, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "worker.offline", public(lambda: {}["secret name"]))
    answer = app.test_client().get("/offline")
    assert answer.status_code == 500 and "secret name" not in answer.text and "Traceback" not in answer.text


def test_unknown_statuses_are_said_too(app, monkeypatch):
    monkeypatch.setitem(app.view_functions, "worker.offline", public(lambda: abort(418)))
    assert app.test_client().get("/offline").status_code == 418


@pytest.mark.parametrize("status, reason", [(401, "signed_out"), (408, "too_slow"), (419, "csrf"), (425, "too_early"),
                                            (429, "too_often"), (500, "broken"), (503, "broken")])
def test_the_outbox_is_told_to_try_later(app, status, reason):
    with app.test_request_context("/x", headers=JSON):
        answer = sorry(status)
    assert (answer.status_code, answer.json) == (status, {"outcome": "later", "reason": reason})


@pytest.mark.parametrize("status, reason", [(403, "not_allowed"), (404, "not_found"), (405, "not_here"), (413, "too_big"),
                                            (418, "refused")])
def test_the_outbox_hears_a_final_refusal_in_the_readers_language(app, status, reason):
    for language in ("en", "de"):
        with app.test_request_context("/x", headers={**JSON, "Accept-Language": language}):
            answer, what = sorry(status), str(words_for(status)[0])
        assert (answer.status_code, answer.json["outcome"], answer.json["reason"]) == (status, "refused", reason)
        assert answer.json["sentence"].startswith(what) and answer.json["fields"] == {}


def test_a_bug_behind_the_door_is_told_by_our_own_page(client, world, monkeypatch):
    monkeypatch.setitem(client.application.config, "PROPAGATE_EXCEPTIONS", False)
    sign_in(client, world.cleo)
    monkeypatch.setitem(client.application.view_functions, "items.show", lambda **ids: viewer().memberships and 1 / 0)
    answer = client.get(f"/projects/{world.site.id}/items/{world.logo.id}")
    assert answer.status_code == 500 and "icon-back" in answer.text


def test_a_token_that_was_good_is_good_for_its_own_session_only(house):
    app, done = create_app(house.settings), []
    app.add_url_rule("/token", "token", public(generate_csrf))
    app.add_url_rule("/thing", "thing", public(lambda: done.append(1) or "done"), methods=["POST"])
    mine, other = app.test_client(), app.test_client()
    token, others = mine.get("/token").text, other.get("/token").text
    assert [mine.post("/thing", data={"csrf_token": token}).status_code for _ in range(3)] == [200] * 3
    assert [other.post("/thing", data={"csrf_token": each}).status_code for each in (token, others, token)] == [419, 200, 419]
    assert mine.post("/thing", data={"csrf_token": token + "x"}).status_code == 419 and len(done) == 4
    assert app.test_client().post("/thing", data={"csrf_token": token}).status_code == 419
