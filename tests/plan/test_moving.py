"""The plan is one tree: items are added to it, and moved within it with all that is below them."""
from random import Random
from threading import Thread

import pytest
from sqlalchemy import select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.history.event import Event
from portal.plan.adding import add_item
from portal.plan.item import WorkItem
from portal.plan.moving import Cycle, WrongPlace, move_item
from portal.plan.outline import DEEPEST, STEP, TooDeep, level_of, renumber
from portal.projects.project import Project


def plan(session, project):
    """The titles in the order of the tree, indented."""
    session.expire_all()
    rows = session.execute(select(Entry.title, Entry.path).where(Entry.project_id == project.id, Entry.kind == "work_item")
                           .order_by(Entry.path))
    return ["." * (level_of(path) - 1) + title for title, path in rows]


@pytest.fixture
def grown(session, world):
    """A project with a tree: A (B (C), D), E."""
    project = session.get(Project, world.rexproject.id)
    made = {"project": project, "by": world.rex}
    for title, parent in (("A", None), ("B", "A"), ("C", "B"), ("D", "A"), ("E", None)):
        made[title] = add_item(project=project, by=world.rex, title=title, parent=made.get(parent))
    session.delete(world.crown)
    session.flush()
    return made


def test_what_is_added_stands_last_below_its_parent_and_internal(session, grown):
    assert plan(session, grown["project"]) == ["A", ".B", "..C", ".D", "E"]
    assert grown["C"].audience == "internal"


def test_a_child_of_a_shared_item_is_internal_all_the_same(session, world):
    child = add_item(project=world.site, by=world.tess, title="Child", parent=world.logo)
    assert (child.audience, child.move, child.first_shared_at) == ("internal", "staff", None)
    told = session.scalar(select(Event).where(Event.entry_id == child.id))
    assert (told.verb, told.lane, told.actor_id) == ("added", "internal", world.tess.id)


def test_an_item_is_put_behind_another_or_first(session, grown):
    add_item(project=grown["project"], by=grown["by"], title="F", parent=grown["A"], after_id=grown["B"].id)
    add_item(project=grown["project"], by=grown["by"], title="G", parent=grown["A"], after_id=None)
    assert plan(session, grown["project"]) == ["A", ".G", ".B", "..C", ".F", ".D", "E"]


def test_a_moved_branch_takes_everything_below_along_and_keeps_who_it_is(session, grown):
    before = (grown["B"].id, grown["B"].audience)
    assert move_item(item=grown["B"], by=grown["by"], parent_id=grown["E"].id)
    assert plan(session, grown["project"]) == ["A", ".D", "E", ".B", "..C"]
    assert (grown["B"].id, grown["B"].audience) == before
    assert grown["B"].parent_id == grown["E"].id
    assert session.get(Project, grown["project"].id).name == grown["project"].name


def test_moved_below_a_shared_parent_an_item_stays_internal_and_its_event_too(session, world):
    move_item(item=world.secret, by=world.tess, parent_id=world.logo.id)
    session.flush()
    assert world.secret.audience == "internal"
    assert session.scalar(select(Event).where(Event.entry_id == world.secret.id)).lane == "internal"


def test_a_shared_items_move_is_no_news_for_the_client(session, world):
    move_item(item=world.logo, by=world.tess, parent_id=world.secret.id)
    session.flush()
    told = session.scalar(select(Event).where(Event.entry_id == world.logo.id))
    assert (told.verb, told.lane) == ("moved", "internal")


def test_moved_to_where_it_stands_nothing_happens(session, grown):
    assert not move_item(item=grown["D"], by=grown["by"], parent_id=grown["A"].id, after_id=grown["B"].id)
    assert not session.scalars(select(Event).where(Event.verb == "moved")).all()


def test_an_item_cannot_stand_below_itself(session, grown):
    for below in ("A", "C"):
        with pytest.raises(Cycle):
            move_item(item=grown["A"], by=grown["by"], parent_id=grown[below].id)


def test_an_item_stays_in_its_project(session, world, grown):
    with pytest.raises(WrongPlace):
        move_item(item=world.logo, by=world.tess, parent_id=grown["A"].id)
    with pytest.raises(WrongPlace):
        move_item(item=world.logo, by=world.tess, parent_id=None, after_id=grown["A"].id)


def test_a_branch_moves_in_as_many_statements_as_a_leaf(session, grown, statements):
    for number in range(40):
        add_item(project=grown["project"], by=grown["by"], title=f"C{number}", parent=grown["C"])
    with statements() as leaf:
        move_item(item=grown["D"], by=grown["by"], parent_id=None)
    with statements() as branch:
        move_item(item=grown["B"], by=grown["by"], parent_id=None)
    assert len(branch) == len(leaf) <= 12
    assert session.scalar(select(Entry.path).where(Entry.title == "C39")).startswith(grown["C"].path)


def test_where_the_gap_is_used_up_the_children_are_set_apart_again(session, grown):
    for number in range(15):
        add_item(project=grown["project"], by=grown["by"], title=f"N{number:02d}", parent=grown["A"], after_id=grown["B"].id)
    order = plan(session, grown["project"])
    assert order[:4] == ["A", ".B", "..C", ".N14"] and order[-3:] == [".N00", ".D", "E"]
    renumber(grown["project"].id, grown["A"].id)
    assert plan(session, grown["project"]) == order
    assert grown["C"].path == grown["B"].path + grown["C"].path[-8:]
    assert grown["D"].position == 17 * STEP


def test_the_tree_grows_no_deeper_than_it_can_be_read(session, grown):
    parent = grown["E"]
    for _ in range(DEEPEST - 1):
        parent = add_item(project=grown["project"], by=grown["by"], title="x", parent=parent)
    with pytest.raises(TooDeep):
        add_item(project=grown["project"], by=grown["by"], title="x", parent=parent)
    with pytest.raises(TooDeep):
        move_item(item=grown["E"], by=grown["by"], parent_id=grown["A"].id)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_moves_path_parent_and_position_agree(session, grown, seed):
    dice, items = Random(seed), [grown[title] for title in "ABCDE"]
    for _ in range(40):
        moved, parent = dice.choice(items), dice.choice([None, *items])
        near = [None, *(i.id for i in items if i.parent_id == (parent and parent.id) and i is not moved)]
        try:
            move_item(item=moved, by=grown["by"], parent_id=parent and parent.id, after_id=dice.choice(near))
        except Cycle:
            continue
    session.expire_all()
    for item in items:
        above = session.get(WorkItem, item.parent_id).path if item.parent_id else ""
        assert item.path == f"{above}{item.position:08d}"
    assert len({item.path for item in items}) == len(items)


def test_two_moves_at_once_make_no_cycle(app, session, grown):
    ids = {title: grown[title].id for title in "AE"}
    rex = grown["by"].id
    session.commit()
    barrier_errors = []

    def move(moved, below):
        from portal.people.user import User
        with app.app_context():
            try:
                move_item(item=db.session.get(WorkItem, ids[moved]), by=db.session.get(User, rex), parent_id=ids[below])
                db.session.commit()
            except Cycle as refused:
                db.session.rollback()
                barrier_errors.append(refused)

    threads = [Thread(target=move, args=pair) for pair in (("A", "E"), ("E", "A"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(barrier_errors) == 1
    session.expire_all()
    assert {session.get(WorkItem, ids["A"]).parent_id, session.get(WorkItem, ids["E"]).parent_id} > {None}
