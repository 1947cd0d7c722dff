"""Money in a change: nobody says yes to a budget they were not shown, and nobody else is told of it."""
from decimal import Decimal
from uuid import uuid4

import pytest

from portal.budgets.agreeing import agree, share_budget
from portal.changes.asking import MoneyHidden, OtherUnit
from portal.changes.effects import budget_effect
from portal.changes.ending import _settle
from portal.changes.form import change_form, form_facts
from portal.changes.kept import kept_of
from portal.decisions.asking import Asked, CannotAsk
from portal.decisions.current import things_of
from portal.people.seats import change_role
from tests.changes.planning import plan
from tests.changes.test_accepting import answered, asked, moving_the_logo
from tests.decisions.asking import asked_by, found


def dearer(world, amount="14500", shared=True):
    """The logo later, and for more money."""
    plan(world)
    agree(project=world.site, by=world.mia, amount=Decimal("12000"), currency="EUR")
    share_budget(project=world.site, by=world.mia, shared=shared)
    change = moving_the_logo(world)
    budget_effect(change=change, by=world.mia, effect_id=uuid4(), project=world.site, amount=Decimal(amount))
    return change


def sees(world, name, approval) -> bool:
    return found(getattr(world, name), approval) is not None


def test_a_budget_hidden_while_they_think_ends_the_question_and_what_was_asked_is_read_by_nobody_of_them(session, world):
    change = dearer(world)
    approval = asked(world, change)
    share_budget(project=world.site, by=world.mia, shared=False)
    assert (approval.state, approval.cause, change.state, change.approval_id) == ("cancelled", "unshared", "draft", None)
    assert not sees(world, "cora", approval) and sees(world, "mia", approval)
    with pytest.raises(MoneyHidden):
        asked(world, change)
    share_budget(project=world.site, by=world.mia, shared=True)
    again = asked(world, change)
    answered(world, again)
    assert change.state == "accepted" and world.site.budget == 14500
    share_budget(project=world.site, by=world.mia, shared=False)
    assert again.state == "approved" and not sees(world, "cora", again), "page and receipt tell before and after"
    share_budget(project=world.site, by=world.mia, shared=True)
    assert sees(world, "cora", again) and not sees(world, "abe", again)


def test_a_yes_moves_no_budget_that_its_question_did_not_tell(session, world):
    change = dearer(world)
    approval = asked(world, change)
    thing = things_of(approval)[0]
    world.site.budget_shared = False
    thing.canonical = change_form(change)
    assert "14500" not in thing.canonical
    approval.state = "approved"
    _settle(approval, world.cora)
    assert world.site.budget == 12000 and world.logo.promised.day == 15


def test_a_sponsor_who_is_one_no_more_reads_no_sponsors_question(session, world):
    approval = asked(world, dearer(world))
    assert sees(world, "cora", approval)
    change_role(seat=world.seat(world.cora), by=world.ada, role="viewer")
    assert not sees(world, "cora", approval)
    change_role(seat=world.seat(world.cora), by=world.ada, role="sponsor")
    assert sees(world, "cora", approval) and not sees(world, "vera", approval)
    share_budget(project=world.site, by=world.mia, shared=False)
    for role in ("approver", "sponsor"):
        change_role(seat=world.seat(world.cora), by=world.ada, role=role)
        assert not sees(world, "cora", approval), "the budget is hidden from sponsors, too"


def test_a_budget_that_is_as_wished_already_is_asked_about_among_sponsors_only(session, world):
    change = dearer(world)
    agree(project=world.site, by=world.mia, amount=Decimal("14500"), reason="Agreed on the phone")
    approval = asked(world, change)
    assert approval.audience == "named" and "budget" not in change_form(change)
    agree(project=world.site, by=world.mia, amount=Decimal("13000"), reason="No, it was not")
    assert "13000" in change_form(change)
    assert {name for name in ("abe", "cleo", "cora", "vera") if sees(world, name, approval)} == {"cora"}
    assert not approval.may_be_shared, "nobody widens it by hand"


def test_a_change_is_asked_about_by_asking_to_accept_it_only(session, world):
    change = dearer(world)
    asked(world, change)
    for question in ({}, {"about": world.logo}):
        with pytest.raises(CannotAsk, match="kind"):
            asked_by(world, world.logo, [world.abe], things=[Asked("item", change.id)], **question)


def test_an_amount_stays_in_the_unit_it_was_written_in(session, world):
    change = dearer(world, amount="9876")
    agree(project=world.site, by=world.mia, amount=Decimal("100"), unit="hours", reason="By the hour from now on")
    with pytest.raises(OtherUnit):
        asked(world, change)
    agree(project=world.site, by=world.mia, amount=Decimal("12000"), unit="money", reason="Rather not")
    approval = asked(world, change)
    agree(project=world.site, by=world.mia, amount=Decimal("9876"), unit="hours", reason="It is, though")
    assert form_facts(change_form(change))["budget"] == {"before": None, "after": "9876", "unit": "money", "currency": "EUR"}
    answered(world, approval)
    assert (world.site.budget, world.site.budget_unit, world.site.budget_currency) == (9876, "money", "EUR")
    money = kept_of(change).money
    assert (money.before, money.after, money.unit, money.currency) == (None, 9876, "money", "EUR")
