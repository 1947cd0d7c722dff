"""Figures for whoever watches: off until a token is set, and nobody's names in them."""
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.base.clock import now
from portal.jobs.paying import pay_owed
from portal.notices.delivery import Delivery
from portal.notices.tallying import add_to_tally
from portal.people.challenges import ask

TOKEN = "a-word-of-many-letters-here"


@pytest.fixture
def watched(app, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], metrics_token=TOKEN))


def figures(client, token: str = TOKEN) -> dict[str, float]:
    text = client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).text
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if line[:1] != "#")}


def test_without_a_token_there_is_no_such_page(client):
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("given", [None, "Bearer ", "Bearer wrong", TOKEN[1:]])
def test_nobody_reads_it_without_the_token(client, watched, given):
    answer = client.get("/metrics", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.data) == (401, b"")


def test_it_counts_what_is_owed_and_what_became_of_the_rest(app, client, session, world, watched, mailbox):
    session.add(Delivery(kind="notice", channel="push", due_at=now() + timedelta(hours=1)))
    session.add(Delivery(kind="unheard_of", address="x@example.com", due_at=now() - timedelta(seconds=90)))
    for email in ("cleo@example.com", "cora@example.com"):
        ask(key=app.config["SETTINGS"].secret_key, email=email, browser=f"{email}'s browser")
    mailbox.refused = {"cora@example.com": "550 5.1.1 No such box"}
    # As those who pay pushes write it down.
    add_to_tally({("push", "gone"): 2, ("push", "refused"): 1, ("push", "sent"): 3})
    session.commit()
    before = figures(client)
    assert before['portico_deliveries_owed{channel="mail"}'] == before['portico_deliveries_due{channel="mail"}'] == 3
    assert before['portico_deliveries_owed{channel="push"}'] == 1 and before['portico_deliveries_due{channel="push"}'] == 0
    assert 90 <= before['portico_deliveries_oldest_seconds{channel="mail"}'] < 120
    pay_owed()
    after = figures(client)
    assert after['portico_deliveries_total{channel="mail",outcome="sent"}'] == 1
    assert after['portico_deliveries_total{channel="mail",outcome="later"}'] == 1
    assert after['portico_deliveries_total{channel="mail",outcome="refused"}'] == 1
    for outcome, count in (("gone", 2), ("refused", 1), ("sent", 3)):
        assert after[f'portico_deliveries_total{{channel="push",outcome="{outcome}"}}'] == count
    assert after['portico_deliveries_owed{channel="mail"}'] == 1


def test_it_names_nobody(client, session, world, watched):
    session.add(Delivery(kind="notice", address="cleo@example.com", workspace_id=world.nord.id, user_id=world.cleo.id))
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert "cleo" not in text and "example" not in text and str(world.nord.id) not in text
