"""The database: one metadata with named constraints, and how a transaction begins.

On SQLite a transaction that will write takes the write lock at its start: a deferred one that
upgrades later fails when somebody wrote in between. Waiting for the lock happens in Python, so
that it yields to other requests of the same process.
"""
from contextvars import ContextVar
from datetime import datetime
from typing import Annotated
from uuid import UUID
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, event
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

from portal.base.ids import new_id
from portal.base.types import Id, Moment
from portal.base.writing import WriteLock

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

#: Whether the next transaction may write. Reading requests switch it off; everything else writes.
writes: ContextVar[bool] = ContextVar("writes", default=True)


class Base(DeclarativeBase):
    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={UUID: Id, datetime: Moment})


db = SQLAlchemy(model_class=Base)

#: The usual primary key.
Key = Annotated[UUID, mapped_column(Id, primary_key=True, default=new_id)]


def engine_options(url: str) -> dict:
    """How SQLAlchemy shall hold connections to this database. What fails is logged without people's words."""
    options = {"hide_parameters": True}
    if url.startswith("sqlite"):
        # The driver forgets how to run a statement after 128 others; the pages together send more.
        connecting = {"timeout": 10, "check_same_thread": False, "cached_statements": 512}
        return options | {"connect_args": connecting, "pool_size": 20}
    # A connection beyond the size is closed as soon as it is free, with all it had planned; the one used last is warm.
    return options | {"pool_size": 16, "max_overflow": 4, "pool_use_lifo": True, "pool_pre_ping": True, "pool_recycle": 1800}


_locks: WeakKeyDictionary = WeakKeyDictionary()


def lock_of(engine) -> WriteLock:
    """The lock that whoever writes to this SQLite database holds meanwhile."""
    return _locks[engine]


def prepare(engine, lock_file: str | None) -> None:
    """Teach a SQLite engine our pragmas and our way to begin; PostgreSQL to plan for pages, and whose words to keep."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "handle_error", _keep_quiet)
        event.listen(engine, "connect", _answer_small)
        event.listen(engine, "begin", _begin_if_it_writes)
        return
    lock = _locks[engine] = WriteLock(lock_file)

    @event.listens_for(engine, "connect")
    def _connected(connection, record):
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000",
                       "cache_size=-16000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _began(connection):
        driver = connection.connection.dbapi_connection
        if writes.get():
            lock.take(driver)
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # Each page begins with it, and it waits for nobody: said to the driver itself, it needs no statement made.
            driver.execute("BEGIN")

    # The pool gives a connection back after commit and rollback alike: the one place to let go.
    for name in ("checkin", "close", "soft_invalidate"):
        event.listen(engine, name, lambda dbapi, *rest: lock.drop(dbapi))


def _answer_small(connection, record) -> None:
    """Pages ask for a few rows: gathering helpers and compiling the plan cost more than they give."""
    connection.autocommit = True
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.execute("SET jit = off")
    # It would weigh a plan for these very values against one for any, and for the fence plan anew at each page: five times
    # the work of running it. What an index holds only a part of is therefore asked for by a literal, not by a value.
    connection.execute("SET plan_cache_mode = force_generic_plan")
    connection.autocommit = False
    # All that pages and posts send stays planned; without these a statement is planned anew up to five times.
    connection.prepare_threshold, connection.prepared_max = 1, 500


def _begin_if_it_writes(connection) -> None:
    """Whoever only reads needs no transaction: each statement sees what is committed, as it would within one.

    A rollback at its end would make the driver forget all statements it has prepared, and planning one with the fence
    in it takes ten times as long as running it.
    """
    driver, alone = connection.connection.dbapi_connection, not writes.get()
    if driver.autocommit is not alone:
        driver.autocommit = alone


def _keep_quiet(context) -> None:
    """Of an error keep what went wrong; its detail repeats the values of the row, and would be logged."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    told = getattr(getattr(error, "diag", None), "message_primary", None)
    if told:
        error.args = (told,)
        if wrapped is not None:
            wrapped.args = (f"({type(error).__module__}.{type(error).__name__}) {told}",)
