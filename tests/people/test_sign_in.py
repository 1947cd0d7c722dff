"""Signing in by mail: the browser that asked, once, within ten minutes, and nobody locks another out."""
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import select

from blueprints.people.knocking import ANSWERING
from portal.base.clock import now
from portal.notices.delivery import Delivery
from portal.people.challenge import Challenge
from portal.people.challenges import LASTS, TRIES, code_of, token_of
from portal.people.session import Session
from tests.world import sign_in


@pytest.fixture
def key(app):
    return app.config["SETTINGS"].secret_key


@pytest.fixture
def other(app):
    return app.test_client()


def ask(client, email="cleo@example.com", **fields):
    return client.post("/sign-in", data={"email": email, **fields})


def newest(session) -> Challenge:
    session.expire_all()
    return session.scalars(select(Challenge).order_by(Challenge.created_at.desc())).first()


def wrong(code: str) -> str:
    return ("A" if code[0] != "A" else "C") + code[1:]


def signed_in(client) -> bool:
    return client.get_cookie("__Host-portico") is not None


def test_the_code_typed_where_it_was_asked_signs_in(client, session, world, key):
    assert ask(client).location == "/sign-in/code"
    assert "cleo@example.com" in client.get("/sign-in/code").text
    code = code_of(key, newest(session).id)
    answer = client.post("/sign-in/code", data={"code": f" {code[:4].lower()}-{code[4:]} "})
    assert (answer.status_code, answer.location) == (303, "/")
    opened = session.scalars(select(Session)).one()
    assert (opened.user_id, opened.assurance, opened.membership_id) == (world.cleo.id, "code", None)
    assert client.get("/sign-in").location == "/"


def test_the_cookie_is_bound_to_this_host_and_hidden_from_scripts(client, session, world, key):
    ask(client)
    answer = client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)})
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("__Host-portico="))
    assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


def test_the_link_signs_in_the_browser_that_asked_by_its_button_only(client, session, world, key):
    ask(client)
    link = f"/sign-in/{token_of(key, newest(session).id)}"
    for reading in (client.get, client.head):
        assert reading(link).status_code == 200 and not signed_in(client)
    assert client.get(link).headers["Referrer-Policy"] == "no-referrer"
    assert client.post(link).status_code == 303 and signed_in(client)
    assert client.post(link).status_code == 410


def test_a_scanner_that_opens_the_link_and_presses_its_buttons_neither_takes_nor_burns_it(client, other, session, world, key):
    ask(client)
    challenge = newest(session)
    link = f"/sign-in/{token_of(key, challenge.id)}"
    for _ in range(TRIES + 3):
        other.get(link), other.head(link)
        answer = other.post(link, data={"shared": "y"})
        assert answer.status_code == 403 and not signed_in(other)
        other.post("/sign-in/code", data={"code": code_of(key, challenge.id)})
        assert not signed_in(other)
    assert (newest(session).tries, newest(session).used_at) == (0, None)
    assert client.post(link).status_code == 303


def test_elsewhere_the_link_shows_the_code_to_type(client, other, session, world, key):
    ask(client)
    challenge = newest(session)
    code = code_of(key, challenge.id)
    text = other.get(f"/sign-in/{token_of(key, challenge.id)}").text
    assert code[:4] in text and code[4:] in text
    assert code[:4] not in client.get(f"/sign-in/{token_of(key, challenge.id)}").text


def test_five_tries_are_kept_over_requests_and_then_even_the_right_code_is_refused(client, session, world, key):
    ask(client)
    code = code_of(key, newest(session).id)
    for left in range(TRIES - 1, 0, -1):
        answer = client.post("/sign-in/code", data={"code": wrong(code)})
        assert answer.status_code == 422 and (f"{left} tries" in answer.text or "One try" in answer.text)
    assert client.post("/sign-in/code", data={"code": wrong(code)}).status_code == 410
    assert client.post("/sign-in/code", data={"code": code}).status_code == 410 and not signed_in(client)


def at_once(app, client, session, monkeypatch, codes) -> list[int]:
    """These codes typed in the same moment, each after the page has looked at the challenge as it stands."""
    asked, gate = client.get_cookie("__Host-portico_browser").value, Barrier(len(codes))

    def meet():
        # Where one writes at a time there is nobody to meet.
        with suppress(BrokenBarrierError):
            gate.wait(0.5)

    def send(code):
        browser = app.test_client()
        browser.set_cookie("__Host-portico_browser", asked, secure=True, path="/")
        return browser.post("/sign-in/code", data={"code": code}).status_code

    monkeypatch.setattr("blueprints.people.sign_in_codes.knock_to_answer", meet)
    session.rollback()
    with ThreadPoolExecutor(len(codes)) as pool:
        return sorted(pool.map(send, codes))


