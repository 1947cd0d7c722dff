"""Asked, accepted, declined, withdrawn: plan and budget change with the decision, all of it or nothing."""
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.budgets.move import BudgetMove
from portal.changes.again import propose_again
from portal.changes.asking import ItemsHidden, MoneyHidden, NotASponsor, NothingToAccept, ask_to_accept
from portal.changes.effects import AlreadyAsked, add_effect, budget_effect, drop_effect, effects_of, move_effect, word_effect
from portal.changes.ending import Over, turn_down, withdraw
from portal.changes.kept import kept_for
from portal.decisions.answering import answer
from portal.decisions.cancelling import ask_again
from portal.decisions.current import current_things, things_of
from portal.decisions.receipt import Receipt
from portal.decisions.taking_back import CannotTakeBack, take_back
from portal.entries.readers import name_readers
from portal.entries.sharing import unshare
from portal.entries.visible import find_entry
from portal.plan.dependencies import link
from portal.plan.item import WorkItem
from portal.plan.outline import DEEPEST
from portal.plan.promise import Promise
from portal.plan.promising import promise
from tests.changes.planning import drafted, plan, standing
from tests.world import add_item


def moving_the_logo(world, day=date(2026, 5, 15)):
    change = drafted(world)
    move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=day)
    return change


def asked(world, change, *seats, **more):
    return ask_to_accept(change=change, by=standing(world, "mia"), approval_id=uuid4(), question="Do you accept?",
                         seats=seats or [world.seat(world.cora).id], **more)


def answered(world, approval, verdict="approve", words="", seen=None, by="cora"):
    now = current_things(things_of(approval), shared=True)
    return answer(decision_id=uuid4(), approval=approval, by=standing(world, by), verdict=verdict, words=words,
                  seen=seen or [thing.hex for thing in now])


def test_once_accepted_plan_and_budget_are_what_was_shown_and_earlier_promises_stay(session, world):
    plan(world)
    world.site.budget, world.site.budget_shared = Decimal("12000"), True
    change, by = moving_the_logo(world), {"by": world.mia}
    effect = add_effect(change=change, **by, effect_id=uuid4(), title="Newsletter", level="deliverable",
                        promised=date(2026, 7, 1), below=world.live)
    drop_effect(change=change, **by, effect_id=uuid4(), item=world.party)
    word_effect(change=change, **by, effect_id=uuid4(), item=world.logo, title="Logo, livelier")
    budget_effect(change=change, **by, effect_id=uuid4(), project=world.site, amount=Decimal("14500"))
    approval = asked(world, change)
    assert (change.state, change.audience, approval.audience, approval.role) == ("asked", "client", "named", "sponsor")
    assert find_entry(standing(world, "abe").viewer, world.site.id, approval.id) is None, "money is the sponsors'"
    assert world.logo.promised == date(2026, 5, 8), "nothing happens before the answer"
    with pytest.raises(AlreadyAsked):
        drop_effect(change=change, **by, effect_id=uuid4(), item=world.live)
    decision = answered(world, approval)
    assert decision.counted and change.state == "accepted" and change.ended_by_id == world.cora.id
    assert (world.logo.title, world.logo.promised, world.live.promised) == ("Logo, livelier", date(2026, 5, 15),
                                                                            date(2026, 5, 29))
    assert world.live.start == date(2026, 5, 18) and world.audit.due == date(2026, 5, 19) and world.party.is_archived
    added = session.get(WorkItem, effect.id)
    assert (added.title, added.promised, added.audience, added.parent_id) == ("Newsletter", date(2026, 7, 1), "client",
                                                                              world.live.id)
    moves = session.scalars(select(Promise).where(Promise.entry_id == world.live.id)).all()
    assert [(move.old, move.new, move.kind, move.cause_id) for move in moves] == [
        (date(2026, 5, 22), date(2026, 5, 29), "change_request", change.id)]
    assert world.site.budget == 14500 and session.scalar(select(BudgetMove.cause_id)) == change.id
    body = session.scalar(select(Receipt.body).where(Receipt.approval_id == approval.id))
    assert all(state in body for state in ("2026-05-22", "2026-05-29", "12000", "14500")), "the receipt names both states"
    with pytest.raises(CannotTakeBack):
        take_back(decision_id=uuid4(), decision=decision, approval=approval, by=standing(world, "cora"))
    shown = kept_for(standing(world, "cleo"), change)
    assert {line.title for line in shown.lines} == {"Logo, livelier", "Site goes live", "Newsletter", "Party"}
    assert shown.money is None and kept_for(standing(world, "cora"), change).money.before == 12000


def test_a_plan_that_moved_meanwhile_is_looked_at_again_before_anything_is_done(session, world):
    plan(world)
    change = moving_the_logo(world)
    approval = asked(world, change)
    seen = [thing.sha256.hex() for thing in things_of(approval)]
    promise(item=world.live, by=world.mia, day=date(2026, 6, 1), reason="Slip")
    late = answered(world, approval, seen=seen)
    assert (late.counted, late.why_not, change.state, world.logo.promised) == (False, "stale", "asked", date(2026, 5, 8))
    assert approval.round == 2
    again = answered(world, approval)
    assert again.counted and change.state == "accepted" and world.logo.promised == date(2026, 5, 15)


