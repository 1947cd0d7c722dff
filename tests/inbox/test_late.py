"""What is late, or soon will be: told once, in the morning of each workspace, to each side by its own date."""
from contextvars import copy_context
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import at
from portal.jobs.noticing import tell_late, tell_news
from portal.notices.notification import Notification
from portal.plan.assigning import assign
from tests.talk.speaking import say
from tests.world import add_item

TODAY = date(2026, 5, 6)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def morning(app, session):
    """The mornings of some days, one after the other, as the worker has them."""
    def come(*numbers: int, hour: int = 6) -> None:
        session.commit()
        for number in numbers:
            with at(datetime(2026, 5, 6, hour, tzinfo=UTC) + timedelta(days=number)):
                copy_context().run(_in, app)

    return come


def _in(app):
    with app.app_context():
        tell_late()


def told(session, world):
    names = {user.id: name for name, user in vars(world).items() if hasattr(user, "email")}
    return sorted((names[one.user_id], one.facts["verb"], one.facts["day"], one.facts["days"])
                  for one in session.scalars(select(Notification)))


@pytest.mark.parametrize(("promised", "due", "expected"), [
    (days(2), None, [("cleo", "soon", "2026-05-08", 0)]),
    (days(-1), None, [("cleo", "late", "2026-05-05", 1), ("lea", "late", "2026-05-05", 1), ("mia", "late", "2026-05-05", 1)]),
    (days(2), days(-1), [("cleo", "soon", "2026-05-08", 0), ("mia", "late", "2026-05-05", 1)]),
    (days(9), days(2), []), (days(0), None, []), (days(3), None, []), (days(-2), None, []), (None, None, []),
])
def test_each_side_is_told_by_its_own_date(session, world, morning, promised, due, expected):
    world.logo.promised, world.logo.due, world.logo.created_by_id = promised, due, world.mia.id
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    morning(0)
    assert told(session, world) == expected


@pytest.mark.parametrize(("promised", "due", "expected"), [
    (days(2), None, {"cleo", "abe", "cora", "lea"}), (days(-1), None, {"cleo", "abe", "cora", "lea", "mia"})])
def test_with_nobody_named_all_of_the_side_whose_move_it_is_are_told(session, world, morning, promised, due, expected):
    world.logo.promised, world.logo.due, world.logo.created_by_id, world.logo.move = promised, due, world.mia.id, "client"
    morning(0)
    assert {name for name, *_ in told(session, world)} == expected


def test_the_teams_followers_are_told_of_what_is_the_teams_move(session, world, morning):
    say(world.tess, world.logo)
    world.logo.due, world.logo.created_by_id, world.logo.move = days(-1), world.mia.id, "staff"
    session.commit()
    tell_news()
    morning(0)
    late = select(Notification.user_id).where(Notification.kind == "late")
    assert set(session.scalars(late)) == {world.tess.id, world.mia.id}


def test_it_is_told_once_a_day_and_days_without_a_worker_are_made_up_for(session, world, morning):
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    world.logo.promised = days(2)
    morning(0, 0, 1, 2)
    assert [line for line in told(session, world) if line[0] == "cleo"] == [("cleo", "soon", "2026-05-08", 0)]
    morning(5)
    assert [line[1:] for line in told(session, world) if line[0] == "cleo"] == [
        ("late", "2026-05-08", 3), ("soon", "2026-05-08", 0)]
    morning(6)
    assert len([line for line in told(session, world) if line[0] == "cleo"]) == 2


def test_before_it_is_morning_there_it_is_still_the_day_before(session, world, morning):
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    world.logo.promised = days(2)
    morning(0, hour=4)
    assert not told(session, world)
    morning(0, hour=5)
    assert told(session, world) == [("cleo", "soon", "2026-05-08", 0)]


def test_what_is_done_hidden_or_put_away_is_not_late_and_many_are_told_as_one(session, world, morning):
    seat = world.seat(world.cleo)
    for facts in ({"done_at": datetime(2026, 5, 1, tzinfo=UTC)}, {"archived_at": datetime(2026, 5, 1, tzinfo=UTC)},
                  {"audience": "internal"}):
        item = add_item(world.site, "Over", **{"audience": "client", "promised": days(-1)} | facts)
        assign(item=item, by=world.mia, seat_id=seat.id)
    morning(0)
    assert not [line for line in told(session, world) if line[0] == "cleo"]
    for number in range(30):
        item = add_item(world.site, f"Item {number}", audience="client", promised=days(0))
        assign(item=item, by=world.mia, seat_id=seat.id)
    morning(1)
    found = [one for one in session.scalars(select(Notification)) if one.user_id == world.cleo.id]
    assert [(one.entry_id, one.facts["items"]) for one in found] == [(None, 30)]
