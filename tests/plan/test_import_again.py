"""A newer version of a file that was imported before: what it changed, what people changed here, what is gone."""

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.history.event import Event
from portal.plan.archiving import archive_item, delete_item
from portal.plan.assignee import Assignee
from portal.plan.assigning import assign
from portal.plan.dependency import Dependency
from portal.plan.editing import edit_item
from portal.plan.imported_item import ImportedItem
from portal.plan.landing import applying
from portal.plan.landing.proposing import mark_of
from portal.plan.landing.taking import USUAL, Taken
from portal.plan.moving import move_item
from portal.plan.outline import level_of
from portal.plan.promise import Promise
from portal.projects.joining import join_project
from tests.plan.importing_plans import PLAN, bring, items_of, proposed
from tests.world import add_item


def without(text: str, *words: str) -> str:
    return "\n".join(line for line in text.splitlines() if not any(word in line for word in words)) + "\n"


def titles(project) -> list[tuple[int, str]]:
    return [(level_of(item.path), title) for title, item in items_of(project).items()][2:]


def test_the_same_file_again_proposes_nothing(session, world):
    bring(world.site, world.mia)
    assert not proposed(world.site, PLAN)
    before = titles(world.site)
    bring(world.site, world.mia)
    assert titles(world.site) == before and session.query(ImportedItem).count() == 4


def test_what_the_file_changed_is_changed_with_its_history(session, world):
    bring(world.site, world.mia)
    newer = PLAN.replace("2026-04-03", "2026-04-24").replace("Two of them", "Three of them").replace("2026-04-10", "2026-04-30")
    proposal = proposed(world.site, newer)
    assert [(one.known.title, sorted(one.fields)) for one in proposal.changed] == [
        ("Sketches", ["description"]),
        ("Build", ["due", "promised"]),
    ]
    made = bring(world.site, world.mia, newer, reason="Bricks are late")
    items = items_of(world.site)
    assert made.counts["changed"] == 2 and items["Sketches"].description == "Three of them"
    last = session.scalars(select(Promise).where(Promise.entry_id == items["Build"].id).order_by(Promise.id.desc())).first()
    assert (last.old, last.new, last.reason) == (date(2026, 4, 10), date(2026, 4, 30), "Bricks are late")
    events = session.scalars(select(Event).where(Event.entry_id == items["Build"].id).order_by(Event.id)).all()
    assert [(event.verb, event.field, event.old, event.new) for event in events] == [
        ("edited", "due", "2026-04-03", "2026-04-24"),
        ("promised", "promised", "2026-04-10", "2026-04-30"),
    ]


def test_what_people_changed_here_is_shown_and_stays(session, world):
    bring(world.site, world.mia)
    edit_item(item=items_of(world.site)["Build"], by=world.tess, due=date(2026, 4, 17))
    assert not proposed(world.site, PLAN)
    newer = PLAN.replace("2026-04-03", "2026-04-24")
    proposal = proposed(world.site, newer)
    assert not proposal.changed and [(one.known.now["due"], one.fields) for one in proposal.both] == [
        ("2026-04-17", {"due": ("2026-04-03", "2026-04-24")})
    ]
    bring(world.site, world.mia, newer)
    assert items_of(world.site)["Build"].due == date(2026, 4, 17)
    assert not proposed(world.site, newer)
    bring(world.site, world.mia, newer.replace("2026-04-24", "2026-04-25"), taken=Taken(USUAL | {"both": True}))
    assert items_of(world.site)["Build"].due == date(2026, 4, 25)


def test_what_stands_here_as_the_file_now_says_is_no_change(session, world):
    bring(world.site, world.mia)
    edit_item(item=items_of(world.site)["Build"], by=world.tess, due=date(2026, 4, 24))
    assert not proposed(world.site, PLAN.replace("2026-04-03", "2026-04-24"))


def test_new_items_stand_where_the_file_has_them_and_moved_ones_move(session, world):
    bring(world.site, world.mia)
    newer = PLAN.replace("    3,Review,1,", "    5,Test,1,2026-03-07,2026-03-08,,0,,,,,,\n    3,Review,4,")
    newer = newer.replace(
        "    4,Build", "    6,Walls,4,2026-03-20,2026-03-22,,0,,,,,,\n    7,Permit,,2026-03-10,2026-03-14,,0,,,,,,\n    4,Build"
    )
    bring(world.site, world.mia, newer)
    assert titles(world.site) == [
        (1, "Design"),
        (2, "Sketches"),
        (2, "Test"),
        (1, "Permit"),
        (1, "Build"),
        (2, "Review"),
        (2, "Walls"),
    ]


