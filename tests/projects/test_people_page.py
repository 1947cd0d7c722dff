"""The people of a project: who knows of whom, who joins, who is taken off."""
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.entries.visible import find_entry
from portal.plan.assigning import assign
from portal.plan.item import WorkItem
from portal.projects.member import ProjectMember
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project
from tests.talk.speaking import say
from tests.world import BOLT, MARKERS, act, sign_in


def at(world, *parts):
    return "/".join([f"/projects/{world.site.id}/people", *map(str, parts)])


def add(client, world, person):
    return client.post(at(world), data=act(seat=world.seat(person).id))


def take_off(client, world, person, **fields):
    return client.post(at(world, world.seat(person).id), data=act(_method="DELETE", **fields))


def on_it(session, world, person):
    session.expire_all()
    return session.get(ProjectMember, (world.site.id, world.seat(person).id)) is not None


def test_staff_see_both_sides_and_no_one_of_other_clients(client, world):
    sign_in(client, world.tess)
    text = client.get(at(world)).text
    for name in ("Vera", "Cleo", "Abe", "Cora", "Lea", "Tess", "Mia", "Ada", "Owen"):
        assert name in text, name
    for name in ("Nick", "Remy", "Olaf", "Tom", BOLT):
        assert name not in text, name
    assert "Take off" not in text and "Invite" not in text


def test_a_contact_sees_colleagues_and_only_staff_who_wrote_to_them(client, world):
    sign_in(client, world.cleo)
    text = client.get(at(world)).text
    assert "Cora" in text
    for name in ("Tess", "Mia", "Ada", "Owen", "Tom", "Nick", "Remy", "Olaf", "@example.com", "Take off", "Invite"):
        assert name not in text, name
    say(world.tess, world.logo)
    text = client.get(at(world)).text
    assert "Tess" in text and "Mia" not in text and "Member" not in text


@pytest.mark.parametrize("who", ["tom", "nick", "remy", "olaf", "rex", "sam"])
def test_who_is_not_on_the_project_finds_no_people(client, world, who):
    sign_in(client, getattr(world, who))
    for path in (at(world), at(world, "new"), at(world, world.seat(world.cleo).id, "leave")):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Cleo" not in answer.text
    assert take_off(client, world, world.cleo).status_code == 404
    assert add(client, world, world.nick).status_code == 404


@pytest.mark.parametrize("who", ["tess", "cleo", "cora", "lea", "vera"])
def test_only_managers_add_people(client, world, session, who):
    sign_in(client, getattr(world, who))
    assert client.get(at(world, "new")).status_code == 403
    assert add(client, world, world.nick).status_code == 403
    assert not on_it(session, world, world.nick)


def test_a_manager_adds_known_people_of_both_sides_and_nobody_else(client, world, session):
    sign_in(client, world.mia)
    text = client.get(at(world, "new")).text
    assert "Nick" in text and "Tom" in text
    assert not [name for name in ("Remy", "Olaf", "Cleo", *MARKERS) if name in text]
    for person in (world.nick, world.tom):
        assert add(client, world, person).status_code == 303
        assert on_it(session, world, person)
    for person in (world.olaf, world.remy, world.rex):
        answer = add(client, world, person)
        assert answer.status_code == 422 and BOLT not in answer.text
        assert not on_it(session, world, person)
    assert client.post(at(world), data=act(seat=uuid4())).status_code == 422
    assert add(client, world, world.nick).status_code == 303, "on it already: nothing more happens"


def test_known_people_are_found_by_name(client, world):
    sign_in(client, world.mia)
    text = client.get(at(world, "new") + "?q=nic").text
    assert "Nick" in text and "Tom" not in text
    assert "Nobody found" in client.get(at(world, "new") + "?q=%25").text


def test_a_manager_takes_somebody_off_and_it_acts_on_the_next_request(client, app, world, session):
    theirs = app.test_client()
    sign_in(theirs, world.cleo)
    assert theirs.get(at(world)).status_code == 200
    sign_in(client, world.mia)
    assert "open item" not in client.get(at(world, world.seat(world.cleo).id, "leave")).text
    assert take_off(client, world, world.cleo).status_code == 303
    assert theirs.get(at(world)).status_code == 404
    assert find_project(viewer_of(world.cleo), world.site.id) is None


def test_open_items_are_handed_over(client, world, session):
    item = find_entry(viewer_of(world.mia), world.site.id, world.logo.id, WorkItem)
    assign(item=item, by=world.mia, seat_id=world.seat(world.cleo).id)
    sign_in(client, world.mia)
    text = client.get(at(world, world.seat(world.cleo).id, "leave")).text
    assert "1 open item is theirs" in text
    assert "Cora" in text and "Vera" not in text and "Tess" not in text, "to colleagues whose role may act"
    assert take_off(client, world, world.cleo, heir=world.seat(world.tess).id).status_code == 422
    assert take_off(client, world, world.cleo, heir=world.seat(world.cora).id).status_code == 303
    session.expire_all()
    assert session.scalars(select(WorkItem.move).where(WorkItem.id == world.logo.id)).one() is None


def test_a_lead_takes_colleagues_off_and_nobody_else(client, world, session):
    sign_in(client, world.lea)
    assert "Take off" in client.get(at(world)).text
    assert take_off(client, world, world.cleo).status_code == 303
    assert not on_it(session, world, world.cleo)
    assert take_off(client, world, world.lea).status_code == 403
    assert take_off(client, world, world.tess).status_code == 404, "a staff member she does not know of"
    say(world.tess, world.logo)
    assert take_off(client, world, world.tess).status_code == 403
    assert on_it(session, world, world.tess)


def test_a_lead_is_not_told_how_many_items_are_hidden_from_her(client, world):
    secret = find_entry(viewer_of(world.mia), world.site.id, world.secret.id, WorkItem)
    assign(item=secret, by=world.mia, seat_id=world.seat(world.cleo).id)
    sign_in(client, world.lea)
    text = client.get(at(world, world.seat(world.cleo).id, "leave")).text
    assert "open item" not in text and world.secret.title not in text


@pytest.mark.parametrize("who", ["tess", "cleo", "cora", "vera"])
def test_others_take_nobody_off(client, world, session, who):
    sign_in(client, getattr(world, who))
    assert take_off(client, world, world.abe).status_code == 403
    assert on_it(session, world, world.abe)


def test_who_is_not_on_the_project_cannot_be_taken_off(client, world):
    sign_in(client, world.mia)
    for person in (world.nick, world.olaf, world.rex, world.ada):
        assert take_off(client, world, person).status_code == 404
    assert client.post(at(world, uuid4()), data=act(_method="DELETE")).status_code == 404


def test_the_page_costs_the_same_for_many_people(client, world, session, statements):
    sign_in(client, world.mia)
    page = at(world)
    client.get(page)
    with statements() as few:
        client.get(page)
    for person in (world.tom, world.nick, world.ada, world.owen, world.mia):
        seat = world.seat(person)
        session.add(ProjectMember(workspace_id=seat.workspace_id, project_id=world.site.id, membership_id=seat.id))
    session.commit()
    with statements() as many:
        assert client.get(page).status_code == 200
    assert len(many) == len(few) <= 12
