"""How far lines are settled: every line before that place is written for good, and none will appear there any more.

On PostgreSQL counted keys do not commit in their order: who remembers the highest one seen misses a lower one that
commits later. A place there is the number of a transaction; all before ``pg_snapshot_xmin`` have ended. On SQLite one
writes at a time, keys settle in their order, and a place is a key. Places grow, and mean nothing in another database.

A reader keeps the place up to which it has read, and goes on there:

    until = settled_place(Event)
    lines = select(Event).where(since(Event, place), before(Event, until)).order_by(*oldest_first(Event))
"""
from sqlalchemy import BigInteger, ColumnElement, Index, func, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from portal.base.database import db
from portal.base.prepared import prepared


class this_transaction(FunctionElement):
    """The number of the transaction a line is written in; nothing where one writes at a time."""

    type = BigInteger()
    inherit_cache = True


class place(FunctionElement):
    """Where a line stands: of its key and its transaction, what this database settles by."""

    type = BigInteger()
    inherit_cache = True


@compiles(this_transaction)
def _unnumbered(element, compiler, **how):
    return "NULL"


@compiles(this_transaction, "postgresql")
def _numbered(element, compiler, **how):
    return "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"


@compiles(place)
def _by_key(element, compiler, **how):
    return compiler.process(list(element.clauses)[0], **how)


@compiles(place, "postgresql")
def _by_transaction(element, compiler, **how):
    return compiler.process(list(element.clauses)[1], **how)


class Settling:
    """A record whose lines are read on from a place: it has a counted ``id``, and names ``settling_index`` as its index.

    Where its lines are deleted too it needs ``sqlite_autoincrement``: a key must not come twice.
    """

    written_in: Mapped[int | None] = mapped_column(BigInteger, default=this_transaction())


def settling_index(table: str, *of: str) -> Index:
    """The index its lines (those ``of`` one something) are read on by; empty where keys alone do."""
    return Index("_".join(["ix", table, *of, "settled"]), *of, "written_in", "id", sqlite_where=text("written_in IS NOT NULL"))


def settled_place(record: type[Settling]) -> int:
    """The place before which every line of a record is settled, as this transaction sees it. One statement."""
    if db.engine.dialect.name == "postgresql":
        return db.session.scalar(_OLDEST_RUNNING)
    return (_newest(record).scalar() or 0) + 1


@prepared
def _newest(record: type):
    return select(func.max(record.id))


_OLDEST_RUNNING = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")


def since(record: type[Settling], where) -> ColumnElement[bool]:
    """The lines at a place and after it, settled or not."""
    return place(record.id, record.written_in) >= where


def before(record: type[Settling], where) -> ColumnElement[bool]:
    """The lines before a place."""
    return place(record.id, record.written_in) < where


def oldest_first(record: type[Settling]) -> tuple:
    return place(record.id, record.written_in), record.id


def newest_first(record: type[Settling]) -> tuple:
    return place(record.id, record.written_in).desc(), record.id.desc()
