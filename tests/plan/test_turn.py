"""Whose move it is, in which colour and which words."""
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from portal.base.clock import now, today
from portal.entries.visible import entries_visible_to, visible_condition
from portal.plan.assignee import Assignee
from portal.plan.hand import Hand
from portal.plan.item import WorkItem
from portal.plan.mine import mine_condition
from portal.plan.move import settle_moves
from portal.plan.reading import with_hands
from portal.plan.stage import Stage
from portal.plan.turn import KINDS, Reader, reader_of, turn_of
from portal.projects.project import Project
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from tests.world import add_item

TODAY = date(2026, 5, 10)
ME, CORA, TESS = uuid4(), uuid4(), uuid4()


def reader(side="client", acts=True):
    return Reader(user_id=ME, side=side, acts=acts, today=TODAY, zone=ZoneInfo("Europe/Stockholm"),
                  staff_name="Studio Nord", client_name="Acme")


def hand(user_id, side, name="Someone"):
    return Hand(uuid4(), user_id, side, name)


def item(**facts):
    return SimpleNamespace(**{"done_at": None, "stuck_at": None, "stuck_reason": None, "due": None, "promised": None,
                              "start": None, "archived_at": None, "move": "staff", "stage_kind": "todo", "hands": (), **facts})


def days(number):
    return TODAY + timedelta(days=number)


def test_my_sides_move_with_nobody_named_is_mine_if_my_role_may_act():
    assert turn_of(item(move="client"), reader()).kind == "yours"
    turn = turn_of(item(move="client"), reader(acts=False))
    assert (turn.kind, turn.who) == ("theirs", ("Acme",))


def test_the_other_sides_move_reads_with_its_name():
    assert turn_of(item(), reader()).who == ("Studio Nord",)
    assert turn_of(item(move="client"), reader("staff")).who == ("Acme",)


def test_named_for_me_is_mine_and_named_for_a_colleague_reads_with_their_name():
    assert turn_of(item(move=None, hands=(hand(ME, "client"),)), reader()).whose == "yours"
    turn = turn_of(item(move=None, hands=(hand(CORA, "client", "Cora"),)), reader())
    assert (turn.kind, turn.who, turn.side) == ("theirs", ("Cora",), "client")


def test_a_viewer_is_never_told_it_is_theirs_even_when_named():
    assert turn_of(item(move=None, hands=(hand(ME, "client", "Vera"),)), reader(acts=False)).who == ("Vera",)


def test_the_word_names_both_when_it_is_yours_and_late():
    turn = turn_of(item(move="client", promised=days(-3)), reader())
    assert (turn.kind, turn.whose, turn.late_days) == ("late", "yours", 3)


def test_a_contact_is_late_by_the_promise_and_never_by_the_due_date():
    assert turn_of(item(due=days(-5)), reader()).late_days == 0
    assert turn_of(item(due=days(-5), promised=TODAY), reader()).late_days == 0
    assert turn_of(item(due=days(5), promised=days(-1)), reader()).kind == "late"


def test_staff_are_late_by_the_due_date_and_see_red_by_the_promise():
    turn = turn_of(item(due=days(-2), promised=days(4)), reader("staff"))
    assert (turn.kind, turn.late_days) == ("yours", 2)
    turn = turn_of(item(due=days(-2), promised=days(-1)), reader("staff"))
    assert (turn.kind, turn.late_days) == ("late", 2)
    assert turn.due == days(-2) and turn_of(item(due=days(-2), promised=days(-1)), reader()).due is None
    turn = turn_of(item(due=days(-2)), reader("staff"))
    assert turn.kind == "late" and turn.due is None
    assert turn_of(item(due=days(-1), promised=days(-2)), reader("staff")).due is None


def test_something_still_to_do_with_its_start_ahead_is_upcoming_unless_somebody_is_named():
    assert turn_of(item(start=days(2)), reader("staff")).kind == "upcoming"
    assert turn_of(item(start=days(2)), reader("staff")).day == days(2)
    assert turn_of(item(start=days(2), stage_kind="doing"), reader("staff")).kind == "yours"
    assert turn_of(item(start=days(2), move="client", stage_kind="client"), reader()).kind == "yours"
    assert turn_of(item(start=days(2), move=None, hands=(hand(ME, "client"),)), reader()).kind == "yours"


