"""Done, not done, stuck and going on: each once, however often it is said."""
import pytest
from sqlalchemy import select

from portal.history.event import Event
from portal.plan.adding import add_item
from portal.plan.completing import complete, reopen
from portal.plan.stages import first_of, stages_of
from portal.plan.sticking import AlreadyDone, clear_stuck, report_stuck


def told(session, entry):
    session.flush()
    lines = session.scalars(select(Event).where(Event.entry_id == entry.id).order_by(Event.id))
    return [(line.verb, line.lane, line.old, line.new) for line in lines]


def test_done_is_done_once(session, world):
    assert complete(item=world.logo, by=world.cleo)
    assert not complete(item=world.logo, by=world.cora)
    assert world.logo.is_done and world.logo.done_by_id == world.cleo.id and world.logo.move is None
    assert told(session, world.logo) == [("completed", "shared", False, True)]


def test_not_done_brings_back_the_stage_and_whose_move_it_was(session, world):
    client = first_of(stages_of(world.site.id), "client")
    world.logo.stage_id, world.logo.move = client.id, "client"
    complete(item=world.logo, by=world.cleo)
    session.flush()
    session.refresh(world.logo, ["stage"])
    assert world.logo.stage.kind == "done"
    assert reopen(item=world.logo, by=world.cleo)
    assert not reopen(item=world.logo, by=world.cleo)
    assert (world.logo.stage_id, world.logo.move, world.logo.done_by_id) == (client.id, "client", None)
    assert [line[0] for line in told(session, world.logo)] == ["completed", "reopened"]


def test_stuck_says_why_and_a_new_reason_replaces_it(session, world):
    assert report_stuck(item=world.logo, by=world.cleo, reason="waiting for logo")
    assert not report_stuck(item=world.logo, by=world.cleo, reason="waiting for logo")
    since = world.logo.stuck_at
    assert report_stuck(item=world.logo, by=world.cleo, reason="printer broke")
    assert world.logo.stuck_at == since
    assert clear_stuck(item=world.logo, by=world.tess)
    assert not clear_stuck(item=world.logo, by=world.tess)
    assert told(session, world.logo) == [("stuck", "shared", None, "waiting for logo"),
                                         ("stuck", "shared", "waiting for logo", "printer broke"),
                                         ("unstuck", "shared", "printer broke", None)]


def test_what_is_done_is_not_stuck(session, world):
    report_stuck(item=world.logo, by=world.cleo, reason="waiting")
    complete(item=world.logo, by=world.cleo)
    assert not world.logo.is_stuck
    with pytest.raises(AlreadyDone):
        report_stuck(item=world.logo, by=world.cleo, reason="no")


def test_what_happens_to_an_internal_item_stays_in_the_team(session, world):
    complete(item=world.secret, by=world.tess)
    assert {line[1] for line in told(session, world.secret)} == {"internal"}


def test_a_phase_is_nobodys_move(session, world):
    assert add_item(project=world.site, by=world.tess, title="Phase", level="phase").move is None
