"""The host of a room: a door of its own, good for that room alone; any name that is nobody's is refused."""
import re
from dataclasses import replace

import pytest

from blueprints.support.hosts import forget_rooms
from portal.base.clock import now
from portal.people.challenge import Challenge
from portal.people.challenges import code_of, token_of
from portal.people.deliberate import Riddle
from portal.people.hosts import confirming_link, name_host
from portal.people.inviting import Offer, invite
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.sessions import open_session
from portal.people.tokens import link_token
from portal.projects.member import ProjectMember
from tests.world import MARKERS, act, sign_in

ACME = {"Host": "acme.localhost"}


@pytest.fixture
def named(app, session, world, monkeypatch):
    """Acme, a client of Studio Nord, has its own host, and it was confirmed."""
    # As where the portal has a name of its own: on one machine all of its names would be answered.
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["localhost"])
    world.acme.brand_color = "#b3321f"
    name_host(world.acme, "acme.localhost", by=world.ada)
    world.acme.host_confirmed_at = now()
    session.commit()
    forget_rooms()
    yield world
    forget_rooms()


@pytest.fixture
def guest(app, session, named):
    """Opens pages at Acme's host (or at another) as somebody who signed in under this name."""
    def visit(user, path="/", *, at="acme.localhost", opened_at="acme.localhost", **options):
        client = app.test_client()
        _row, token = open_session(user=user, assurance="code", host=opened_at)
        session.commit()
        client.set_cookie("__Host-portico", token, domain=at, secure=True, path="/")
        return client.open(path, headers={"Host": at}, **options)
    return visit


def test_a_name_that_is_nobodys_is_refused_and_one_that_was_taken_away_from_then_on(client, session, named):
    assert client.get("/sign-in", headers=ACME).status_code == 200
    for name in ("bolt.localhost", "acme.localhost.evil.example", "xacme.localhost", "acme", "acme.localhost@evil.example"):
        assert client.get("/healthz", headers={"Host": name}).status_code == 400, name
    name_host(named.acme, None, by=named.ada)
    session.commit()
    forget_rooms()
    assert client.get("/sign-in", headers=ACME).status_code == 400


@pytest.mark.parametrize("closed", ["acme", "nord"])
def test_the_host_of_a_closed_room_leads_nowhere(client, session, named, closed):
    getattr(named, closed).archived_at = now()
    session.commit()
    forget_rooms()
    assert client.get("/sign-in", headers=ACME).status_code == 400


def test_the_door_wears_its_rooms_brand_and_links_stay_at_it(client, named):
    door = client.get("/sign-in", headers=ACME).text
    assert "/brand/b3321f-" in door and "Studio Nord" in door
    told = client.get("/manifest.json", headers=ACME).json
    assert (told["name"], told["theme_color"]) == ("Studio Nord", "#b3321f")
    away = client.get("/projects", headers=ACME)
    assert away.status_code == 302 and away.headers["Location"].startswith("/sign-in")


def test_a_session_is_good_for_the_name_it_was_opened_under_and_no_other(guest, named):
    assert guest(named.cleo).status_code == 200
    assert guest(named.cleo, opened_at=None).status_code == 302
    assert guest(named.cleo, at="localhost").status_code == 302
    assert guest(named.cleo, at="localhost", opened_at=None).status_code == 200


def test_what_opens_there_is_that_room_and_nothing_else_of_whom_it_opens_for(guest, session, named):
    """Cleo is a contact of Bolt as well; Tess is of the team, which is no part of the client's room."""
    there = Membership(workspace_id=named.nord.id, client_id=named.bolt.id, user_id=named.cleo.id, role="contributor")
    session.add(there)
    session.flush()
    session.add(ProjectMember(workspace_id=named.nord.id, project_id=named.shop.id, membership_id=there.id))
    session.commit()
    for path in ("/", "/projects", "/inbox", "/me/counts"):
        page = guest(named.cleo, path).text
        assert str(named.shop.id) not in page and not [each for each in MARKERS if each in page]
    assert guest(named.cleo, f"/projects/{named.site.id}").status_code == 200
    assert guest(named.cleo, f"/projects/{named.shop.id}").status_code == 404
    assert guest(named.cleo, f"/projects/{named.shop.id}", at="localhost", opened_at=None).status_code == 200
    for path in (f"/projects/{named.site.id}", f"/w/{named.nord.id}/settings"):
        assert guest(named.tess, path).status_code == guest(named.ada, path).status_code == 404
    home = guest(named.tess).text
    assert str(named.site.id) not in home and "the address of Studio Nord alone" in home


