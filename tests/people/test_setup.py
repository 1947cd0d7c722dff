"""The first run: one link, one workspace, one owner."""
import io
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.setup import setup_link, setup_token
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.projects.project import Project

LOGO = Path("static/icons/icon-192.png")
ASKED = {"name": "Studio Nord", "brand_color": "#aa3355", "locale": "sv", "time_zone": "Europe/Stockholm", "currency": "SEK",
         "owner_name": "Owen", "owner_email": "Owen@Example.com"}


@pytest.fixture
def link(app):
    return f"/setup/{setup_token(app.config['SETTINGS'].secret_key)}"


def test_the_link_makes_workspace_and_owner_and_lets_the_owner_in(app, client, session, link):
    assert setup_link(app.config["SETTINGS"]).endswith(link)
    assert client.get(link).status_code == 200
    answer = client.post(link, data={**ASKED, "logo_file": (io.BytesIO(LOGO.read_bytes()), "logo.png")})
    assert (answer.status_code, answer.location) == (303, "/")
    workspace, owner = session.scalars(select(Workspace)).one(), session.scalars(select(User)).one()
    assert (workspace.name, workspace.brand_color, workspace.locale, workspace.time_zone, workspace.currency) == (
        "Studio Nord", "#aa3355", "sv", "Europe/Stockholm", "SEK")
    assert workspace.logo_hash and (owner.email, owner.name, owner.proven_at) == ("owen@example.com", "Owen", None)
    assert session.scalars(select(Membership)).one().role == "owner"
    assert session.scalars(select(Session)).one().assurance == "operator"
    me = client.get("/me")
    assert me.status_code == 200 and "/brand/aa3355-" in me.text and f"/logo/{workspace.logo_hash}" in me.text


def test_it_works_once(app, client, session, link):
    client.post(link, data=ASKED)
    assert setup_link(app.config["SETTINGS"]) is None
    other = app.test_client()
    assert other.get(link).status_code == 410
    assert other.post(link, data={**ASKED, "name": "Second"}).status_code == 410
    assert client.get(link).location == "/"
    assert session.scalar(select(func.count()).select_from(Workspace)) == 1


def test_a_closed_workspace_does_not_open_it_again(app, session, world):
    from portal.base.clock import now

    for workspace in (world.nord, world.rexco):
        workspace.archived_at = now()
    assert setup_link(app.config["SETTINGS"]) is None


def test_two_at_once_make_one_workspace(app, session, link):
    session.commit()
    session.remove()
    start, answers = threading.Barrier(4), []

    def post(number: int) -> None:
        client = app.test_client()
        start.wait()
        answers.append(client.post(link, data={**ASKED, "name": f"Studio {number}"}).status_code)

    threads = [threading.Thread(target=post, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 410, 410, 410]
    assert session.scalar(select(func.count()).select_from(Workspace)) == 1
    assert session.scalar(select(func.count()).select_from(User)) == 1


def test_a_made_up_link_does_not_exist(client):
    for token in ("x", "A" * 40):
        assert client.get(f"/setup/{token}").status_code == 404
        assert client.post(f"/setup/{token}", data=ASKED).status_code == 404


@pytest.mark.parametrize("wrong", [{"name": " "}, {"owner_email": "owen"}, {"brand_color": "red"}, {"time_zone": "Mars"},
                                   {"currency": "XXQ"}, {"locale": "tlh"}])
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(client, session, link, wrong):
    answer = client.post(link, data={**ASKED, **wrong})
    assert answer.status_code == 422 and "field-error" in answer.text
    assert "Owen" in answer.text and session.scalars(select(Workspace)).all() == []


def test_a_logo_that_is_none_is_refused_in_words(client, session, link):
    answer = client.post(link, data={**ASKED, "logo_file": (io.BytesIO(b"<svg></svg>"), "logo.svg")})
    assert answer.status_code == 422 and "SVG" in answer.text and session.scalars(select(Workspace)).all() == []


def test_a_sample_project_comes_along_when_asked_for(client, session, link):
    assert 'name="sample"' in client.get(link).text
    assert client.post(link, data={**ASKED, "sample": "y"}).status_code == 303
    project = session.scalars(select(Project)).one()
    assert client.get(f"/projects/{project.id}").status_code == 200


def test_no_sample_comes_unasked(client, session, link):
    client.post(link, data=ASKED)
    assert session.scalars(select(Project)).all() == []
