"""Roles, leaving and handing over."""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from portal.people.membership import Membership
from portal.people.seats import LastOwner, change_role, remove_seat
from portal.plan.assignee import Assignee
from portal.plan.leaving import leave_project
from portal.projects.inviting import invite_to_project
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from tests.world import act, sign_in


def person(world, user):
    return f"/w/{world.nord.id}/people/{world.seat(user).id}"


def test_an_admin_changes_a_role_and_the_persons_kept_pages_go(client, session, world):
    before = world.tess.access_epoch
    sign_in(client, world.ada)
    assert client.post(person(world, world.tess), data=act(_method="PUT", role="manager")).status_code == 303
    session.expire_all()
    assert world.seat(world.tess).role == "manager" and world.tess.access_epoch != before


def test_only_an_owner_makes_an_owner(client, session, world):
    sign_in(client, world.ada)
    assert client.post(person(world, world.tess), data=act(_method="PUT", role="owner")).status_code == 422
    assert client.get(person(world, world.owen)).status_code == 403
    sign_in(client, world.owen)
    assert client.post(person(world, world.tess), data=act(_method="PUT", role="owner")).status_code == 303


def test_a_role_of_the_other_side_is_refused(client, world):
    sign_in(client, world.ada)
    assert client.post(person(world, world.cleo), data=act(_method="PUT", role="admin")).status_code == 422


def test_a_workspace_keeps_an_owner(client, session, world):
    with pytest.raises(LastOwner):
        change_role(seat=world.seat(world.owen), by=world.owen, role="admin")
    with pytest.raises(LastOwner):
        remove_seat(seat=world.seat(world.owen), by=world.owen)
    sign_in(client, world.owen)
    answer = client.post(person(world, world.owen), data=act(_method="DELETE", successor=""))
    assert answer.status_code == 422 and "keeps an owner" in answer.text


def test_two_owners_who_step_down_at_once_leave_one(app, session, world):
    world.seat(world.ada).role = "owner"
    doors = [(app.test_client(), person(world, user)) for user in (world.owen, world.ada)]
    for (browser, _address), user in zip(doors, (world.owen, world.ada), strict=True):
        sign_in(browser, user)
    gate = Barrier(2)

    def step_down(door):
        gate.wait()
        return door[0].post(door[1], data=act(_method="PUT", role="admin")).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(step_down, doors)) == [303, 422]
    session.expire_all()
    assert sorted((world.seat(world.owen).role, world.seat(world.ada).role)) == ["admin", "owner"]


def test_every_signed_in_answer_tells_the_epoch_of_its_reader_and_no_other_does(client, session, world):
    assert "X-Access-Epoch" not in client.get("/").headers
    sign_in(client, world.cleo)
    epoch = world.cleo.access_epoch
    for path in ("/", f"/projects/{world.site.id}", f"/projects/{world.shop.id}", "/me", "/projects/new"):
        assert client.get(path).headers["X-Access-Epoch"] == epoch, path
    world.cleo.lose_access()
    session.commit()
    assert client.get("/").headers["X-Access-Epoch"] == world.cleo.access_epoch != epoch


def test_others_do_not_change_roles(client, world):
    for user, status in ((world.mia, 403), (world.tess, 403), (world.cora, 404), (world.lea, 404), (world.rex, 404)):
        sign_in(client, user)
        assert client.get(person(world, world.cleo)).status_code == status, user.name
        answer = client.post(person(world, world.cleo), data=act(_method="PUT", role="sponsor"))
        assert answer.status_code == status, user.name


def test_removal_acts_on_the_very_next_request(client, session, world):
    visitor = client.application.test_client()
    sign_in(visitor, world.tess)
    assert visitor.get(f"/projects/{world.site.id}/edit").status_code == 403
    sign_in(client, world.ada)
    client.post(person(world, world.tess), data=act(_method="DELETE", successor=""))
    assert visitor.get(f"/projects/{world.site.id}/edit").status_code == 404


def test_a_leaving_member_hands_over_the_open_items(client, session, world):
    seat, heir = world.seat(world.tess), world.seat(world.tom)
    session.add(Assignee(entry_id=world.logo.id, membership_id=seat.id, workspace_id=world.nord.id))
    sign_in(client, world.ada)
    assert "1 open item is assigned here" in client.get(person(world, world.tess)).text
    client.post(person(world, world.tess), data=act(_method="DELETE", successor=str(heir.id)))
    session.expire_all()
    assert session.get(Assignee, (world.logo.id, heir.id)) and not session.get(Assignee, (world.logo.id, seat.id))
    assert session.get(Membership, seat.id).removed_at
    visitor = client.application.test_client()
    sign_in(visitor, world.tom)
    assert visitor.get(f"/projects/{world.site.id}/edit").status_code == 403, "the heir joins the project"


@pytest.mark.parametrize("end", [
    lambda world: remove_seat(seat=world.seat(world.lea), by=world.ada),
    lambda world: change_role(seat=world.seat(world.lea), by=world.ada, role="approver"),
    lambda world: leave_project(project=world.site, seat=world.seat(world.lea), by=world.mia),
], ids=["removed", "no lead any more", "taken off the project"])
def test_what_somebody_sent_who_is_no_lead_there_any_more_is_taken_back(session, world, end):
    lea, mia = (standing_on(viewer_of(user), world.site) for user in (world.lea, world.mia))
    sent, = invite_to_project(standing=lea, addresses=["new@example.com"], role="viewer")
    others, = invite_to_project(standing=mia, addresses=["other@example.com"], role="viewer")
    end(world)
    session.flush()
    session.expire_all()
    assert (sent.state, others.state) == ("revoked", "pending")
