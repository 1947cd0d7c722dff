"""Mail that does not arrive: told to staff on the person, stopped when it is no use, tried again when somebody says so."""
from datetime import timedelta

import pytest

from portal.base.clock import now
from portal.notices import standing
from portal.notices.mail_standing import MailStanding
from portal.notices.standing import (
    STOPS,
    note_arrival,
    note_bounce,
    note_refusal,
    note_taken,
    stopped_among,
    troubled_among,
)
from portal.people.challenges import answer_code, ask, code_of
from tests.world import act, sign_in

CLEO = "cleo@example.com"


@pytest.fixture
def hours(time_machine):
    """``hours(2)``: so much time goes by."""
    def go(number: float) -> None:
        time_machine.move_to(now() + timedelta(hours=number), tick=False)
    go(0)
    return go


def test_repeated_refusals_stop_mail_and_those_within_an_hour_are_one(session, world, hours):
    for _ in range(10):
        note_refusal(CLEO, "550 5.1.1 No such user")
    assert stopped_among({CLEO}) == set() and CLEO in troubled_among({CLEO, "cora@example.com"})
    for _ in range(STOPS - 1):
        hours(1.1)
        note_refusal(CLEO, "550 5.1.1 No such user")
    assert stopped_among({CLEO, "cora@example.com"}) == {CLEO}


def test_what_failed_for_a_while_never_stops_mail_and_is_told_after_some_times(session, world, hours):
    for number in range(1, 8):
        note_bounce(CLEO, False, "452 4.2.2 Full")
        assert (CLEO in troubled_among({CLEO})) == (number >= standing.TOLD)
        hours(2)
    assert stopped_among({CLEO}) == set()


def test_a_letter_that_was_taken_ends_old_trouble_only(session, world, hours):
    note_bounce(CLEO, True, "550 5.1.1 unknown")
    note_taken([CLEO])
    assert CLEO in troubled_among({CLEO}), "what was taken may still come back"
    hours(24 * 4)
    note_taken([CLEO])
    assert troubled_among({CLEO}) == {}


def test_whoever_signs_in_by_a_mailed_code_gets_mail(session, world, app):
    key = app.config["SETTINGS"].secret_key
    session.add(MailStanding(address=CLEO, hard=3, soft=0, stopped_at=now()))
    challenge = ask(key=key, email=CLEO, browser="a browser")
    session.flush()
    answer_code(key=key, browser="a browser", code=code_of(key, challenge.id))
    assert stopped_among({CLEO}) == set()


@pytest.fixture
def trouble(session, world):
    session.add(MailStanding(address=CLEO, hard=3, soft=0, trouble="550 <b>nobody</b>", stopped_at=now()))
    session.commit()


def test_staff_are_told_on_the_person_and_others_are_not(client, world, trouble):
    of_client, of_project = f"/w/{world.nord.id}/clients/{world.acme.id}", f"/projects/{world.site.id}/people"
    for who, page in ((world.mia, of_client), (world.ada, of_project), (world.tess, of_project)):
        sign_in(client, who)
        said = client.get(page).text
        assert said.count("Mail does not arrive") == 1 and "nobody" not in said
    sign_in(client, world.ada)
    page = client.get(f"/w/{world.nord.id}/people/{world.seat(world.cleo).id}").text
    assert "550 &lt;b&gt;nobody&lt;/b&gt;" in page and "Nothing more is sent there" in page
    for who in (world.cleo, world.lea):
        sign_in(client, who)
        assert "does not arrive" not in client.get(f"/projects/{world.site.id}/people").text


def test_an_admin_has_it_tried_again(client, world, trouble):
    at = f"/w/{world.nord.id}/people/{world.seat(world.cleo).id}"
    sign_in(client, world.mia)
    assert client.delete(f"{at}/mail-trouble", data=act()).status_code == 403
    sign_in(client, world.ada)
    assert client.delete(f"{at}/mail-trouble", data=act()).status_code == 303
    assert "does not arrive" not in client.get(at).text and troubled_among({CLEO}) == {}


def test_proof_of_arrival_twice_is_once(session, world):
    note_arrival(CLEO)
    note_refusal(CLEO, "550")
    note_arrival(CLEO)
    assert session.get(MailStanding, CLEO) is None
