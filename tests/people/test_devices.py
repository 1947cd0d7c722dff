"""My devices: mine only, and a closed one is out on its next request."""
import pytest
from sqlalchemy import select

from portal.base.ids import new_id
from portal.people.session import Session
from portal.people.sessions import open_session
from tests.world import act, sign_in


@pytest.fixture
def other(app):
    return app.test_client()


def test_the_list_names_this_device_and_my_others_and_nobody_elses(client, session, world):
    for user, device in ((world.cleo, "Chrome · Pixel"), (world.olaf, "Olafs phone")):
        open_session(user=user, assurance="code", device=device)
    sign_in(client, world.cleo)
    text = client.get("/me/devices").text
    assert "This device" in text and "Chrome · Pixel" in text and "Olafs phone" not in text


def test_a_closed_device_is_out_on_its_next_request(client, other, session, world):
    sign_in(other, world.cleo)
    lost = session.scalars(select(Session)).one().id
    sign_in(client, world.cleo)
    assert other.get("/me/devices").status_code == 200
    answer = client.post(f"/me/devices/{lost}", data=act(_method="DELETE"))
    assert (answer.status_code, answer.location) == (303, "/me/devices")
    assert other.get("/me/devices").status_code == 302
    assert client.get("/me/devices").status_code == 200


def test_closing_twice_under_one_act_is_one_closing(client, session, world):
    gone = open_session(user=world.cleo, assurance="code")[0].id
    sign_in(client, world.cleo)
    form = act(_method="DELETE")
    assert [client.post(f"/me/devices/{gone}", data=form).status_code for _ in range(2)] == [303, 303]
    assert client.post(f"/me/devices/{gone}", data=act(_method="DELETE")).status_code == 404


def test_other_peoples_devices_do_not_exist(client, session, world):
    olafs = open_session(user=world.olaf, assurance="code")[0].id
    sign_in(client, world.cleo)
    answers = [client.post(f"/me/devices/{each}", data=act(_method="DELETE")) for each in (olafs, new_id())]
    assert [each.status_code for each in answers] == [404, 404]
    assert session.get(Session, olafs).revoked_at is None


@pytest.mark.parametrize("path", ["/me", "/me/devices"])
def test_an_invitations_session_is_asked_to_widen_first(client, session, world, path):
    sign_in(client, world.cleo, assurance="link", membership_id=world.seat(world.cleo).id)
    assert client.get(path).location == f"/sign-in?next={path}"
    assert client.get(f"/sign-in?next={path}").status_code == 200


def test_an_invitations_session_changes_neither_profile_nor_devices(client, session, world):
    mine = open_session(user=world.cleo, assurance="code")[0].id
    sign_in(client, world.cleo, assurance="link", membership_id=world.seat(world.cleo).id)
    assert client.post(f"/me/devices/{mine}", data=act(_method="DELETE")).status_code == 403
    assert client.post("/me", data=act(_method="PUT", name="X", locale="", time_zone="")).status_code == 403
    session.expire_all()
    assert session.get(Session, mine).revoked_at is None and world.cleo.name == "Cleo"


@pytest.mark.parametrize("path", ["/me", "/me/devices"])
def test_the_number_of_statements_does_not_grow_with_devices(client, session, world, statements, path):
    sign_in(client, world.cleo)
    counts = []
    for _ in range(2):
        session.commit()
        with statements() as sent:
            assert client.get(path).status_code == 200
        counts.append(len(sent))
        for number in range(30):
            open_session(user=world.cleo, assurance="code", device=f"Device {number}")
    assert counts[0] == counts[1] <= 6, counts