def test_of_many_tries_in_the_same_moment_five_count(app, client, session, world, key, monkeypatch):
    ask(client)
    code = wrong(code_of(key, newest(session).id))
    assert at_once(app, client, session, monkeypatch, [code] * 7) == [410] * 3 + [422] * 4
    assert newest(session).tries == TRIES


def test_the_code_typed_twice_in_the_same_moment_signs_in_once(app, client, session, world, key, monkeypatch):
    ask(client)
    code = code_of(key, newest(session).id)
    assert at_once(app, client, session, monkeypatch, [code] * 3) == [303, 410, 410]
    assert session.query(Session).count() == 1


def test_a_code_that_cannot_be_one_costs_no_try(client, session, world):
    ask(client)
    assert client.post("/sign-in/code", data={"code": "abc"}).status_code == 422
    assert newest(session).tries == 0


def test_it_ends_after_ten_minutes(client, session, world, key, time_machine):
    ask(client)
    challenge = newest(session)
    assert timedelta(minutes=10) == LASTS
    time_machine.move_to(now() + LASTS + timedelta(seconds=1))
    assert client.get(f"/sign-in/{token_of(key, challenge.id)}").status_code == 410
    assert client.post("/sign-in/code", data={"code": code_of(key, challenge.id)}).status_code == 410


def test_the_newest_cancels_older_ones_of_the_same_browser_and_no_other(client, other, session, world, key):
    ask(client)
    first = newest(session).id
    ask(other)
    others = newest(session).id
    ask(client)
    mine = newest(session).id
    assert client.post(f"/sign-in/{token_of(key, first)}").status_code == 410
    assert other.post("/sign-in/code", data={"code": code_of(key, others)}).status_code == 303
    assert client.post("/sign-in/code", data={"code": code_of(key, mine)}).status_code == 303


def test_known_and_unknown_addresses_get_the_same_answer_for_the_same_work(client, other, session, world, statements):
    answers, work = [], []
    for visitor, email in ((client, "cleo@example.com"), (other, "nobody@example.com")):
        with statements() as sent:
            answer = ask(visitor, email)
        answers.append((answer.status_code, answer.location, answer.text, sorted(answer.headers.keys())))
        work.append(sent)
    assert answers[0] == answers[1] and work[0] == work[1]
    pages = [each.get("/sign-in/code").text.replace("nobody@", "cleo@") for each in (client, other)]
    assert pages[0].replace("\n", "") != "" and len(pages[0]) == len(pages[1])


def test_an_unknown_address_is_owed_a_row_too_and_no_code_of_it_signs_in(client, session, world, key):
    ask(client, "nobody@example.com")
    assert session.scalars(select(Delivery)).one().address == "nobody@example.com"
    assert client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)}).status_code == 422
    assert not signed_in(client)


def test_no_secret_stands_in_the_rows(client, session, world, key):
    ask(client)
    challenge = newest(session)
    owed = session.scalars(select(Delivery)).one()
    code = code_of(key, challenge.id)
    assert code.encode() != challenge.code_hash and code not in str(owed.facts) + owed.address


def test_asking_too_often_from_one_place_is_slowed_with_retry_after(client, session, world):
    for _ in range(5):
        assert ask(client).status_code == 303
    answer = ask(client)
    assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 600
    assert "cleo@example.com" in answer.text and "Too many tries" in answer.text
    assert ask(client, "vera@example.com").status_code == 303


def test_a_refused_knock_leaves_the_living_challenge_alone(client, session, world, key):
    for _ in range(6):
        ask(client)
    assert client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)}).status_code == 303


def test_somebody_elses_many_asks_slow_mails_but_void_nothing_and_shut_nobody_out(app, client, session, world, key):
    ask(client)
    mine = newest(session).id
    for number in range(30):
        stranger = app.test_client()
        stranger.post("/sign-in", data={"email": "cleo@example.com"}, environ_base={"REMOTE_ADDR": f"203.0.113.{number}"})
    again = app.test_client()
    assert again.post("/sign-in", data={"email": "cleo@example.com"},
                      environ_base={"REMOTE_ADDR": "198.51.100.9"}).status_code == 303
    last = newest(session)
    owed = session.scalars(select(Delivery).where(Delivery.subject_id == last.id)).one()
    assert timedelta(0) < owed.due_at - last.created_at <= timedelta(minutes=2)
    assert last.expires_at == owed.due_at + LASTS
    assert client.post("/sign-in/code", data={"code": code_of(key, mine)}).status_code == 303


