"""Mail by HTTP: only for who shows the token, and safe once 201 is said."""
import pytest

from portal.jobs import taking_in
from portal.letters.letter import Letter
from tests.letters.answering import address_for, messages
from tests.letters.writing import mail


@pytest.fixture
def post(client, house):
    def sent(raw: bytes, *, token=house.settings.mail_in_token, kind="message/rfc822", **query):
        return client.post("/mail-in", data=raw, content_type=kind, query_string=query,
                           headers={"Authorization": f"Bearer {token}"} if token else {})
    return sent


def test_a_mail_is_stored_and_posted_once_and_the_envelope_counts(session, world, post):
    raw = mail(sender=world.cleo.email, to="team@acme.example")
    address = address_for(world.cleo, world.logo)
    for _ in range(2):
        answer = post(raw, recipient=address)
        assert (answer.status_code, [each["state"] for each in answer.json["letters"]]) == (201, ["posted"])
    assert [message.body for message in messages(world.logo)] == ["Fine with me"]


def test_without_the_token_nothing_is_read(session, world, post):
    for token in (None, "", "wrong", "ä"):
        assert post(mail(), token=token).status_code == 401
    assert session.query(Letter).count() == 0


def test_what_is_no_mail_is_refused_and_kept_by_who_has_it(session, world, post):
    assert post(b"a=1", kind="application/x-www-form-urlencoded").status_code == 415 and post(b" \n").status_code == 422
    assert post(b"x" * 61 * 2**20).status_code == 413 and session.query(Letter).count() == 0


def test_where_mail_does_not_come_in_there_is_no_such_address(session, world, post, house, monkeypatch):
    monkeypatch.setitem(vars(house.settings), "mail_in_token", None)
    assert post(mail()).status_code == 404


def test_a_full_disk_asks_to_come_again(session, world, post, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(taking_in, "arrivals", full)
        answer = post(mail())
    assert (answer.status_code, answer.json["outcome"]) == (503, "later") and answer.headers["Retry-After"]
