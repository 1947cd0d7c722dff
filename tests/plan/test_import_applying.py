"""A plan lands in a project: levels, dates, people and links, all internal, with one line of history."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from portal.entries.entry import Entry
from portal.history.event import Event
from portal.plan.assignee import Assignee
from portal.plan.dependency import Dependency
from portal.plan.importing import PlanRefused
from portal.plan.landing.applying import Differs, apply_plan
from portal.plan.landing.outlook import outlook
from portal.plan.outline import level_of
from portal.plan.plan_import import PlanImport
from portal.plan.promise import Promise
from portal.plan.stages import stages_of
from tests.plan.importing_plans import PLAN, bring, items_of, read


def test_an_imported_plan_stands_behind_what_is_there_in_the_order_of_the_file(session, world):
    bring(world.site, world.mia)
    found = [(level_of(item.path), item.level, title) for title, item in items_of(world.site).items()]
    assert found[:2] == [(1, "task", "Logo"), (1, "task", world.secret.title)]
    assert found[2:] == [(1, "phase", "Design"), (2, "task", "Sketches"), (2, "task", "Review"), (1, "task", "Build")]


def test_everything_imported_is_internal_with_its_values(session, world):
    bring(world.site, world.mia)
    items = items_of(world.site)
    sketches = items["Sketches"]
    assert {item.audience for title, item in items.items() if title != "Logo"} == {"internal"}
    assert (sketches.start, sketches.due, sketches.promised) == (date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 10))
    assert (sketches.percent, sketches.is_done, sketches.description) == (100, True, "Two of them")
    assert (sketches.cost, sketches.estimate_hours) == (Decimal(100), Decimal(8)) and sketches.created_by_id == world.mia.id
    promise = session.scalars(select(Promise).where(Promise.entry_id == sketches.id)).one()
    assert (promise.old, promise.new, promise.shared) == (None, date(2026, 3, 10), False)


def test_stages_follow_what_the_file_says(session, world):
    bring(world.site, world.mia)
    kinds = {stage.id: stage.kind for stage in stages_of(world.site.id)}
    items = items_of(world.site)
    assert [kinds[items[title].stage_id] for title in ("Sketches", "Review", "Build")] == ["done", "client", "todo"]
    assert items["Sketches"].move is None and items["Build"].move == "staff"


def test_people_are_found_by_name_or_address_and_never_made(session, world):
    before = session.scalar(select(func.count()).select_from(Entry.created_by.property.mapper.class_))
    made = bring(world.site, world.mia)
    items = items_of(world.site)
    hands = dict(session.execute(select(Assignee.entry_id, Assignee.membership_id)).all())
    assert hands == {items["Sketches"].id: world.seat(world.tess).id, items["Review"].id: world.seat(world.cora).id}
    assert session.scalar(select(func.count()).select_from(Entry.created_by.property.mapper.class_)) == before
    assert [(one["code"], one["params"]["names"]) for one in made.counts["remarks"]] == [("people_unknown", "Anna Berg (1)")]


def test_a_name_that_two_people_share_names_nobody(session, world):
    world.tess.name = world.cora.name = "Kim Lee"
    session.flush()
    bring(world.site, world.mia, PLAN.replace(",Tess,", ",Kim Lee,").replace("cora@example.com", "Kim"))
    assert session.scalars(select(Assignee)).all() == []


def test_links_keep_their_kind_and_days(session, world):
    bring(world.site, world.mia)
    items = items_of(world.site)
    found = {(one.entry_id, one.waits_for_id, one.kind, one.lag_days) for one in session.scalars(select(Dependency))}
    assert found == {
        (items["Review"].id, items["Sketches"].id, "SS", Decimal(2)),
        (items["Build"].id, items["Review"].id, "FS", Decimal(0)),
    }


def test_circles_and_links_within_a_branch_are_left_out_in_words(session, world):
    made = bring(
        world.site,
        world.mia,
        """
        ID,Task,Parent,Due,Predecessors
        1,Branch,,2026-03-02,
        2,Leaf,1,2026-03-02,1
        3,Hen,,2026-03-02,4
        4,Egg,,2026-03-02,3
        5,Soup,,2026-03-02,4
    """,
    )
    items = items_of(world.site)
    titles = {item.id: title for title, item in items.items()}
    assert {(titles[one.entry_id], titles[one.waits_for_id]) for one in session.scalars(select(Dependency))} == {
        ("Hen", "Egg"),
        ("Soup", "Egg"),
    }
    assert sorted((one["row"], one["code"]) for one in made.counts["remarks"]) == [(3, "link_family"), (5, "link_circle")]


def test_the_import_is_one_line_of_history_for_the_team(session, world):
    bring(world.site, world.mia)
    event = session.scalars(select(Event).where(Event.project_id == world.site.id)).one()
    assert (event.verb, event.lane, event.new, event.actor_id) == ("plan.imported", "internal", "plan.csv", world.mia.id)


def test_an_import_that_was_applied_is_not_applied_again(session, world):
    made = bring(world.site, world.mia)
    before = len(items_of(world.site))
    assert apply_plan(plan=read(), into=made, project=world.site, by=world.mia) == made.counts
    assert len(items_of(world.site)) == before and made.data is None


def test_what_changed_since_it_was_shown_is_not_applied_unseen(session, world):
    bring(world.site, world.mia)
    newer = PLAN.replace("Build", "Build it")
    plan, first = read(newer), session.scalars(select(PlanImport)).one()
    shown = outlook(plan=plan, project=world.site, source_id=first.source_id).proposal.digest()
    items_of(world.site)["Build"].title = "Construction"
    session.flush()
    into = PlanImport(workspace_id=world.nord.id, project_id=world.site.id, filename="plan.csv", source_id=first.source_id)
    session.add(into)
    with pytest.raises(Differs):
        apply_plan(plan=plan, into=into, project=world.site, by=world.mia, shown=shown)
    assert into.applied_at is None


def test_a_plan_that_would_become_too_deep_is_refused(session, world):
    bring(world.site, world.mia)
    items = items_of(world.site)
    items["Design"].path = "00001000" * 49
    items["Sketches"].path = "00001000" * 50
    session.flush()
    with pytest.raises(PlanRefused) as refused:
        bring(world.site, world.mia, PLAN + "    5,More,2,2026-03-02,2026-03-06,,0,,,,,,\n")
    assert refused.value.code == "too_deep_here"
