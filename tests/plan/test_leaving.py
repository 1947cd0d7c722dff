"""Leaving a project acts at once, and leaves nothing behind."""
import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.entries.sharing import share
from portal.entries.visible import entries_visible_to, events_visible_to
from portal.history.event import Event
from portal.notices.owing import owe_mail
from portal.people.invitation import Invitation
from portal.plan.assignee import Assignee
from portal.plan.leaving import leave_every_project, leave_project
from portal.plan.move import settle_moves
from portal.projects.joining import join_project
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project


def assign(session, item, seat):
    session.add(Assignee(entry_id=item.id, membership_id=seat.id, workspace_id=item.workspace_id))
    session.flush()
    settle_moves([item.id])


def assigned(session, item):
    return set(session.scalars(select(Assignee.membership_id).where(Assignee.entry_id == item.id)))


def leave(world, person, **more):
    return leave_project(project=world.site, seat=world.seat(person), by=world.mia, **more)


def test_who_left_sees_nothing_of_it_and_their_kept_pages_go(session, world):
    epoch = world.cleo.access_epoch
    assert leave(world, world.cleo) is True
    viewer = viewer_of(world.cleo)
    assert find_project(viewer, world.site.id) is None
    assert session.scalars(entries_visible_to(viewer)).all() == []
    assert world.cleo.access_epoch != epoch
    assert leave(world, world.cleo) is False


def test_open_items_go_to_the_colleague_named_or_to_nobody(session, world):
    assign(session, world.logo, world.seat(world.cleo))
    assert world.logo.move is None
    leave(world, world.cleo, to=world.seat(world.cora))
    assert assigned(session, world.logo) == {world.seat(world.cora).id}
    leave(world, world.cora)
    assert assigned(session, world.logo) == set()
    assert world.logo.move == "staff", "nobody is named any more: the item is its stage's side's move again"


def test_items_are_not_handed_to_the_other_side(session, world):
    assign(session, world.logo, world.seat(world.cleo))
    with pytest.raises(ValueError):
        leave(world, world.cleo, to=world.seat(world.tess))


def test_who_comes_back_is_no_named_reader_any_more(session, world):
    seat = world.seat(world.cleo)
    share(entry=world.secret, by=world.mia, audience="named", readers=[seat.id])
    session.flush()
    leave(world, world.cleo)
    join_project(project=world.site, seat=seat, by=world.mia)
    titles = {entry.title for entry in session.scalars(entries_visible_to(viewer_of(world.cleo)))}
    assert titles == {"Logo"}


def test_what_is_owed_about_the_project_and_invitations_back_into_it_end(session, world):
    told = owe_mail(kind="told", address=world.cleo.email, subject_id=world.logo.id, user_id=world.cleo.id)
    elsewhere = owe_mail(kind="told", address=world.cleo.email, subject_id=world.cart.id, user_id=world.cleo.id)
    waiting = Invitation(workspace_id=world.nord.id, client_id=world.acme.id, project_id=world.site.id,
                         email=world.cleo.email, role="contributor", inviter_id=world.mia.id, expires_at=now())
    session.add(waiting)
    session.flush()
    mail = owe_mail(kind="invitation", address=world.cleo.email, subject_id=waiting.id)
    session.flush()
    leave(world, world.cleo)
    session.expire_all()
    assert (told.outcome, elsewhere.outcome, mail.outcome) == ("cancelled", None, "cancelled")
    assert waiting.revoked_at is not None


def test_that_a_contact_left_is_told_to_colleagues_and_that_staff_left_is_not(session, world):
    leave(world, world.cleo)
    leave(world, world.tess)
    left = select(Event.id).where(Event.verb == "member.left")
    assert len(session.scalars(left).all()) == 2
    told = session.scalars(events_visible_to(viewer_of(world.cora)).where(Event.verb == "member.left")).all()
    assert [event.old for event in told] == [{"user": str(world.cleo.id)}]


def test_leaving_one_project_leaves_the_others_alone(session, world):
    seat = world.seat(world.tess)
    join_project(project=world.shop, seat=seat, by=world.mia)
    assign(session, world.cart, seat)
    leave(world, world.tess)
    assert find_project(viewer_of(world.tess), world.shop.id) is not None
    assert assigned(session, world.cart) == {seat.id}


def test_leaving_every_project_takes_a_managers_items_too_where_they_have_no_place(session, world):
    seat = world.seat(world.mia)
    assign(session, world.logo, seat)
    assign(session, world.cart, seat)
    leave_every_project(seat=seat, by=world.ada, to=world.seat(world.tess))
    assert assigned(session, world.logo) == assigned(session, world.cart) == {world.seat(world.tess).id}
    leave_every_project(seat=world.seat(world.tess), by=world.ada)
    assert assigned(session, world.logo) == assigned(session, world.cart) == set()
    assert find_project(viewer_of(world.tess), world.site.id) is None