def test_guessing_codes_is_limited_per_network_however_many_challenges(client, session, world):
    statuses = set()
    for number in range(ANSWERING + 2):
        statuses.add(client.post("/sign-in/code", data={"code": "AAAAAAAA"}, environ_base={
            "REMOTE_ADDR": f"2001:db8:1:2::{number:x}"}).status_code)
    assert 429 in statuses
    assert client.post("/sign-in/code", data={"code": "AAAAAAAA"}, environ_base={
        "REMOTE_ADDR": "2001:db8:1:3::1"}).status_code == 410


def test_what_was_wanted_before_the_door_is_where_one_goes(client, session, world, key):
    assert client.get("/me/devices").location == "/sign-in?next=/me/devices"
    assert 'value="/me/devices"' in client.get("/sign-in?next=/me/devices").text
    ask(client, next="/me/devices")
    answer = client.post(f"/sign-in/{token_of(key, newest(session).id)}")
    assert answer.location == "/me/devices"


@pytest.mark.parametrize("evil", ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example",
                                  "/%0d%0a//x\r\nLocation: x", "javascript:alert(1)", "/\t/evil.example", "evil.example",
                                  "/sign-in/code", "/sign-out", " //evil.example", "http:///evil.example"])
def test_nobody_is_led_elsewhere(client, session, world, key, evil):
    ask(client, next=evil)
    answer = client.post("/sign-in/code", data={"code": code_of(key, newest(session).id), "next": evil})
    assert answer.location == "/"


def test_signing_in_widens_a_limited_session_and_closes_it(client, session, world, key):
    sign_in(client, world.cleo, assurance="link", membership_id=world.seat(world.cleo).id)
    assert "cleo@example.com" in client.get("/sign-in").text
    ask(client)
    client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)})
    session.expire_all()
    limited, full = session.scalars(select(Session).order_by(Session.created_at)).all()
    assert limited.revoked_at and not full.limited and full.revoked_at is None


def test_signing_in_as_somebody_else_closes_the_first_and_empties_what_the_browser_kept(client, session, world, key):
    sign_in(client, world.vera, assurance="link", membership_id=world.seat(world.vera).id)
    ask(client)
    answer = client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    session.expire_all()
    assert [each.user_id for each in session.scalars(select(Session).where(Session.revoked_at.is_(None)))] == [world.cleo.id]


def test_the_first_success_proves_an_address_that_was_only_written_down(client, session, world, key):
    world.cleo.proven_at = None
    ask(client)
    client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)})
    session.expire_all()
    assert world.cleo.proven_at is not None


def test_a_shared_computer_gets_a_short_session_that_ends_with_the_browser(client, session, world, key):
    ask(client)
    answer = client.post("/sign-in/code", data={"code": code_of(key, newest(session).id), "shared": "y"})
    opened = session.scalars(select(Session)).one()
    assert opened.expires_at - opened.created_at < timedelta(hours=9)
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("__Host-portico="))
    assert "Expires" not in cookie and "Max-Age" not in cookie


def test_the_device_is_named_in_words(client, session, world, key):
    ask(client)
    client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)}, headers={
        "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"})
    assert session.scalars(select(Session)).one().device == "Safari · iPhone"


def test_what_is_no_address_is_said_at_the_field_and_kept(client):
    answer = client.post("/sign-in", data={"email": "cleo at acme"})
    assert answer.status_code == 422 and "cleo at acme" in answer.text and "no e-mail address" in answer.text


def test_signing_out_closes_the_session_and_works_twice(client, session, world):
    sign_in(client, world.cleo)
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"' and answer.location == "/sign-in"
    session.expire_all()
    assert session.scalars(select(Session)).one().revoked_at is not None
    assert client.post("/sign-out").status_code == 303


def test_the_door_of_a_house_with_one_provider_is_in_its_brand(client, session, world):
    assert "Portico" in client.get("/sign-in").text
    world.rexco.archived_at = now()
    text = client.get("/sign-in").text
    assert "Studio Nord" in text and f"/brand/{world.nord.brand_color[1:]}-" in text


def test_forms_of_the_door_prove_that_they_come_from_our_pages(app, client, session, world, key, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert ask(client).status_code == 419 and session.scalars(select(Challenge)).all() == []
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)[1]
    assert ask(client, csrf_token=token).status_code == 303
    assert client.post("/sign-in/code", data={"code": code_of(key, newest(session).id)}).status_code == 419
    assert client.post("/sign-out").status_code == 419
