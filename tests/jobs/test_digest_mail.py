"""Digests: what needs somebody first, then dates with their reasons, then what happened; nothing of what is hidden."""
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.budgets.agreeing import share_budget
from portal.notices.reply_address import ReplyAddress
from portal.plan.promising import promise
from tests.changes.planning import drafted
from tests.decisions.asking import asked_by
from tests.jobs.test_notice_mail import letter, letters
from tests.jobs.told import owe, say, tell
from tests.letters.answering import address_for
from tests.world import INTERNAL, MARKERS, add_item


@pytest.fixture
def news(session, world):
    """Something was said on the logo, of which Cora hears once a day."""
    return tell(world.cora, world.logo, message=say(world, world.tess, world.logo, "The draft is there"))


def test_what_needs_somebody_comes_first_then_dates_with_reasons_then_what_happened(session, world, news):
    yours = add_item(world.site, "Texts", audience="client", move="client", promised=date(2020, 5, 1))
    world.logo.promised = date(2026, 5, 4)
    promise(item=world.logo, by=world.tess, day=date(2026, 5, 11), reason="Illness")
    session.flush()
    share_budget(project=world.site, by=world.mia, shared=True)
    figures = {"share": 100, "spent": "900", "forecast": "1300", "agreed": "1000", "unit": "money", "currency": "EUR"}
    warned = tell(world.cora, None, project=world.site, kind="money", facts={"verb": "budget.warned", "new": figures})
    moved = tell(world.cora, None, project=world.site, kind="money", facts={
        "verb": "budget.agreed", "new": {"amount": "1200", "unit": "money", "currency": "EUR"}, "reason": "A second language"})
    got = letter(owe(world.cora, news, warned, moved, tell(world.cora, yours, kind="turn"), kind="daily"))
    assert got.subject == "Your day: 1 thing needs you" and "your move now" not in got.text
    told = ("Needs you", "Texts (Site): Yours", "Dates", "Moved from May 4 to May 11 – Illness", "Budget",
            "The forecast is above the budget", "– A second language", "What happened", "Tess: The draft is there")
    order = [got.text.index(words) for words in told]
    assert order == sorted(order) and got.text.count("The forecast is") == 1 and f"/projects/{world.site.id}/budget" in got.text
    assert got.html.index(">Dates<") < got.html.index(">Budget<") < got.html.index("The forecast is") \
        < got.html.index(">What happened<") and f"/items/{yours.id}" in got.html and "Illness" in got.html
    # Over many threads each line has its own address to answer at, and that of the whole mail is no thread's.
    assert got.unsubscribe and got.reply_to.startswith("reply+m-")
    address, = session.scalars(select(ReplyAddress).where(ReplyAddress.user_id == world.cora.id,
                                                          ReplyAddress.entry_id == world.logo.id)).all()
    assert address.lane == "shared" and f"mailto:reply+{address.token}@portal.test" in got.html
    assert f"Answer by mail: reply+{address.token}@portal.test" in got.text


def test_questions_and_proposals_stand_among_what_needs_somebody(session, world, news):
    approval, change = asked_by(world, world.logo, [world.cora], title="The logo"), drafted(world, by="cleo")
    said = tell(world.tess, world.logo, message=say(world, world.cora, world.logo, "Fine"))
    asked, raised = letters(owe(world.cora, news, kind="daily"), owe(world.tess, said, kind="weekly"))
    assert asked.subject == "Your day: 1 thing needs you"
    for got, entry, line in ((asked, approval, "The logo (Site): Yours"), (raised, change, "A livelier logo (Site): Yours")):
        assert line in got.text and str(entry.id) in got.html
        assert got.text.index("Needs you") < got.text.index(line) < got.text.index("What happened")


def test_a_digest_of_a_single_thread_is_answered_at_its_address(session, world, news):
    got = letter(owe(world.cora, news, kind="daily"))
    assert got.reply_to == address_for(world.cora, world.logo) and got.reply_to in got.text


def test_nothing_goes_out_where_nothing_happened_whatever_needs_somebody(session, world):
    add_item(world.site, "Texts", audience="client", move="client")
    assert letters(owe(world.cora, kind="daily"), owe(world.cora, kind="weekly")) == []


def test_a_slip_is_told_once_as_one_move_and_not_where_it_was_told_before(session, world, news):
    world.logo.promised = date(2026, 5, 4)
    promise(item=world.logo, by=world.tess, day=date(2026, 5, 11), reason="Illness")
    promise(item=world.logo, by=world.mia, day=date(2026, 5, 18), reason="More of it")
    session.flush()
    got = letter(owe(world.cora, news, kind="daily"))
    assert got.text.count("Moved from") == 1 and "Moved from May 4 to May 18 – More of it" in got.text
    told = letter(owe(world.cora, news, tell(world.cora, world.logo, kind="moved", verb="promised", actor=world.mia,
                                             field="promised", old="2026-05-18", new="2026-05-25", reason="Told"), kind="daily"))
    assert told.text.count("Told") == 1 and told.html.count("Told") == 1


@pytest.mark.parametrize(("kind", "days", "told"), [("daily", 2, False), ("weekly", 2, True), ("weekly", 9, False)])
def test_it_looks_back_a_day_or_a_week(session, world, news, time_machine, kind, days, told):
    time_machine.move_to(now() - timedelta(days=days))
    world.logo.promised = date(2026, 5, 4)
    promise(item=world.logo, by=world.tess, day=date(2026, 5, 11), reason="Illness")
    session.flush()
    time_machine.move_to(now() + timedelta(days=days))
    assert ("Illness" in letter(owe(world.cora, news, kind=kind)).text) == told


def test_slips_of_what_is_hidden_are_no_part_of_it(session, world, news):
    for item in (world.secret, world.cart, world.crown):
        item.promised = date(2026, 5, 4)
        promise(item=item, by=world.mia, day=date(2026, 6, 1), reason=f"{INTERNAL} money")
    world.logo.due = date(2026, 5, 1)
    session.flush()
    for who in (world.cora, world.vera):
        got = letter(owe(who, tell(who, world.logo, message=say(world, world.tess, world.logo, "Hello")), kind="daily"))
        assert "Hello" in got.text and not [each for each in MARKERS if each in got.text + got.html + got.subject]
