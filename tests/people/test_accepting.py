"""Accepting makes the person and their place, once."""
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base.clock import now
from portal.people.accepting import NotOpen, accept_invitation
from portal.people.inviting import revoke_invitation
from portal.people.membership import Membership
from portal.people.setup import create_workspace
from portal.people.user import User
from portal.projects.joining import join_project, leave_all_projects
from portal.projects.project import Project
from portal.projects.viewer import viewer_of
from portal.projects.visible import projects_visible_to
from tests.people.test_inviting import invite


def accepted(invitation, world):
    done = accept_invitation(invitation=invitation)
    if done.revived:
        leave_all_projects(seat=done.seat)
    join_project(project=world.site, seat=done.seat, by=done.user)
    return done


def test_a_new_address_becomes_a_person_with_a_place(session, world):
    invitation = invite(world, world.mia, "new@example.com", role="approver", lead=True)[0]
    done = accepted(invitation, world)
    assert done.first_time and done.user.email == "new@example.com" and done.user.proven_at
    assert (done.seat.client_id, done.seat.role, done.seat.lead) == (world.acme.id, "approver", True)
    assert session.scalars(projects_visible_to(viewer_of(done.user))).all() == [world.site]
    assert invitation.state == "accepted" and invitation.accepted_by_id == done.user.id


def test_it_is_accepted_once(session, world):
    invitation = invite(world, world.mia, "new@example.com")[0]
    accepted(invitation, world)
    with pytest.raises(NotOpen, match="accepted"):
        accept_invitation(invitation=invitation)
    assert session.scalar(select(func.count()).where(User.email == "new@example.com")) == 1


@pytest.mark.parametrize("state", ["revoked", "expired"])
def test_what_is_not_open_accepts_nobody(session, world, state):
    invitation = invite(world, world.mia, "new@example.com")[0]
    if state == "revoked":
        revoke_invitation(invitation=invitation, by=world.mia)
    else:
        invitation.expires_at = now() - timedelta(seconds=1)
    session.flush()
    with pytest.raises(NotOpen, match=state):
        accept_invitation(invitation=invitation)
    assert session.scalar(select(func.count()).where(User.email == "new@example.com")) == 0


def test_an_address_that_was_used_before_is_no_first_time(session, world):
    done = accepted(invite(world, world.mia, world.sam.email)[0], world)
    assert done.user is world.sam and not done.first_time


def test_an_address_that_was_only_written_down_by_the_operator_is_none_either(session, world):
    _workspace, owner, _seat = create_workspace(owner_email="olga@example.com", name="Studio Ost", brand_color="#aa3355",
                                                locale="en", time_zone="UTC", currency="EUR")
    done = accepted(invite(world, world.mia, owner.email)[0], world)
    assert done.user is owner and owner.proven_at is None and not done.first_time


@pytest.mark.parametrize(("before", "offered", "after"), [
    ("contributor", "viewer", "contributor"), ("contributor", "sponsor", "sponsor"), ("sponsor", "approver", "sponsor")])
def test_a_place_is_raised_and_never_lowered(session, world, before, offered, after):
    seat = world.seat(world.nick)
    seat.role = before
    done = accepted(invite(world, world.mia, world.nick.email, role=offered)[0], world)
    assert done.seat is seat and seat.role == after
    assert session.scalar(select(func.count()).where(Membership.user_id == world.nick.id)) == 1


def test_one_who_was_removed_comes_back_with_the_role_offered(session, world):
    world.seat(world.remy).role = "sponsor"
    done = accepted(invite(world, world.mia, world.remy.email, role="viewer")[0], world)
    assert done.seat is world.seat(world.remy) and (done.seat.role, done.seat.removed_at) == ("viewer", None)


def test_one_who_comes_back_does_not_get_their_old_projects_back(session, world):
    seat = world.seat(world.remy)
    seat.removed_at = None
    old = Project(workspace_id=world.nord.id, client_id=world.acme.id, name="Old")
    session.add(old)
    session.flush()
    join_project(project=old, seat=seat, by=world.mia)
    seat.removed_at = now()
    accepted(invite(world, world.mia, world.remy.email)[0], world)
    assert session.scalars(projects_visible_to(viewer_of(world.remy))).all() == [world.site]


def test_a_contact_of_another_client_gets_a_second_place_and_keeps_the_first(session, world):
    done = accepted(invite(world, world.mia, world.olaf.email)[0], world)
    assert done.seat.client_id == world.acme.id and not done.first_time
    assert {project.id for project in session.scalars(projects_visible_to(viewer_of(world.olaf)))} == {
        world.site.id, world.shop.id}


def test_joining_twice_is_joining_once_and_never_across_clients(session, world):
    assert join_project(project=world.site, seat=world.seat(world.nick), by=world.mia)
    assert not join_project(project=world.site, seat=world.seat(world.nick), by=world.mia)
    with pytest.raises(ValueError):
        join_project(project=world.shop, seat=world.seat(world.nick), by=world.mia)