def test_what_is_gone_stays_until_it_is_told_to_go_and_can_be_restored(session, world):
    bring(world.site, world.mia)
    shorter = without(PLAN, "Build")
    assert [one.title for one in proposed(world.site, shorter).gone] == ["Build"]
    bring(world.site, world.mia, shorter)
    assert "Build" in items_of(world.site)
    build = items_of(world.site)["Build"]
    made = bring(world.site, world.mia, shorter, taken=Taken(USUAL | {"gone": True}))
    assert made.counts["archived"] == 1 and build.is_archived
    assert not proposed(world.site, PLAN).added


def test_what_something_else_stands_below_is_kept(session, world):
    bring(world.site, world.mia)
    add_item(world.site, "Ours", parent_id=items_of(world.site)["Build"].id)
    made = bring(world.site, world.mia, without(PLAN, "Build"), taken=Taken(USUAL | {"gone": True}))
    assert made.counts["archived"] == 0 and "still_needed" in [one["code"] for one in made.counts["remarks"]]
    assert not items_of(world.site)["Build"].is_archived


def test_what_was_put_away_or_deleted_here_does_not_come_back(session, world):
    bring(world.site, world.mia)
    items = items_of(world.site)
    archive_item(item=items["Build"], by=world.tess)
    delete_item(item=items["Sketches"], by=world.tess)
    newer = PLAN.replace("2026-04-03", "2026-04-24").replace("2026-03-06", "2026-03-05")
    proposal = proposed(world.site, newer)
    assert (proposal.added, proposal.changed, proposal.gone, proposal.away) == ([], [], [], 2)
    bring(world.site, world.mia, newer)
    assert titles(world.site) == [(1, "Design"), (2, "Review")]


def test_what_is_left_out_is_stepped_over_by_what_stands_below_it(session, world):
    made = bring(world.site, world.mia, taken=Taken(otherwise=frozenset({("added", mark_of("id:1"))})))
    assert made.counts["added"] == 3 and titles(world.site) == [(1, "Sketches"), (1, "Review"), (1, "Build")]
    assert [item.title for item in proposed(world.site, PLAN).added] == ["Design"]


def test_links_that_the_file_dropped_go_and_those_set_here_stay(session, world):
    bring(world.site, world.mia)
    items = items_of(world.site)
    session.add(
        Dependency(entry_id=items["Build"].id, waits_for_id=world.logo.id, workspace_id=world.nord.id, project_id=world.site.id)
    )
    session.flush()
    bring(world.site, world.mia, PLAN.replace("Anna Berg,3,", "Anna Berg,2FF-1d,"), taken=Taken(USUAL | {"both": True}))
    found = {
        (one.waits_for_id, one.kind, int(one.lag_days))
        for one in session.scalars(select(Dependency).where(Dependency.entry_id == items["Build"].id))
    }
    assert found == {(world.logo.id, "FS", 0), (items["Sketches"].id, "FF", -1)}


def test_a_link_that_would_close_a_circle_with_one_set_here_is_left_out(session, world):
    bring(world.site, world.mia)
    items = items_of(world.site)
    session.add(
        Dependency(
            entry_id=items["Sketches"].id, waits_for_id=items["Build"].id, workspace_id=world.nord.id, project_id=world.site.id
        )
    )
    session.query(Dependency).filter_by(entry_id=items["Build"].id).delete()
    session.flush()
    made = bring(world.site, world.mia, PLAN.replace("Anna Berg,3,", "Anna Berg,2,"), taken=Taken(USUAL | {"both": True}))
    assert "link_circle" in [one["code"] for one in made.counts["remarks"]]
    assert session.scalars(select(Dependency).where(Dependency.entry_id == items["Build"].id)).all() == []


def test_people_who_came_since_are_named_and_names_set_here_stay(session, world):
    bring(world.site, world.mia, PLAN.replace("Anna Berg", "Tom"))
    items = items_of(world.site)
    assert session.scalars(select(Assignee).where(Assignee.entry_id == items["Build"].id)).all() == []
    join_project(project=world.site, seat=world.seat(world.tom), by=world.mia)
    assign(item=items["Review"], by=world.tess, seat_id=world.seat(world.tess).id)
    bring(world.site, world.mia, PLAN.replace("Anna Berg", "Tom"))
    hands = {(one.entry_id, one.membership_id) for one in session.scalars(select(Assignee))}
    assert (items["Build"].id, world.seat(world.tom).id) in hands
    assert {seat for entry, seat in hands if entry == items["Review"].id} == {
        world.seat(world.tess).id,
        world.seat(world.cora).id,
    }


