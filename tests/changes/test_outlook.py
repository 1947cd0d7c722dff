"""Before and after: what moves, follows, goes and comes, and what of it each reader sees."""
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from portal.changes.access import may_ask_for_it, may_withdraw, may_word, may_work_out
from portal.changes.effects import (
    Unchanged,
    add_effect,
    budget_effect,
    drop_effect,
    effects_of,
    move_effect,
    remove_effect,
    word_effect,
)
from portal.changes.form import change_form, form_facts
from portal.changes.outlook import outlook_for
from tests.changes.planning import drafted, plan, standing
from tests.world import INTERNAL, add_item


def told(outlook):
    return {line.title: (line.kind, line.days, line.because is not None) for line in outlook.lines}


def test_what_waits_for_what_moves_follows_and_a_contact_sees_of_it_what_they_see_of_the_plan(session, world):
    plan(world)
    change = drafted(world)
    move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=date(2026, 5, 15))
    effects = effects_of(change)
    whole = outlook_for(standing(world, "tess"), effects)
    assert told(whole) == {"Logo": ("move", 7, False), "Site goes live": ("move", 7, True),
                           f"Audit {INTERNAL}": ("move", None, True)}
    live = next(line for line in whole.lines if line.id == world.live.id)
    assert (live.after.start, live.after.due, live.after.promised) == (date(2026, 5, 18), date(2026, 5, 27), date(2026, 5, 29))
    seen = outlook_for(standing(world, "cora"), effects)
    assert told(seen) == {"Logo": ("move", 7, False), "Site goes live": ("move", 7, True)}
    assert all(line.before.due is None for line in seen.lines)
    world.logo.audience = "internal"
    session.flush()
    seen = outlook_for(standing(world, "cora"), effects)
    assert told(seen) == {"Site goes live": ("move", 7, False)} and world.logo.id not in seen.titles
    assert INTERNAL not in change_form(change) and "Logo" not in change_form(change)


def test_a_branch_that_is_dropped_goes_with_all_that_is_below_it_and_pushes_nothing(session, world):
    plan(world)
    below = add_item(world.site, "Banner", audience="client", parent_id=world.live.id)
    change = drafted(world)
    drop_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.live)
    move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=date(2026, 6, 30))
    seen = told(outlook_for(standing(world, "cora"), effects_of(change)))
    assert seen == {"Site goes live": ("drop", None, False), "Banner": ("drop", None, False), "Logo": ("move", 53, False)}
    assert below.archived_at is None, "nothing has happened yet"


def test_something_more_other_words_and_money_are_told_to_whom_they_concern(session, world):
    plan(world)
    world.site.budget = Decimal("12000")
    change, by = drafted(world), {"by": world.mia}
    add_effect(change=change, **by, effect_id=uuid4(), title="Newsletter", level="deliverable", promised=date(2026, 7, 1),
               below=world.live)
    add_effect(change=change, **by, effect_id=uuid4(), title=f"Bribe {INTERNAL}", level="task", shared=False)
    word_effect(change=change, **by, effect_id=uuid4(), item=world.logo, title="Logo, livelier", description="Three drafts")
    budget_effect(change=change, **by, effect_id=uuid4(), project=world.site, amount=Decimal("14500"))
    with pytest.raises(Unchanged):
        word_effect(change=change, **by, effect_id=uuid4(), item=world.live, title="Site goes live")
    effects = effects_of(change)
    assert [effect.kind for effect in effects] == ["add", "add", "change", "budget"]
    staff, cora = outlook_for(standing(world, "mia"), effects), outlook_for(standing(world, "cora"), effects)
    assert (staff.money.before, staff.money.after) == (12000, 14500) and f"Bribe {INTERNAL}" in told(staff)
    assert told(cora) == {"Logo, livelier": ("change", None, False), "Newsletter": ("add", None, False)}
    assert cora.money is None, "a budget that is not shared is not told"
    assert "budget" not in form_facts(change_form(change))
    world.site.budget_shared = True
    assert outlook_for(standing(world, "cora"), effects).money.after == 14500
    assert outlook_for(standing(world, "abe"), effects).money is None, "money is a sponsor's to see"
    assert form_facts(change_form(change))["budget"]["after"] == "14500"


def test_an_effect_is_written_once_an_item_and_kind_and_left_out_again(session, world):
    plan(world)
    change = drafted(world)
    for day in (15, 20):
        move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=date(2026, 5, day))
    effect, = effects_of(change)
    assert effect.after == {"promised": "2026-05-20"} and effect.before == {"promised": "2026-05-08"}
    remove_effect(change=change, by=world.mia, effect=effect)
    assert outlook_for(standing(world, "mia"), effects_of(change)).is_empty


def test_who_may_what_with_a_change_request(session, world):
    ours, theirs = drafted(world, by="tess"), drafted(world, by="cleo")
    assert (ours.audience, theirs.audience) == ("internal", "client")
    asked = {name: standing(world, name) for name in ("tess", "mia", "cleo", "cora", "abe", "vera")}
    allowed = {question.__name__: [{name for name, who in asked.items() if question(who, change)} for change in (ours, theirs)]
               for question in (may_word, may_work_out, may_ask_for_it, may_withdraw)}
    assert allowed == {"may_word": [{"tess", "mia"}, {"cleo"}], "may_work_out": [{"tess", "mia"}] * 2,
                       "may_ask_for_it": [{"mia"}] * 2, "may_withdraw": [{"tess", "mia"}, {"cleo", "cora"}]}
