"""A reader who remembers a place in history misses nothing, however late a line commits."""
from threading import Thread

import pytest
from sqlalchemy import select

from portal.base.database import db
from portal.history.event import Event
from portal.history.recording import record_event, record_events, record_post
from portal.history.settled import before, newest_first, oldest_first, settled_place, since
from portal.inbox.changes import changes_since
from portal.inbox.visiting import mark_all_seen, visit_of
from portal.people.workspace import Workspace
from portal.projects.viewer import viewer_of


class Reader:
    """Reads on, from the place it was told last."""

    def __init__(self, place: int):
        self.place, self.read = place, []

    def go_on(self) -> list[str]:
        until = settled_place(Event)
        wanted = select(Event.verb).where(since(Event, self.place), before(Event, until)).order_by(*oldest_first(Event))
        found = list(db.session.scalars(wanted))
        db.session.commit()
        self.place = until
        self.read += found
        return found


@pytest.fixture
def write(world):
    """``write(session, "verb")`` puts a line of Site into the transaction of this session."""
    facts = {"workspace_id": world.nord.id, "project_id": world.site.id, "entry_id": world.logo.id,
             "actor_id": world.tess.id, "lane": "shared"}

    def line(session, verb: str) -> None:
        session.add(Event(**facts, verb=verb))
        session.flush()

    return line


def test_lines_are_read_once_and_in_order(session, world):
    session.commit()
    reader = Reader(settled_place(Event))
    for number in range(3):
        record_event(workspace_id=world.nord.id, actor_id=world.tess.id, verb=f"line {number}")
        session.commit()
        assert reader.go_on() == [f"line {number}"]
    record_events([{"workspace_id": world.nord.id, "actor_id": world.tess.id, "verb": verb, "lane": "shared"}
                   for verb in ("many 1", "many 2")])
    session.commit()
    assert reader.go_on() == ["many 1", "many 2"] and reader.go_on() == []


def test_each_way_of_writing_names_its_transaction(session, world, house):
    record_post(workspace_id=world.nord.id, project_id=world.site.id, entry_id=world.logo.id, message_id=None,
                actor_id=world.tess.id, lane="shared", at=world.logo.created_at)
    record_event(workspace_id=world.nord.id, actor_id=world.tess.id, verb="one")
    record_events([{"workspace_id": world.nord.id, "actor_id": world.tess.id, "verb": "many", "lane": "shared"}])
    session.commit()
    written = set(session.scalars(select(Event.written_in)))
    assert written == {None} if house.kind == "sqlite" else len(written) == 1 and None not in written


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_a_line_that_commits_late_is_read_all_the_same(session, world, write):
    """Two transactions whose keys, numbers and commits stand in three different orders."""
    session.commit()
    reader = Reader(settled_place(Event))
    with db.session.session_factory() as one, db.session.session_factory() as two:
        write(one, "one, early")
        write(two, "two, early")
        write(one, "one, late")
        write(two, "two, late")
        two.commit()
        assert reader.go_on() == []
        one.commit()
        assert sorted(reader.go_on()) == ["one, early", "one, late", "two, early", "two, late"]
    assert reader.go_on() == []


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_a_number_taken_first_and_committed_last_is_read_after_a_higher_one(session, world, write):
    session.commit()
    reader = Reader(settled_place(Event))
    with db.session.session_factory() as late, db.session.session_factory() as early:
        write(early, "first number, higher key")
        write(late, "second number")
        early.commit()
        assert reader.go_on() == ["first number, higher key"]
        late.commit()
    assert reader.go_on() == ["second number"] and len(reader.read) == 2


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_what_commits_after_a_visit_was_marked_is_new_at_the_next(session, world, write):
    """The highest key of all was there already when the visit was marked; the lower one came afterwards."""
    session.commit()
    with db.session.session_factory() as slow, db.session.session_factory() as quick:
        write(slow, "promised.changed")
        write(quick, "done")
        quick.commit()
        viewer = viewer_of(world.cleo)
        mark_all_seen(viewer)
        session.commit()
        slow.commit()
    told = [event.verb for change in changes_since(viewer, visit_of(viewer).since_place) for event in change.events]
    assert "promised.changed" in told


def test_writers_at_once_lose_nothing(app, session, world, write):
    session.commit()
    reader = Reader(settled_place(Event))

    def busy(number: int) -> None:
        with app.app_context():
            for each in range(20):
                write(db.session, f"{number}.{each}")
                write(db.session, f"{number}.{each} again")
                db.session.commit()
            db.session.remove()

    threads = [Thread(target=busy, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        reader.go_on()
    for thread in threads:
        thread.join()
    reader.go_on()
    assert len(reader.read) == len(set(reader.read)) == 160


def test_the_newest_lines_are_found_by_an_index(session, world, house):
    session.commit()
    wanted = (select(Event.id).where(Event.workspace_id == _nord(), since(Event, 5))
              .order_by(*newest_first(Event)).limit(20))
    told = str(wanted.compile(db.engine, compile_kwargs={"literal_binds": True}))
    if house.kind == "sqlite":
        plan = " ".join(row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {told}"))
        assert "ix_events_workspace_id_id" in plan and "TEMP B-TREE" not in plan
    else:
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = " ".join(row[0] for row in session.connection().exec_driver_sql(f"EXPLAIN {told}"))
        assert "ix_events_workspace_id_settled" in plan and "Sort" not in plan


def _nord():
    return select(Workspace.id).where(Workspace.name == "Studio Nord").scalar_subquery()