def test_done_and_not_done_follow_the_file(session, world):
    bring(world.site, world.mia)
    bring(world.site, world.mia, PLAN.replace(",100,Tess", ",80,Tess").replace("2026-04-10,0,", "2026-04-10,100,"))
    items = items_of(world.site)
    assert (items["Sketches"].is_done, items["Sketches"].percent) == (False, 80) and items["Build"].is_done


def test_moved_here_it_stays_where_people_put_it(session, world):
    bring(world.site, world.mia)
    items = items_of(world.site)
    move_item(item=items["Review"], by=world.tess, parent_id=None)
    bring(world.site, world.mia, PLAN.replace("2026-03-20", "2026-03-21"))
    assert items_of(world.site)["Review"].parent_id is None
    assert items_of(world.site)["Review"].promised == date(2026, 3, 21)


def test_another_plan_stands_beside_the_first(session, world):
    bring(world.site, world.mia)
    other = "Task,Due\nCatering,2026-05-02\nMusic,2026-05-03\n"
    bring(world.site, world.mia, other, name="party.csv")
    assert [title for _level, title in titles(world.site)][-2:] == ["Catering", "Music"]
    proposal = proposed(world.site, other.replace("2026-05-03", "2026-05-04"), "party.csv")
    assert (len(proposal.changed), proposal.gone) == (1, [])


def test_a_phase_whose_rolled_up_values_changed_waits_to_be_confirmed_again(session, world):
    from portal.plan.landing.confirming import confirm_summaries, held_count

    made = bring(world.site, world.mia)
    assert held_count(made.source_id) == 1
    confirm_summaries(source_id=made.source_id, by=world.mia, reason="plan")
    assert held_count(made.source_id) == 0
    bring(world.site, world.mia)
    assert held_count(made.source_id) == 0
    bring(world.site, world.mia, PLAN.replace("2026-03-13,,50", "2026-03-13,,60"))
    assert held_count(made.source_id) == 1 and items_of(world.site)["Design"].percent == 50


@pytest.mark.parametrize("way", ["in rows", "by verbs"])
def test_plain_changes_are_told_alike_whichever_way_they_are_made(session, world, monkeypatch, way):
    if way == "by verbs":
        monkeypatch.setattr(applying.Plainly, "make_rows", lambda self, wanted: set())
    bring(world.site, world.mia)
    items_of(world.site)["Review"].audience = "client"
    session.flush()
    seen = session.scalar(select(func.max(Event.id)))
    newer = PLAN.replace("3,Review,1,2026-03-09,2026-03-13,2026-03-20,0,cora@example.com,2SS+2d,,,,",
                         "3,Second review,1,2026-03-10,2026-03-16,2026-03-27,30,cora@example.com,2SS+2d,With Cora,250,4,")
    bring(world.site, world.mia, newer, reason="Cora is away")
    item = items_of(world.site)["Second review"]
    assert (item.start, item.due, item.promised, item.percent, item.description, item.cost, item.estimate_hours) == (
        date(2026, 3, 10), date(2026, 3, 16), date(2026, 3, 27), 30, "With Cora", 250, 4)
    told = session.scalars(select(Event).where(Event.entry_id == item.id, Event.id > seen).order_by(Event.id)).all()
    assert [(line.verb, line.field, line.lane, line.old, line.new, line.reason) for line in told] == [
        ("edited", "title", "shared", "Review", "Second review", None),
        ("edited", "description", "shared", "", "With Cora", None),
        ("edited", "start", "shared", "2026-03-09", "2026-03-10", None),
        ("edited", "due", "internal", "2026-03-13", "2026-03-16", None),
        ("edited", "estimate_hours", "internal", None, "4.00", None),
        ("edited", "percent", "shared", 0, 30, None),
        ("promised", "promised", "shared", "2026-03-20", "2026-03-27", "Cora is away")]
    assert all(line.actor_id == world.mia.id and line.at for line in told)
    last = session.scalars(select(Promise).where(Promise.entry_id == item.id).order_by(Promise.id.desc())).first()
    assert (last.kind, last.shared, last.reason, last.by_id) == ("slip", True, "Cora is away", world.mia.id)
    assert item.last_shared_activity_at == item.last_activity_at
    assert session.scalar(select(Assignee.day).where(Assignee.entry_id == item.id)) == date(2026, 3, 27)
    assert not proposed(world.site, newer)