def test_the_host_of_a_workspace_opens_all_of_it_and_nothing_of_another(guest, session, named):
    session.add(Membership(workspace_id=named.rexco.id, user_id=named.ada.id, role="admin"))
    name_host(named.nord, "nord.localhost", by=named.ada)
    session.commit()
    forget_rooms()
    nord = {"at": "nord.localhost", "opened_at": "nord.localhost"}
    assert guest(named.ada, f"/w/{named.nord.id}/settings", **nord).status_code == 200
    assert guest(named.ada, f"/w/{named.rexco.id}/settings", **nord).status_code == 404
    assert guest(named.cleo, f"/projects/{named.site.id}", **nord).status_code == 200
    form = {"_method": "PUT", "name": "Studio Nord", "brand_color": "#aa3300", "locale": "en", "time_zone": "UTC",
            "currency": "EUR", "host": ""}
    kept = guest(named.ada, f"/w/{named.nord.id}/settings", method="POST", data=act(**form), **nord)
    assert kept.status_code == 422 and "You came in by this address." in kept.text
    assert guest(named.ada, f"/w/{named.nord.id}/settings", at="localhost", opened_at=None, method="POST",
                 data=act(**form)).status_code == 303


def test_links_lead_there_once_its_admin_confirmed_it_in_a_browser_that_came_by_it(app, client, session, named):
    named.acme.host_confirmed_at = None
    name_host(named.nord, "nord.localhost", by=named.ada)
    session.commit()
    forget_rooms()
    sign_in(client, named.ada)
    page = client.get(f"/w/{named.nord.id}/clients/{named.acme.id}/edit").text
    link = re.search(r'href="http://acme\.localhost:\d+(/sign-in/address/[^"]+)"', page)[1]
    assert link in app.test_cli_runner().invoke(args=["host"]).output
    others = confirming_link(app.config["SETTINGS"], named.nord).partition("localhost")[2].partition("/")[2]
    visitor = app.test_client()
    for path, headers in (("/healthz", ACME), ("/sign-in", ACME), (link, ACME), (link, {}), (link, {"Host": "nord.localhost"}),
                          (f"/{others}", ACME)):
        visitor.get(path, headers=headers)
    for path, headers in ((link, {}), (link, {"Host": "nord.localhost"}), (f"/{others}", ACME), ("/sign-in", ACME)):
        assert visitor.post(path, headers=headers).status_code in (404, 422), (path, headers)
    session.expire_all()
    assert named.acme.host_in_use is named.nord.host_in_use is None
    assert visitor.post(link, headers=ACME).status_code == 303
    session.expire_all()
    assert (named.acme.host_in_use, named.nord.host_in_use) == ("acme.localhost", None)
    assert 'method="post"' not in visitor.get(link, headers=ACME).text


def test_who_asks_at_a_door_gets_the_link_and_the_session_of_that_door(app, session, named, mailbox, run_jobs):
    client = app.test_client()
    page = client.get("/sign-in", headers=ACME).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    client.post("/sign-in", headers={**ACME, "Referer": "http://acme.localhost/sign-in"},
                data={"email": "cleo@example.com", "csrf_token": token[1] if token else ""})
    run_jobs()
    text = mailbox.to("cleo@example.com")[-1].get_body(("plain",)).get_content()
    port = app.config["SETTINGS"].base_url.rpartition(":")[2]
    link = re.search(rf"http://acme\.localhost:{port}(/sign-in/\S+)", text)[1]
    assert "127.0.0.1" not in text
    assert client.post(link, headers=ACME).status_code == 303
    assert session.query(Session).one().host == "acme.localhost"
    assert client.get("/", headers=ACME).status_code == 200