def test_a_no_stays_with_its_reason_may_be_taken_back_and_be_proposed_again(session, world):
    plan(world)
    change = moving_the_logo(world)
    approval = asked(world, change)
    no = answered(world, approval, "changes", "Not before the fair.")
    assert (change.state, change.reason, change.ended_by_id) == ("declined", "Not before the fair.", world.cora.id)
    assert world.logo.promised == date(2026, 5, 8) and [line.title for line in kept_for(
        standing(world, "cora"), change).lines] == ["Logo", "Site goes live"]
    take_back(decision_id=uuid4(), decision=no, approval=approval, by=standing(world, "cora"))
    assert (change.state, change.reason, change.is_open) == ("asked", "", True)
    answered(world, approval, "changes", "Still not.")
    ask_again(approval=approval, by=world.mia)
    assert change.state == "asked", "asked once more it is open as before"
    answered(world, approval, "changes", "Never.")
    anew = propose_again(change=change, by=standing(world, "mia"), change_id=uuid4())
    assert (anew.state, change.state) == ("draft", "declined")
    assert [effect.after for effect in effects_of(anew)] == [{"promised": "2026-05-15"}]


def test_withdrawn_nobody_is_asked_any_more_and_cancelled_it_is_worked_out_again(session, world):
    plan(world)
    change = moving_the_logo(world)
    approval = asked(world, change)
    withdraw(change=change, by=standing(world, "mia"), reason="We found another way.")
    assert (change.state, change.reason, approval.state) == ("withdrawn", "We found another way.", "cancelled")
    other = moving_the_logo(world, date(2026, 5, 18))
    question = asked(world, other)
    unshare(entry=world.live, by=world.mia)
    assert (question.state, other.state) == ("cancelled", "draft"), "what it would change is no longer the client's to see"
    decided = asked(world, other)
    decided.state = "approved"
    with pytest.raises(Over):
        withdraw(change=other, by=standing(world, "mia"), reason="Decided in the very moment.")
    theirs = drafted(world, by="cleo")
    turn_down(change=theirs, by=standing(world, "mia"), reason="Not with this budget.")
    assert (theirs.state, theirs.reason, theirs.ended_by_id) == ("declined", "Not with this budget.", world.mia.id)


def test_nobody_is_asked_about_what_they_may_not_see_or_decide(session, world):
    plan(world)
    empty, change = drafted(world), moving_the_logo(world)
    with pytest.raises(NothingToAccept):
        asked(world, empty)
    with pytest.raises(NotASponsor):
        asked(world, change, world.seat(world.abe).id)
    world.site.budget = Decimal("12000")
    budget_effect(change=empty, by=world.mia, effect_id=uuid4(), project=world.site, amount=Decimal("13000"))
    with pytest.raises(MoneyHidden):
        asked(world, empty)
    world.live.audience = "named"
    name_readers(world.live, {world.seat(world.cleo).id}, set())
    with pytest.raises(ItemsHidden) as hidden:
        asked(world, change)
    assert hidden.value.args[0] == ["Site goes live"]
    assert (change.state, change.audience) == ("draft", "internal")


def test_a_change_that_reaches_what_not_all_may_see_is_worked_out_and_asked_anew(session, world):
    plan(world)
    change = moving_the_logo(world)
    approval = asked(world, change)
    world.hush = add_item(world.site, "Hush", audience="named", start=date(2026, 5, 11), promised=date(2026, 5, 22))
    name_readers(world.hush, {world.seat(world.lea).id}, set())
    link(item=world.hush, by=world.mia, waits_for=world.logo)
    shown = current_things(things_of(approval), shared=True)
    assert "Site goes live" in shown[0].canonical and "Hush" not in shown[0].canonical
    yes = answered(world, approval)
    assert (yes.counted, yes.why_not, approval.state, approval.cause) == (False, "ended", "cancelled", "outgrown")
    assert (change.state, world.logo.promised) == ("draft", date(2026, 5, 8))
    with pytest.raises(ItemsHidden):
        asked(world, change)


def test_what_a_later_round_tells_of_is_tied_to_the_question_like_what_the_first_one_told(session, world):
    plan(world)
    change = moving_the_logo(world)
    approval = asked(world, change)
    late = add_item(world.site, "Flyer", audience="client", start=date(2026, 5, 11), promised=date(2026, 5, 13))
    link(item=late, by=world.mia, waits_for=world.logo)
    answered(world, approval, seen=["00"])
    assert approval.round == 2 and "Flyer" in things_of(approval)[0].canonical
    unshare(entry=late, by=world.mia)
    assert (approval.state, change.state) == ("cancelled", "draft")
    assert find_entry(standing(world, "cora").viewer, world.site.id, approval.id) is None


def test_what_is_added_below_something_that_stands_too_deep_by_now_stands_by_itself(session, world):
    plan(world)
    change = drafted(world)
    effect = add_effect(change=change, by=world.mia, effect_id=uuid4(), title="Newsletter", level="task", below=world.live)
    approval = asked(world, change)
    world.live.path = "00000001" * DEEPEST
    answered(world, approval)
    assert change.state == "accepted" and session.get(WorkItem, effect.id).parent_id is None
