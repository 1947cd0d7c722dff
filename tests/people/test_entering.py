"""Who comes in by a session is who they would be if everything were looked up one by one."""
import pytest
from sqlalchemy import event

from portal.base.clock import now
from portal.base.database import db
from portal.people.sessions import close_session, living_session, open_session, session_with_seats
from portal.projects.viewer import viewer_of
from tests.world import build_world


@pytest.fixture
def world(session):
    return build_world()


def opened(user, **facts):
    session, token = open_session(user=user, assurance="code", **facts)
    db.session.flush()
    return session, token


@pytest.mark.parametrize("name", ["cleo", "tess", "ada", "remy", "sam"])
def test_the_session_brings_its_seats(world, name):
    user = getattr(world, name)
    session, token = opened(user)
    found, seats = session_with_seats(token)
    assert found is session is living_session(token)
    assert seats == viewer_of(user).memberships


def test_a_limited_session_brings_the_one_it_reaches(world):
    seat = world.seat(world.cleo)
    assert session_with_seats(opened(world.cleo, membership_id=seat.id)[1])[1] == (seat,)
    assert session_with_seats(opened(world.cleo, membership_id=world.seat(world.cora).id)[1])[1] == ()


@pytest.mark.parametrize("lost", ["seat", "client", "workspace"])
def test_what_was_closed_opens_nothing_from_the_next_request_on(world, session, lost):
    _, token = opened(world.cleo)
    assert len(session_with_seats(token)[1]) == 1
    if lost == "seat":
        world.seat(world.cleo).removed_at = now()
    else:
        (world.acme if lost == "client" else world.nord).archived_at = now()
    session.flush()
    found, seats = session_with_seats(token)
    assert found is not None and seats == () == viewer_of(world.cleo).memberships


def test_a_closed_session_brings_nobody(world, session):
    found, token = opened(world.cleo)
    close_session(found)
    session.flush()
    assert session_with_seats(token) == (None, ()) == session_with_seats("made up")


def test_coming_in_reads_no_picture(world, session):
    _, token = opened(world.cleo)
    world.nord.set_logo(b"picture")
    session.flush()
    session.expunge_all()
    sent = []

    def note(connection, cursor, statement, *rest):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    _, (seat,) = session_with_seats(token)
    event.remove(db.engine, "before_cursor_execute", note)
    assert seat.workspace.logo_hash and "logo" not in seat.workspace.__dict__
    assert len(sent) == 1 and "workspaces.logo," not in sent[0]
