"""What counts as seen: by a person, and by a session that reaches one of their memberships only."""
from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.entries.telling import tell
from portal.history.event import Event
from portal.inbox.changes import changes_since
from portal.inbox.restored import settle_places
from portal.inbox.visit import Visit
from portal.inbox.visiting import PAUSE, mark_all_seen, mark_visit, visit_of
from portal.people.client import Client
from portal.people.membership import Membership
from portal.projects.viewer import viewer_of


@pytest.fixture
def second(world, session):
    """Cleo is a contact of another workspace, too."""
    client = Client(workspace_id=world.rexco.id, name="Acme too")
    session.add(client)
    session.flush()
    seat = Membership(workspace_id=world.rexco.id, client_id=client.id, user_id=world.cleo.id, role="contributor")
    session.add(seat)
    session.commit()
    return seat


def limited(world):
    return viewer_of(world.cleo, only_membership=world.seat(world.cleo).id)


def test_a_limited_session_marks_seen_only_what_it_reaches(world, session, second):
    mark_visit(viewer_of(world.cleo))
    session.commit()
    before = visit_of(viewer_of(world.cleo)).since_place
    mark_all_seen(limited(world))
    session.commit()
    assert visit_of(viewer_of(world.cleo)).since_place == before is None
    assert visit_of(limited(world)).since_place is not None
    assert session.query(Visit).count() == 2


def test_a_session_limited_to_all_there_is_marks_the_one_visit(world, session):
    mark_visit(limited(world))
    session.commit()
    assert visit_of(viewer_of(world.cleo)) is visit_of(limited(world)) is not None


def test_a_visit_goes_on_for_half_an_hour(world, session):
    viewer = viewer_of(world.cleo)
    mark_visit(viewer)
    session.flush()
    visit = visit_of(viewer)
    first = visit.last_place
    visit.last_at -= PAUSE - timedelta(minutes=1)
    mark_visit(viewer)
    assert visit.since_place is None
    visit.last_at -= PAUSE + timedelta(minutes=1)
    mark_visit(viewer)
    assert visit.since_place == first


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_what_is_new_stays_new_in_a_database_restored_elsewhere(world, session):
    """There transactions had counted much further."""
    tell(world.logo, actor_id=world.tess.id, verb="seen before")
    mark_all_seen(viewer_of(world.cleo))
    session.commit()
    mark_all_seen(viewer_of(world.cleo))
    tell(world.logo, actor_id=world.tess.id, verb="came after")
    session.execute(update(Event).values(written_in=Event.written_in + 10**9))
    session.execute(update(Visit).values(since_place=Visit.since_place + 10**9, last_place=Visit.last_place + 10**9))
    session.commit()
    assert settle_places() > 0
    session.commit()
    assert settle_places() == 0
    tell(world.logo, actor_id=world.tess.id, verb="came last")
    session.commit()
    viewer = viewer_of(world.cleo)
    assert _told(viewer) == ["came last", "came after"]
    mark_all_seen(viewer)
    session.commit()
    assert _told(viewer) == []


def _told(viewer) -> list[str]:
    return [event.verb for change in changes_since(viewer, visit_of(viewer).since_place) for event in change.events]