@pytest.mark.parametrize(("asked", "answered"), [(ACME, {}), ({}, ACME)])
def test_who_asked_under_one_name_gets_in_under_no_other(app, session, named, asked, answered):
    """The owner of a room's host can read the links that lead there, with a browser of their own that asked for them."""
    client, key = app.test_client(), app.config["SETTINGS"].secret_key
    assert client.post("/sign-in", data={"email": "cleo@example.com"}, headers=asked).status_code == 303
    cookie = next(iter(client._cookies.values()))
    for domain in ("localhost", "acme.localhost"):
        client.set_cookie(cookie.key, cookie.value, domain=domain, secure=True, path="/")
    challenge = session.query(Challenge).one()
    link, code = f"/sign-in/{token_of(key, challenge.id)}", code_of(key, challenge.id)
    for visitor in (client, app.test_client()):
        shown = visitor.get(link, headers=answered)
        assert shown.status_code == 410 and code[:4] not in shown.text
        assert visitor.post(link, headers=answered).status_code == 410
        assert visitor.post("/sign-in/code", data={"code": code}, headers=answered).status_code == 410
    session.expire_all()
    assert session.query(Session).count() == 0 and (challenge.tries, challenge.used_at) == (0, None)
    assert client.post(link, headers=asked).status_code == 303


def test_the_door_of_a_room_mails_only_who_has_a_place_in_it(client, session, named, mailbox, run_jobs):
    answers = [client.post("/sign-in", data={"email": email}, headers=ACME) for email in (
        "cleo@example.com", "olaf@example.com", "tess@example.com", "nobody@example.com")]
    assert {(each.status_code, each.location) for each in answers} == {(303, "/sign-in/code")}
    # Each was asked for by the same browser: the newest counts.
    session.query(Challenge).update({"cancelled_at": None})
    session.commit()
    run_jobs()
    assert [letter["To"] for letter in mailbox.letters] == ["cleo@example.com"]


@pytest.mark.parametrize(("headers", "left", "wide"), [(ACME, False, True), ({}, False, False), ({}, True, False)])
def test_an_invitation_that_led_to_the_rooms_host_opens_that_room_alone_elsewhere(app, session, named, headers, left, wide):
    """Else the owner of the name could read the link and have all that its address will ever reach."""
    offer = Offer(workspace_id=named.nord.id, role="contributor", client_id=named.acme.id, project_id=named.site.id)
    made, = invite(addresses=["new@acme.example"], offer=offer, by=named.ada)
    session.flush()
    if left:
        name_host(named.acme, None, by=named.ada)
    session.commit()
    forget_rooms()
    link = "/i/" + link_token(app.config["SETTINGS"].secret_key, "invitation", made.id)
    digits = Riddle.about(app.config["SETTINGS"].secret_key, "invitation", made.id).digits
    assert app.test_client().post(f"{link}/acceptance", headers=headers,
                                  data={"deed": "open", "digits": digits, **act()}).status_code == 303
    opened = session.query(Session).one()
    assert (opened.host, opened.membership_id is None) == (headers.get("Host"), wide)


def test_a_name_that_changes_signs_out_whoever_came_in_by_it(guest, session, named):
    assert guest(named.cleo).status_code == 200
    kept, _token = open_session(user=named.cleo, assurance="code")
    name_host(named.acme, "portal.localhost", by=named.ada)
    session.commit()
    assert [row.host for row in session.query(Session).filter_by(revoked_at=None)] == [None] and kept.revoked_at is None


def test_devices_and_visits_of_a_room_are_its_own(guest, session, named):
    open_session(user=named.cleo, assurance="code", device="The other one")
    page = guest(named.cleo, "/me/devices").text
    assert "The other one" not in page and "acme.localhost" in page
    assert "The other one" in guest(named.cleo, "/me/devices", at="localhost", opened_at=None).text


def test_an_invitation_opens_at_its_own_room_and_at_no_other(app, client, session, named):
    offer = Offer(workspace_id=named.nord.id, role="contributor", client_id=named.acme.id, project_id=named.site.id)
    (own,), (others,) = (invite(addresses=["new@acme.example"], offer=each, by=named.ada) for each in (
        offer, replace(offer, client_id=named.bolt.id, project_id=named.shop.id)))
    session.commit()
    links = ["/i/" + link_token(app.config["SETTINGS"].secret_key, "invitation", each.id) for each in (own, others)]
    assert [client.get(link, headers=ACME).status_code for link in links] == [200, 404]
    assert client.get(links[1]).status_code == 200
