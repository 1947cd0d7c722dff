"""As the client sees it: a door of its own, for looking only."""
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from blueprints.support.looking import can_be_looked_at
from portal.base import clock
from portal.history.act import Act
from portal.history.event import Event
from portal.talk.read_mark import ReadMark
from tests.world import BOLT, INTERNAL, MARKERS, act, sign_in


def start(client, world, contact, **fields):
    return client.post(f"/projects/{world.site.id}/looks", data=act(seat=world.seat(contact).id, **fields))


def look(client, world, contact, **fields):
    """Where the look leads."""
    answer = start(client, world, contact, **fields)
    assert answer.status_code == 303, answer.text
    return answer.location


def door(address):
    return re.match(r"/as/[\w-]+", address)[0]


def test_staff_choose_among_the_contacts_of_the_project(client, world):
    sign_in(client, world.tess)
    text = client.get(f"/projects/{world.site.id}/looks/new").text
    for name in ("Vera", "Cleo", "Abe", "Cora", "Lea"):
        assert name in text
    for name in ("Nick", "Remy", "Olaf", BOLT):
        assert name not in text, name


def test_a_look_shows_the_page_as_the_contact_sees_it_and_says_so(client, world):
    sign_in(client, world.tess)
    address = look(client, world, world.cleo)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "As Cleo sees it" in answer.text
    assert not [marker for marker in MARKERS if marker in answer.text]
    assert f'href="/projects/{world.site.id}"' in answer.text, "the way out is the same page, plain"


def test_every_link_of_the_page_stays_in_the_look_and_other_tabs_know_nothing_of_it(client, world):
    sign_in(client, world.tess)
    address = look(client, world, world.cleo)
    links = re.findall(r'href="(/(?:as/[\w-]+/)?projects/[^"]*)"', client.get(address).text)
    assert [link for link in links if link.startswith(door(address))]
    assert [link for link in links if not link.startswith(door(address))] == [f"/projects/{world.site.id}"]
    assert "As Cleo sees it" not in client.get(f"/projects/{world.site.id}").text


def test_a_look_is_never_kept(client, world):
    sign_in(client, world.tess)
    address = look(client, world, world.cleo)
    for path in (address, door(address) + "/me", door(address) + "/projects/" + str(world.shop.id)):
        headers = client.get(path).headers
        assert (headers["Cache-Control"], headers["X-Portico-Look"]) == ("no-store", "1")
    assert "X-Portico-Look" not in client.get(f"/projects/{world.site.id}").headers


def test_what_the_contact_does_not_see_is_not_there(client, world):
    sign_in(client, world.mia)
    within = door(look(client, world, world.cleo))
    site = f"{within}/projects/{world.site.id}"
    assert client.get(f"{site}/items/{world.logo.id}").status_code == 200
    for path in (f"{site}/items/{world.secret.id}", f"{within}/projects/{world.shop.id}", f"{site}/looks/new"):
        answer = client.get(path)
        assert answer.status_code in (403, 404), path
        assert not [marker for marker in MARKERS if marker in answer.text], path


def test_a_hidden_item_leads_to_the_project_instead(client, world):
    sign_in(client, world.mia)
    shown = look(client, world, world.cleo, entry=world.logo.id)
    hidden = look(client, world, world.cleo, entry=world.secret.id)
    assert shown.endswith(f"/items/{world.logo.id}")
    assert hidden.endswith(f"/projects/{world.site.id}")


def test_pages_of_the_person_or_of_the_team_do_not_exist_in_a_look(client, world):
    sign_in(client, world.owen)
    within = door(look(client, world, world.cleo))
    for path in ("/me", "/me/devices", f"/w/{world.nord.id}/settings", f"/w/{world.nord.id}/people", "/sign-in",
                 "/healthz", "/new"):
        assert client.get(within + path).status_code == 404, path
    assert can_be_looked_at("/") and can_be_looked_at("/projects") and not can_be_looked_at("/projectsettings")


