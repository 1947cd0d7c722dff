"""Looking through a contact's eyes."""
import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.entries.visible import entries_visible_to, events_visible_to
from portal.history.event import Event
from portal.people.membership import Membership
from portal.projects.looking import look_as, tell_look
from portal.projects.member import ProjectMember
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.projects.visible import projects_visible_to


def look(world, staff, contact):
    return look_as(viewer_of(staff), world.seat(contact).id)


def titles(session, viewer):
    return {entry.title for entry in session.scalars(entries_visible_to(viewer))}


def test_a_look_sees_what_the_contact_sees_and_may_nothing(session, world):
    eyes = look(world, world.tess, world.cleo)
    assert titles(session, eyes) == {"Logo"}
    assert (eyes.user, eyes.behind, eyes.read_only) == (world.cleo, world.tess, True)
    standing = standing_on(eyes, world.site)
    assert standing.role == "contributor" and not standing.is_staff
    assert not standing.may(contact="viewer")


def test_a_look_reaches_only_projects_that_the_staff_member_may_see(session, world):
    seat = world.seat(world.cleo)
    quiet = type(world.site)(workspace_id=world.nord.id, client_id=world.acme.id, name="Quiet")
    session.add(quiet)
    session.flush()
    session.add(ProjectMember(workspace_id=world.nord.id, project_id=quiet.id, membership_id=seat.id))
    session.flush()
    def names(staff):
        return {p.name for p in session.scalars(projects_visible_to(look(world, staff, world.cleo)))}
    assert names(world.tess) == {"Site"}
    assert names(world.mia) == {"Site", "Quiet"}


def test_a_look_stays_in_its_workspace_and_never_becomes_staff(session, world):
    for place in ({"workspace_id": world.rexco.id, "client_id": world.rexclient.id},
                  {"workspace_id": world.rexco.id, "client_id": None, "role": "owner"}):
        seat = Membership(user_id=world.cleo.id, **{"role": "sponsor", **place})
        session.add(seat)
        session.flush()
        session.add(ProjectMember(workspace_id=world.rexco.id, project_id=world.rexproject.id, membership_id=seat.id))
    session.flush()
    eyes = look(world, world.tess, world.cleo)
    assert [seat.id for seat in eyes.memberships] == [world.seat(world.cleo).id]
    assert titles(session, eyes) == {"Logo"}


def test_a_staff_member_who_is_also_a_contact_elsewhere_looks_as_staff_only(session, world):
    seat = Membership(user_id=world.tess.id, workspace_id=world.nord.id, client_id=world.bolt.id, role="viewer")
    session.add(seat)
    session.flush()
    session.add(ProjectMember(workspace_id=world.nord.id, project_id=world.shop.id, membership_id=seat.id))
    session.flush()
    assert look(world, world.tess, world.olaf) is None


@pytest.mark.parametrize("staff", ["tom", "cleo", "lea", "rex", "sam"])
def test_who_is_not_staff_of_the_project_cannot_look(session, world, staff):
    assert look(world, getattr(world, staff), world.cora) is None


@pytest.mark.parametrize("contact", ["nick", "remy", "olaf", "mia", "rex"])
def test_only_living_contacts_on_a_common_project_can_be_looked_through(session, world, contact):
    assert look(world, world.tess, getattr(world, contact)) is None


def test_nobody_looks_through_a_look_or_into_an_archived_client(session, world):
    eyes = look(world, world.mia, world.cleo)
    assert look_as(eyes, world.seat(world.cora).id) is None
    world.acme.archived_at = now()
    session.flush()
    assert look(world, world.mia, world.cleo) is None


def test_a_look_is_told_to_the_team_only(session, world):
    tell_look(viewer=viewer_of(world.tess), project=world.site, seat=world.seat(world.cleo))
    session.flush()
    event = session.scalars(select(Event).where(Event.verb == "looked_as_client")).one()
    assert (event.lane, event.actor_id, event.new) == ("internal", world.tess.id, {"user": str(world.cleo.id)})
    assert session.scalars(events_visible_to(viewer_of(world.cleo)).where(Event.id == event.id)).all() == []


def test_a_look_costs_two_statements(session, world, statements):
    viewer, seat_id = viewer_of(world.mia), world.seat(world.cleo).id
    with statements() as sent:
        look_as(viewer, seat_id)
    assert len(sent) == 2
