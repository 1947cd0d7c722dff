"""Somebody is writing: who may say so, and that it leaves nothing behind but a word for others."""
import pytest

from blueprints.live.writing import pace
from portal.history.signal import Signal, forget_old_signals
from tests.world import sign_in


@pytest.fixture(autouse=True)
def no_pace():
    pace._last.clear()


def tell(client, entry, **fields):
    return client.post(f"/projects/{entry.project_id}/entries/{entry.id}/writing", data=fields)


def told(session):
    return [(row.lane, row.side) for row in session.query(Signal).filter_by(kind="writing")]


def test_it_is_told_with_lane_and_side(client, session, world):
    sign_in(client, world.cleo)
    assert tell(client, world.logo, lane="shared").status_code == 204
    assert told(session) == [("shared", "client")]


def test_a_contact_never_writes_among_the_team(client, session, world):
    sign_in(client, world.cleo)
    for lane in ("internal", "", "other"):
        assert tell(client, world.logo, lane=lane).status_code == 204
    assert told(session) == []


def test_on_an_internal_entry_nobody_writes_to_the_client(client, session, world):
    sign_in(client, world.tess)
    tell(client, world.secret, lane="shared")
    tell(client, world.secret, lane="internal")
    assert told(session) == [("internal", "staff")]


def test_it_is_said_again_only_after_some_seconds(client, session, world):
    sign_in(client, world.cleo)
    for _ in range(5):
        tell(client, world.logo, lane="shared")
    assert len(told(session)) == 1


def test_who_only_reads_does_not_write(client, session, world):
    sign_in(client, world.vera)
    assert tell(client, world.logo, lane="shared").status_code == 403


def test_signals_stand_for_an_hour(client, session, world):
    from datetime import timedelta

    from portal.base.clock import now

    sign_in(client, world.cleo)
    tell(client, world.logo, lane="shared")
    tell(client, world.logo, lane="shared")
    first = session.query(Signal).filter_by(kind="writing").one()
    first.at = now() - timedelta(minutes=61)
    session.flush()
    forget_old_signals()
    assert told(session) == []
