"""Writers who wait for SQLite's one lock share a transaction: each is written whole, alone or not at all, then told."""
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.base import writing
from portal.base.clock import now
from portal.base.database import db, lock_of, writes
from portal.base.ids import new_id
from portal.base.prepared import Said, prepared
from portal.base.together import commit as commit_together
from portal.base.together import leave_for_commit, moment_of_writing
from portal.people.user import User

#: PostgreSQL lets writers write side by side: what waits there is nobody.
only_sqlite = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@prepared
def _person(id, email, at):
    return insert(User.__table__).values(id=id, email=email, name="", created_at=at, access_epoch="x", offline_copies=True)


@prepared
def _is_there(id):
    return select(User.id).where(User.id == id)


class Gone(Exception):
    """What a test's writer says where its condition holds no more."""


@contextmanager
def one_request(app):
    """A session of its own that only reads, as that of a request which looks first."""
    with app.app_context():
        intent = writes.set(False)
        db.session.scalar(select(User.id).limit(1))
        try:
            yield
        finally:
            writes.reset(intent)
            db.session.remove()


def write(app, email, *, only_if=None, commit=True):
    """One person, written as a request would. The id."""
    key = new_id()
    with one_request(app):
        leave_for_commit()
        if only_if is not None:
            _is_there.write(only_if, otherwise=Gone())
        _person.write(key, Said(email), moment_of_writing())
        if commit:
            commit_together()
    return key


def people(session) -> list[str]:
    session.rollback()
    try:
        return list(session.scalars(select(User.email).order_by(User.email)))
    finally:
        # The test itself would hold the lock.
        session.rollback()


@pytest.fixture
def sqlite(app, session):
    session.commit()
    return app


@contextmanager
def somebody_writes(app):
    """The lock is taken meanwhile; gathers what begins and is committed once it is free."""
    begun = []
    with app.app_context():
        lock = lock_of(db.engine)
        lock.take("somebody")
        try:
            yield begun
        finally:
            lock.drop("somebody")


def all_at_once(app, tasks) -> list:
    """What came of each, none of which could begin before all were there."""
    def try_it(task):
        try:
            return task()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(tasks)) as pool:
        with somebody_writes(app):
            asked = [pool.submit(try_it, task) for task in tasks]
            _until_waiting(app, len(tasks))
        return [each.result(20) for each in asked]


def _until_waiting(app, many: int) -> None:
    from portal.base.together import _line_of
    with app.app_context():
        line = _line_of(db.engine)
    for _ in range(500):
        if len(line._waiting) == many:
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"only {len(line._waiting)} of {many} wait")


@pytest.fixture
def commits(sqlite):
    """How many transactions wrote."""
    seen = []
    with sqlite.app_context():
        engine = db.engine

    def note(connection, cursor, statement, *rest):
        if statement.startswith("INSERT"):
            seen.append(id(cursor.connection))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@only_sqlite
def test_nothing_is_written_before_the_commit_and_nothing_without_it(sqlite, session):
    write(sqlite, "a@example.com", commit=False)
    assert people(session) == []
    write(sqlite, "b@example.com")
    assert people(session) == ["b@example.com"]


@only_sqlite
def test_those_who_wait_are_written_on_one_connection_and_times_run_like_keys(sqlite, session, commits):
    emails = [f"{number}@example.com" for number in range(8)]
    all_at_once(sqlite, [lambda email=email: write(sqlite, email) for email in emails])
    assert people(session) == emails
    assert len(set(commits)) == 1, "each wrote for itself"
    moments = list(session.scalars(select(User.created_at).order_by(text("rowid"))))
    assert moments == sorted(moments) and moments[-1] <= now()


@only_sqlite
def test_one_that_may_not_be_written_any_more_leaves_the_others_alone(sqlite, session):
    there = write(sqlite, "there@example.com")
    said = all_at_once(sqlite, [lambda: write(sqlite, "a@example.com", only_if=there),
                                lambda: write(sqlite, "b@example.com", only_if=new_id()),
                                lambda: write(sqlite, "c@example.com", only_if=there)])
    assert isinstance(said[1], Gone) and people(session) == ["a@example.com", "c@example.com", "there@example.com"]


@only_sqlite
def test_one_that_fails_is_told_and_the_others_are_written_once(sqlite, session):
    said = all_at_once(sqlite, [lambda email=email: write(sqlite, email)
                                for email in ("a@example.com", "twice@example.com", "twice@example.com", "b@example.com")])
    assert [type(each) for each in said].count(IntegrityError) == 1
    assert people(session) == ["a@example.com", "b@example.com", "twice@example.com"]


@only_sqlite
def test_where_nobody_lets_go_all_are_told_and_later_ones_are_written(sqlite, session, monkeypatch):
    monkeypatch.setattr(writing, "PATIENCE", 0.2)
    with somebody_writes(sqlite), pytest.raises(OperationalError):
        write(sqlite, "a@example.com")
    write(sqlite, "b@example.com")
    assert people(session) == ["b@example.com"]


@only_sqlite
def test_many_at_once_are_each_written_once(sqlite, session):
    def several(number):
        return [write(sqlite, f"{number}-{each}@example.com") for each in range(15)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(several, range(8)))
    assert len(people(session)) == 120


@only_sqlite
def test_what_else_a_session_would_write_is_refused(sqlite, session):
    with one_request(sqlite):
        leave_for_commit()
        _person.write(new_id(), Said("a@example.com"), moment_of_writing())
        db.session.add(User(email="b@example.com", name=""))
        with pytest.raises(TypeError):
            commit_together()


def test_without_waiting_it_is_written_at_once_and_says_the_same(app, session):
    key = new_id()
    _person.write(key, Said("a@example.com"), moment_of_writing())
    assert session.scalar(select(User.email).where(User.id == key)) == "a@example.com"
    with pytest.raises(Gone):
        _is_there.write(new_id(), otherwise=Gone())
    _is_there.write(key, otherwise=Gone())


@only_sqlite
def test_after_it_the_request_reads_what_was_written_and_who_listens_hears_of_it(sqlite, session):
    heard = []

    def hear(session):
        heard.append(session)

    event.listen(db.session, "after_commit", hear)
    try:
        with one_request(sqlite):
            leave_for_commit()
            _person.write(new_id(), Said("a@example.com"), moment_of_writing())
            commit_together()
            assert list(db.session.scalars(select(User.email))) == ["a@example.com"] and len(heard) == 1
    finally:
        event.remove(db.session, "after_commit", hear)
