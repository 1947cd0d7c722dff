"""Promised dates in danger: told in the morning, once, to each side with a reason it may know."""
from contextvars import copy_context
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from portal.base.clock import at
from portal.budgets.agreeing import agree
from portal.budgets.noting import note_cost
from portal.history.event import Event
from portal.jobs.warning import warn_early
from portal.notices.notification import Notification
from portal.plan.assigning import assign
from portal.plan.dependencies import link
from portal.plan.promising import promise
from portal.plan.sticking import report_stuck
from tests.world import INTERNAL, add_item, sign_in

MORNING = datetime(2026, 5, 4, 6, tzinfo=UTC)


def days(number: int) -> date:
    return MORNING.date() + timedelta(days=number)


@pytest.fixture
def morning(app, session, tell):
    """The worker on the morning of a day, and what it makes people hear."""
    def come(number: int = 0) -> None:
        session.commit()
        with at(MORNING + timedelta(days=number)):
            copy_context().run(_within, app)
            tell()
        session.expire_all()

    return come


def _within(app):
    with app.app_context():
        warn_early()


def warned(session):
    rows = session.scalars(select(Event).where(Event.verb == "endangered").order_by(Event.id))
    return [(row.lane, row.new["why"], row.new["to"]) for row in rows]


def heard(session, world):
    names = {user.id: name for name, user in vars(world).items() if hasattr(user, "email")}
    rows = session.scalars(select(Notification).where(Notification.kind == "late"))
    return sorted((names[row.user_id], row.facts["why"]) for row in rows if row.facts["verb"] == "endangered")


def test_what_both_may_know_is_told_to_both_once_for_each_day_promised(session, world, morning):
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.tess).id)
    promise(item=world.logo, by=world.mia, day=days(5))
    report_stuck(item=world.logo, by=world.tess, reason="No white background")
    for number in (-3, 0, 0, 1):
        morning(number)
    assert warned(session) == [("shared", "stuck", ["client", "staff"])]
    assert heard(session, world) == [("lea", "stuck"), ("tess", "stuck")]
    promise(item=world.logo, by=world.mia, day=days(6), reason="It takes longer")
    morning(2)
    assert len(warned(session)) == 2


@pytest.mark.parametrize("broken", ["nord", "rexco"])
def test_a_house_that_cannot_be_reckoned_keeps_no_other_from_its_warnings(session, world, morning, broken):
    waiting, other = (world.logo, world.crown) if broken == "nord" else (world.crown, world.logo)
    project, by = (world.site, world.mia) if broken == "nord" else (world.rexproject, world.rex)
    waiting.promised, other.promised, other.stuck_at, other.stuck_reason = days(9), days(5), MORNING, "No paper"
    link(item=waiting, by=by, waits_for=add_item(project, "At the end", promised=date.max), lag_days=Decimal(5))
    morning()
    assert [(row.entry_id, row.new["why"]) for row in session.scalars(select(Event).where(Event.verb == "endangered"))] == [
        (other.id, "stuck")]


def test_what_only_the_team_knows_warns_the_team_alone(client, session, world, morning):
    world.logo.promised, world.logo.due = days(20), days(25)
    hidden = add_item(world.site, "Hidden", promised=days(9), estimate_hours=Decimal(90), percent=10)
    waiting = add_item(world.site, "Waits", audience="client", promised=days(10))
    link(item=waiting, by=world.tess, waits_for=world.secret)
    world.secret.due = days(11)
    fine = add_item(world.site, "Fine", audience="client", promised=days(10), due=days(9), estimate_hours=Decimal(20))
    link(item=fine, by=world.tess, waits_for=add_item(world.site, "Early", due=days(3)))
    morning()
    assert sorted(warned(session)) == [("internal", why, ["staff"]) for why in ("due", "effort", "waits")]
    assert {name for name, _ in heard(session, world)} == {"tess"} and hidden.promised == days(9)
    for user in (world.lea, world.cora):
        sign_in(client, user)
        texts = [client.get(path).text for path in ("/", "/inbox", f"/projects/{world.site.id}/items/{world.logo.id}/changes")]
        assert not [text for text in texts if "danger" in text or INTERNAL in text]
    # Shared and promised for later, what it waits for is a reason the client may know: then it hears, and only then.
    world.secret.title, world.secret.audience, world.secret.promised = "Photographs", "client", days(12)
    morning(1)
    assert warned(session)[-1] == ("shared", "waits", ["client"]) and heard(session, world)[0] == ("lea", "waits")
    sign_in(client, world.lea)
    assert "is in danger: what it waits for comes on" in client.get("/inbox").text


def test_a_morning_finds_budgets_that_estimates_have_outgrown(session, world, morning):
    agree(project=world.site, by=world.mia, amount=Decimal(100), unit="hours", currency="EUR")
    note_cost(project=world.site, by=world.tess, amount=Decimal(70), day=days(-1))
    world.logo.estimate_hours = Decimal(81)
    morning()
    morning(1)
    told = [row.facts["new"]["share"] for row in session.scalars(select(Notification).where(Notification.kind == "money"))
            if row.facts["verb"] == "budget.warned"]
    assert told == [80]


def test_many_dates_in_danger_are_told_as_one(client, session, world, morning):
    for number in range(6):
        item = add_item(world.site, f"Item {number}", audience="client", promised=days(3))
        report_stuck(item=item, by=world.tess, reason="No key")
    morning()
    told, = session.scalars(select(Notification).where(Notification.user_id == world.lea.id, Notification.kind == "late")).all()
    assert told.facts["items"] == 6 and told.entry_id is None
    sign_in(client, world.lea)
    assert "6 items are late, soon due or in danger" in client.get("/inbox").text
