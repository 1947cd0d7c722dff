"""What an item says of itself, what is promised, who is named: each change is a line of history, once."""
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from portal.history.event import Event
from portal.people.membership import Membership
from portal.plan.assigning import NotOnTheProject, assign, assignable, drop_hands, unassign
from portal.plan.editing import edit_item, set_percent, set_stage
from portal.plan.promising import ReasonMissing, moves_among, promise, promises_of
from portal.plan.stages import first_of, stages_of

MAY_1, MAY_8 = date(2026, 5, 1), date(2026, 5, 8)


def told(session, entry):
    session.flush()
    return [(e.field, e.lane, e.old, e.new)
            for e in session.scalars(select(Event).where(Event.entry_id == entry.id).order_by(Event.id))]


def test_each_changed_field_is_a_line_with_old_and_new_and_the_same_values_are_none(session, world):
    assert edit_item(item=world.logo, by=world.tess, title="Logo", start=MAY_1, percent=40) == ["start", "percent"]
    assert edit_item(item=world.logo, by=world.tess, start=MAY_1, percent=40) == []
    assert told(session, world.logo) == [("start", "shared", None, "2026-05-01"), ("percent", "shared", 0, 40)]


def test_due_date_and_estimate_are_the_teams_own_even_on_a_shared_item(session, world):
    edit_item(item=world.logo, by=world.tess, due=MAY_1, estimate_hours=Decimal("7.5"), cost=Decimal(80))
    assert {line[1] for line in told(session, world.logo)} == {"internal"}


def test_what_has_a_verb_of_its_own_is_not_edited(session, world):
    with pytest.raises(TypeError):
        edit_item(item=world.logo, by=world.tess, promised=MAY_1)


def test_a_hundred_percent_is_not_yet_done(session, world):
    assert set_percent(item=world.logo, by=world.cleo, percent=100)
    assert not set_percent(item=world.logo, by=world.cleo, percent=100)
    assert not world.logo.is_done


def test_the_stage_tells_whose_move_it_is_and_what_is_done(session, world):
    stages = stages_of(world.site.id)
    assert set_stage(item=world.logo, by=world.tess, stage=first_of(stages, "client"))
    assert not set_stage(item=world.logo, by=world.tess, stage=first_of(stages, "client"))
    assert world.logo.move == "client"
    set_stage(item=world.logo, by=world.tess, stage=first_of(stages, "done"))
    assert world.logo.is_done and world.logo.move is None
    set_stage(item=world.logo, by=world.tess, stage=first_of(stages, "doing"))
    assert not world.logo.is_done and world.logo.move == "staff"


def test_a_stage_of_another_project_is_refused(session, world):
    with pytest.raises(ValueError):
        set_stage(item=world.logo, by=world.tess, stage=stages_of(world.shop.id)[0])


def test_a_promise_moves_with_a_reason_and_every_one_is_kept(session, world):
    assert promise(item=world.logo, by=world.mia, day=MAY_1)
    assert not promise(item=world.logo, by=world.mia, day=MAY_1)
    with pytest.raises(ReasonMissing):
        promise(item=world.logo, by=world.mia, day=MAY_8, reason="  ")
    with pytest.raises(ReasonMissing):
        promise(item=world.logo, by=world.mia, day=None)
    assert promise(item=world.logo, by=world.mia, day=MAY_8, reason="The printer broke")
    kept = promises_of(world.logo, side="client")
    assert [(k.old, k.new, k.reason) for k in kept] == [(None, MAY_1, ""), (MAY_1, MAY_8, "The printer broke")]
    assert [k.new for k in moves_among(kept)] == [MAY_8]
    event = session.scalars(select(Event).where(Event.entry_id == world.logo.id).order_by(Event.id.desc())).first()
    assert (event.lane, event.old, event.new, event.reason) == ("shared", "2026-05-01", "2026-05-08", "The printer broke")


def test_a_contact_reads_no_promise_made_before_the_item_was_shared(session, world):
    promise(item=world.secret, by=world.mia, day=MAY_1)
    promise(item=world.secret, by=world.mia, day=MAY_8, reason="Our own mess")
    world.secret.audience = "client"
    promise(item=world.secret, by=world.mia, day=MAY_1, reason="Faster")
    assert [k.reason for k in promises_of(world.secret, side="client")] == ["Faster"]
    assert len(promises_of(world.secret, side="staff")) == 3


def test_only_members_of_the_project_who_may_act_can_be_named(session, world):
    assert [seat.user.called for seat in assignable(world.logo)] == ["Tess", "Abe", "Cleo", "Cora", "Lea"]
    for user in (world.vera, world.nick, world.remy, world.olaf, world.tom, world.rex):
        with pytest.raises(NotOnTheProject):
            assign(item=world.logo, by=world.tess, seat_id=world.seat(user).id)


def test_naming_somebody_and_taking_it_back_decides_the_move_and_stays_internal(session, world):
    seat = world.seat(world.cleo).id
    assert assign(item=world.logo, by=world.tess, seat_id=seat)
    assert not assign(item=world.logo, by=world.tess, seat_id=seat)
    assert world.logo.move is None
    assert unassign(item=world.logo, by=world.tess, seat_id=seat)
    assert not unassign(item=world.logo, by=world.tess, seat_id=seat)
    assert world.logo.move == "staff"
    assert {line[1] for line in told(session, world.logo)} == {"internal"}


def test_who_leaves_a_project_is_named_there_no_more(session, world):
    seat = session.get(Membership, world.seat(world.cleo).id)
    assign(item=world.logo, by=world.tess, seat_id=seat.id)
    drop_hands(seat_id=seat.id, project_id=world.shop.id)
    assert world.logo.move is None
    drop_hands(seat_id=seat.id, project_id=world.site.id)
    assert world.logo.move == "staff"
