"""Operator links: once, within the hour, by pressing the button."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.people.operator_link import OperatorLink
from portal.people.operator_links import operator_link
from portal.people.session import Session


@pytest.fixture
def link(app, session, world):
    address = operator_link(app.config["SETTINGS"], user=world.owen)
    session.commit()
    return address.removeprefix(app.config["SETTINGS"].base_url)


def test_the_first_deliberate_post_signs_in_and_uses_it_up(app, client, session, world, link):
    assert "Owen" in client.get(link).text
    assert client.post(link).location == "/"
    opened = session.scalars(select(Session)).one()
    assert (opened.user_id, opened.assurance) == (world.owen.id, "operator")
    assert app.test_client().post(link).status_code == 410
    assert app.test_client().get(link).status_code == 410


def test_opening_it_changes_nothing(client, session, link):
    for _ in range(3):
        client.get(link), client.head(link)
    session.expire_all()
    assert session.scalars(select(Session)).all() == []
    assert client.post(link).status_code == 303


def test_it_lasts_one_hour(app, client, session, world, link, time_machine):
    time_machine.move_to(now() + timedelta(hours=1, seconds=1))
    assert client.post(link).status_code == 410


def test_a_made_up_one_opens_nothing(client):
    assert client.get("/sign-in/operator/" + "A" * 54).status_code == 410


def test_no_row_holds_the_token(session, link):
    token = link.rpartition("/")[2]
    assert token not in str(vars(session.scalars(select(OperatorLink)).one()))


def test_it_leaves_no_trace_in_referrers(client, link):
    assert client.get(link).headers["Referrer-Policy"] == "no-referrer"


def test_making_and_using_one_is_logged_without_its_token(app, client, session, world, caplog):
    with caplog.at_level("WARNING"):
        address = operator_link(app.config["SETTINGS"], user=world.owen)
        session.commit()
        client.post(address)
    said = [record.getMessage() for record in caplog.records if record.name == "portico.doors"]
    assert said == ["operator link made", "operator link used"]
    assert address.rpartition("/")[2] not in caplog.text