def test_nothing_can_be_changed_while_looking(client, app, world, session):
    sign_in(client, world.owen)
    within = door(look(client, world, world.cleo))
    done = session.scalar(select(func.count()).select_from(Act))
    ids = {"project_id": world.site.id, "entry_id": world.logo.id, "item_id": world.logo.id}
    tried = 0
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/projects") or not rule.methods - {"GET", "HEAD", "OPTIONS"}:
            continue
        _domain, path = rule.build({name: ids.get(name, world.logo.id) for name in rule.arguments})
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}:
            answer = client.post(within + path, data=act(_method=method, seat=world.seat(world.cora).id))
            assert answer.status_code == 403, (method, path)
            tried += 1
    assert tried > 3
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Act)) == done
    assert session.scalar(select(func.count()).select_from(ReadMark)) == 0


def test_a_look_is_noted_for_the_team_once_it_begins(client, world, session):
    sign_in(client, world.tess)
    address = look(client, world, world.cleo)
    client.get(address)
    events = session.scalars(select(Event).where(Event.verb == "looked_as_client")).all()
    assert [(event.actor_id, event.lane) for event in events] == [(world.tess.id, "internal")]


def test_a_look_belongs_to_who_began_it_and_ends_after_a_day(client, world, monkeypatch):
    sign_in(client, world.tess)
    address = look(client, world, world.cleo)
    sign_in(client, world.mia)
    assert client.get(address).status_code == 404
    sign_in(client, world.tess)
    assert client.get(address).status_code == 200
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr("blueprints.support.looking.now", lambda: later)
    assert client.get(address).status_code == 404


def test_whoever_loses_the_project_loses_the_look(client, world, session):
    sign_in(client, world.tess)
    address = look(client, world, world.cleo)
    world.seat(world.tess).removed_at = clock.now()
    session.commit()
    assert client.get(address).status_code == 404


def test_a_made_up_look_is_not_there_and_a_stranger_is_asked_to_sign_in_at_the_plain_address(client, world):
    sign_in(client, world.tess)
    assert client.get(f"/as/nonsense/projects/{world.site.id}").status_code == 404
    assert client.get(f"/as/{world.seat(world.cleo).id}/projects/{world.site.id}").status_code == 404
    client.delete_cookie("__Host-portico")
    answer = client.get(f"/as/nonsense/projects/{world.site.id}", follow_redirects=True)
    assert answer.request.path == "/sign-in"


@pytest.mark.parametrize("path", ["/as/x//evil.example/", "/as/x/%5Cevil.example/", "/as/x/%2F%2Fevil.example/"])
def test_a_look_leads_to_no_other_host(client, world, path):
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    assert not answer.headers.get("Location", "/x").startswith(("//", "/\\", "http"))


@pytest.mark.parametrize(("who", "status"), [("cleo", 403), ("lea", 403), ("tom", 404), ("olaf", 404),
                                             ("rex", 404), ("sam", 404)])
def test_only_staff_of_the_project_look(client, world, who, status):
    sign_in(client, getattr(world, who))
    assert client.get(f"/projects/{world.site.id}/looks/new").status_code == status
    assert start(client, world, world.cora).status_code == status


@pytest.mark.parametrize("contact", ["nick", "remy", "olaf", "tess", "rex"])
def test_nobody_else_can_be_looked_through(client, world, contact):
    sign_in(client, world.mia)
    answer = start(client, world, getattr(world, contact))
    assert answer.status_code == 422
    assert INTERNAL not in answer.text and BOLT not in answer.text


def test_a_look_costs_few_statements(client, world, statements):
    sign_in(client, world.mia)
    pages = [look(client, world, world.cleo, **more) for more in ({}, {"entry": world.logo.id})]
    pages.append(door(pages[0]) + "/")
    for page in pages:
        client.get(page)
        with statements() as sent:
            assert client.get(page).status_code == 200
        assert len(sent) <= 12, page
