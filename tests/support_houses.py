"""One house per kind of database: an application over a real, migrated database, swept clean between tests.

Commits are real, so that what one connection wrote is what another reads, on both databases.
"""
import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from contextvars import Context
from dataclasses import dataclass, field
from pathlib import Path

import flask_migrate
from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event, select

from app import create_app
from portal.base.config import Settings
from portal.base.database import db
from portal.jobs.queue import current_queue
from portal.plan.assignee import Assignee
from portal.plan.waiting import FACTS, true_facts

WRITTEN = re.compile(r'\s*(?:WITH\b.*?\b)?(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|(?<!FOR )UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM'
                     r'|REPLACE\s+INTO)\s+"?(\w+)', re.IGNORECASE | re.DOTALL)
MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


class Visitor(FlaskClient):
    """A browser without JavaScript: each request stands alone, as on a real server.

    What the test wrote is committed before a request goes out, and read anew afterwards.
    """

    def open(self, *args, **kwargs):
        if has_app_context() and db.session.registry.has():
            db.session.commit()
        # A context of its own: a request that found the test's would share its session and its ``g``.
        return Context().run(super().open, *args, **kwargs)


@dataclass
class Kept:
    """What stood in a house at one moment: of SQLite the whole file, of PostgreSQL the rows of each table."""
    tables: set
    file: sqlite3.Connection | None = None
    rows: dict = field(default_factory=dict)


@dataclass
class House:
    kind: str
    app: object
    template: Path | None = None
    #: Tables that were written to since all was swept, or since what was kept was brought back.
    touched: set = field(default_factory=set)
    #: What was brought back and stands here still, but for what is touched.
    standing: Kept | None = None
    #: Whether another process may have written, nobody knows where.
    unsure: bool = False
    _furnished: dict[str, Kept] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return self.app.config["SETTINGS"]

    @property
    def queue(self):
        with self.app.app_context():
            return current_queue()

    def settle(self, *, wholly: bool = False) -> None:
        """After a test: what it left is looked at, and goes when the next one begins; ``wholly`` when others wrote too."""
        with self.app.app_context(), self._true(wholly):
            self.unsure |= wholly

    def clear(self) -> None:
        """Empty what tests have written."""
        if self.touched or self.standing or self.unsure:
            with self.app.app_context():
                self._empty()

    def keep(self) -> Kept:
        """Everything that stands here now, which is committed, to be brought back again and again."""
        with self.app.app_context():
            kept = Kept(self._written())
            if self.kind == "sqlite":
                kept.file = sqlite3.connect(":memory:")
                with closing(sqlite3.connect(db.engine.url.database, timeout=60)) as live:
                    live.backup(kept.file)
            else:
                with db.engine.begin() as connection:
                    kept.rows = {name: _copied(connection, name) for name in sorted(kept.tables)}
        return self._stands(kept)

    def bring_back(self, kept: Kept) -> None:
        """All is as it was when it was kept."""
        with self.app.app_context(), self._true():
            if self.kind == "sqlite":
                with closing(sqlite3.connect(db.engine.url.database, timeout=60)) as live:
                    kept.file.backup(live)
            else:
                self._refill(kept)
            self._stands(kept)

    def furnish(self, name: str, write) -> None:
        """Into an empty house what ``write()`` writes: the first time by writing it, then by bringing it back."""
        if name in self._furnished:
            return self.bring_back(self._furnished[name])
        self.clear()
        write()
        if has_app_context():
            db.session.commit()
        self._furnished[name] = self.keep()

    @contextmanager
    def _true(self, wholly: bool = False):
        """What is copied was copied rightly until now, whatever becomes of it."""
        if db.engine.pool.checkedout():
            db.engine.dispose()
        wrong = _wrong_copies() if wholly or "assignees" in self.touched else []
        yield
        assert not wrong, f"what is copied beside a name differs from the truth: {wrong}"

    def _stands(self, kept: Kept | None) -> Kept | None:
        self.touched.clear()
        self.standing, self.unsure = kept, False
        return kept

    def _empty(self) -> None:
        if self.kind == "sqlite":
            with closing(sqlite3.connect(self.template)) as source, \
                    closing(sqlite3.connect(db.engine.url.database, timeout=60)) as live:
                source.backup(live)
        else:
            with db.engine.begin() as connection:
                _without(connection, self._written())
        self._stands(None)

    def _written(self) -> set:
        """The tables in which something may stand."""
        all_of_them = {table.name for table in db.metadata.sorted_tables} if self.unsure else set()
        return self.touched | all_of_them | (self.standing.tables if self.standing else set())

    def _refill(self, kept: Kept) -> None:
        """Tables that nobody wrote to since hold it still."""
        same = self.standing is kept and not self.unsure
        written = set(self.touched) if same else self._written() | kept.tables
        with db.engine.begin() as connection:
            _without(connection, written)
            for name in sorted(written & kept.tables):
                with connection.connection.dbapi_connection.cursor() as cursor, \
                        cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT BINARY)') as target:
                    target.write(kept.rows[name])


def _without(connection, names) -> None:
    # Without triggers: history refuses to be deleted, and foreign keys would ask for an order.
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for name in sorted(names - {"alembic_version"}):
        connection.exec_driver_sql(f'DELETE FROM "{name}"')


def _copied(connection, name: str) -> bytes:
    with connection.connection.dbapi_connection.cursor() as cursor, \
            cursor.copy(f'COPY "{name}" TO STDOUT (FORMAT BINARY)') as source:
        return b"".join(bytes(piece) for piece in source)


def build(kind: str, settings: Settings) -> House:
    """A house over an empty database, which is migrated first."""
    app = create_app(settings)
    app.test_client_class = Visitor
    # A visitor posts fields, not pages; that forms prove their origin is tested with it on, and in the browser.
    app.config["WTF_CSRF_ENABLED"] = False
    house = House(kind, app)
    with app.app_context():
        create_schema()
        if kind == "sqlite":
            house.template = _copy(Path(db.engine.url.database))
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def _note(connection, cursor, statement, parameters, context, many):
        if match := WRITTEN.match(statement):
            house.touched.add(match[1])
        if kind == "postgresql" and (match or " FOR UPDATE" in statement):
            assert not cursor.connection.autocommit, f"whoever only reads has no transaction to write in: {statement[:200]}"

    return house


def _copy(file: Path) -> Path:
    db.engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return shutil.copy(file, file.with_suffix(".template"))


def create_schema() -> None:
    """The tables as an operator gets them: by running the migrations."""
    if any(MIGRATIONS.glob("versions/*.py")):
        flask_migrate.upgrade(str(MIGRATIONS))
    else:
        db.create_all()


def _wrong_copies() -> list:
    """What stands beside the names of items and is not so: after every test, whatever it did."""
    with db.engine.connect() as connection:
        copied = connection.execute(select(*(getattr(Assignee, name) for name in ("entry_id", "membership_id", *FACTS)))).all()
        return sorted(set(map(tuple, copied)) ^ set(map(tuple, connection.execute(true_facts()))), key=str)