def test_done_days_count_in_the_workspaces_zone():
    late_evening = datetime(2026, 5, 3, 22, 30, tzinfo=UTC)
    assert turn_of(item(done_at=late_evening), reader()).day == date(2026, 5, 4)


def test_archived_is_nobodys():
    turn = turn_of(item(archived_at=now(), promised=days(-9), hands=(hand(ME, "client"),)), reader())
    assert (turn.kind, turn.whose, turn.late_days, turn.archived) == ("upcoming", None, 0, True)


def combinations():
    dates = (None, days(-3), TODAY, days(3))
    hands = ((), (hand(ME, "client"),), (hand(ME, "staff"),), (hand(CORA, "client"), hand(TESS, "staff")))
    return product((None, now()), (None, now()), dates, dates, (None, days(2)), (None, "staff", "client"), hands,
                   ("todo", "doing", "client"), ("staff", "client"), (True, False))


def test_every_combination_obeys_the_order_of_colours():
    for done, stuck, due, promised, start, move, hands, stage, side, acts in combinations():
        if hands and move:
            continue
        found = turn_of(item(done_at=done, stuck_at=stuck, stuck_reason=stuck and "logo", due=due, promised=promised, start=start,
                             move=move, hands=hands, stage_kind=stage), reader(side, acts))
        past = {day for day in (promised, due if side == "staff" else None) if day and day < TODAY}
        red = bool(promised and promised < TODAY) or (side == "staff" and promised is None and bool(past))
        ahead = bool(start) and stage == "todo"
        mine = acts and (any(h.user_id == ME for h in hands) or (not hands and move == side and not ahead))
        somebody = bool(hands) or (move is not None and not ahead)
        rank = [bool(done), bool(stuck), red, mine, somebody, True].index(True)
        assert found.kind == KINDS[rank]
        if not done:
            assert found.is_yours == mine
            assert found.late_days == (3 if past else 0)
            assert (found.whose == "theirs") == (somebody and not mine)
            assert bool(found.who) == (found.whose == "theirs")


@pytest.mark.parametrize("seed", range(3))
def test_the_database_finds_exactly_what_turn_of_calls_yours(session, world, seed):
    scatter(session, world, Random(seed))
    for user in (world.tess, world.mia, world.tom, world.vera, world.cleo, world.cora, world.olaf, world.nick, world.sam):
        viewer = viewer_of(user)
        found = set(session.scalars(select(WorkItem.id).where(
            visible_condition(viewer, WorkItem), mine_condition(viewer))))
        assert found == {seen.id for seen in session.scalars(entries_visible_to(viewer, WorkItem).options(*with_hands()))
                         if turn_of(seen, reader_of(standing_on(viewer, seen.project))).is_yours}, user.name


def scatter(session, world, dice):
    stages = {project.id: session.scalars(select(Stage).where(Stage.project_id == project.id)).all()
              for project in (world.site, world.shop)}
    seats = {world.site.id: [world.seat(u) for u in (world.tess, world.vera, world.cleo, world.cora)],
             world.shop.id: [world.seat(world.olaf)]}
    zone = world.nord.time_zone
    for number in range(60):
        project = dice.choice((world.site, world.site, world.shop))
        facts = {name: dice.choice((None, today(zone) + timedelta(days=dice.randint(-9, 9))))
                 for name in ("start", "due", "promised")}
        made = add_item(project, f"Item {number}", audience=dice.choice(("internal", "client")), **facts,
                        level=dice.choice(("task", "task", "phase")), done_at=dice.choice((None, None, None, now())),
                        archived_at=dice.choice((None, None, None, now())), stuck_at=dice.choice((None, None, now())))
        made.stage_id = dice.choice(stages[project.id]).id
        for seat in dice.sample(seats[project.id], dice.choice((0, 0, 1))):
            session.add(Assignee(entry_id=made.id, membership_id=seat.id, workspace_id=made.workspace_id))
    session.flush()
    settle_moves(session.scalars(select(WorkItem.id).where(WorkItem.project_id.in_([world.site.id, world.shop.id]))))


def test_an_archived_project_asks_nothing_of_anybody(session, world):
    session.get(Project, world.site.id).archived_at = now()
    session.flush()
    mine = mine_condition(viewer_of(world.tess))
    found = session.scalars(select(WorkItem.id).where(WorkItem.project_id == world.site.id, mine))
    assert found.all() == []
