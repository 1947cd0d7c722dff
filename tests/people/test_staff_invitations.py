"""Inviting to the staff: admins and owners do, nobody else sees it."""
import pytest
from sqlalchemy import func, select

from blueprints.people.inviting_limits import OFTEN
from portal.people.invitation import Invitation
from portal.people.inviting_staff import invite_to_staff
from portal.people.membership import Membership
from portal.people.user import User
from tests.people.test_invitation_link import NEW, link, typed
from tests.world import act, sign_in


def at(world, tail=""):
    return f"/w/{world.nord.id}/invitations{tail}"


@pytest.mark.parametrize(("name", "status"), [
    ("ada", 200), ("owen", 200), ("mia", 403), ("tess", 403), ("tom", 403), ("cora", 404), ("lea", 404), ("olaf", 404),
    ("rex", 404), ("sam", 404)])
def test_who_sees_invitations_to_the_staff(client, session, world, name, status):
    made = invite_to_staff(by=world.seat(world.ada), user=world.ada, addresses=[NEW], role="member")[0]
    sign_in(client, getattr(world, name))
    for path in (at(world), at(world, "/new")):
        answer = client.get(path)
        assert answer.status_code == status and (NEW in answer.text) == (status == 200 and path == at(world))
    if status != 200:
        assert client.post(at(world), data=act(addresses="x@example.com", role="member")).status_code == status
        assert client.post(at(world, f"/{made.id}/mail"), data=act()).status_code == status
        assert client.post(at(world, f"/{made.id}"), data=act(_method="DELETE")).status_code == status


def test_an_admin_invites_and_the_link_makes_a_colleague(client, app, session, world):
    sign_in(client, world.ada)
    assert client.post(at(world), data=act(addresses=NEW, role="manager")).status_code == 303
    made = session.scalar(select(Invitation))
    browser = app.test_client()
    page = browser.get(link(app, made)).text
    assert "Studio Nord" in page and "Site" not in page
    assert browser.post(f"{link(app, made)}/acceptance", data=typed(app, made)).status_code == 303
    seat = session.scalar(select(Membership).join(Membership.user).where(User.email == NEW))
    assert (seat.client_id, seat.role) == (None, "manager")
    assert browser.get(link(app, made)).status_code == 303


def test_nobody_has_mails_sent_without_end(client, session, world):
    sign_in(client, world.ada)
    # Each time to the same address: it is invited anew, and mailed anew.
    answers = [client.post(at(world), data=act(addresses=NEW, role="member")) for _ in range(OFTEN + 1)]
    assert [answer.status_code for answer in answers] == [303] * OFTEN + [429]
    assert NEW in answers[-1].text and int(answers[-1].headers["Retry-After"]) > 0


def test_only_an_owner_invites_owners(client, session, world):
    sign_in(client, world.ada)
    assert client.post(at(world), data=act(addresses=NEW, role="owner")).status_code == 422
    sign_in(client, world.owen)
    assert client.post(at(world), data=act(addresses=NEW, role="owner")).status_code == 303
    sign_in(client, world.ada)
    made = session.scalar(select(Invitation))
    assert client.post(at(world, f"/{made.id}/mail"), data=act()).status_code == 403


def test_colleagues_are_named_and_nobody_is_invited(client, session, world):
    sign_in(client, world.ada)
    answer = client.post(at(world), data=act(addresses=f"{NEW} {world.tess.email} nobody", role="member"))
    assert answer.status_code == 422
    answer = client.post(at(world), data=act(addresses=f"{NEW} {world.tess.email}", role="member"))
    assert answer.status_code == 422 and world.tess.email in answer.text
    assert session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_taking_back_and_sending_again(client, session, world):
    made = invite_to_staff(by=world.seat(world.ada), user=world.ada, addresses=[NEW], role="member")[0]
    sign_in(client, world.ada)
    assert client.post(at(world, f"/{made.id}/mail"), data=act()).status_code == 303
    assert client.post(at(world, f"/{made.id}"), data=act(_method="DELETE")).status_code == 303
    session.expire_all()
    assert made.state == "revoked"


def test_an_invitation_of_a_project_is_none_of_the_staffs(client, session, world):
    from tests.people.test_inviting import invite
    made = invite(world, world.mia, "contact@example.com")[0]
    sign_in(client, world.ada)
    assert "contact@example.com" not in client.get(at(world)).text
    assert client.post(at(world, f"/{made.id}"), data=act(_method="DELETE")).status_code == 404
