"""Many rows made ready before anything is locked, so that only the writing itself is left to do under a lock."""
import time
from typing import NamedTuple

from sqlalchemy import Table, bindparam, insert, update

from portal.base.database import db

AT_ONCE = 1000


class Batch(NamedTuple):
    """A statement's text, and its rows as the driver takes them."""

    text: str
    rows: list


def ready(table: Table, rows: list[dict]) -> Batch:
    """Rows of one table, each naming the same columns; what they leave out gets its usual value."""
    if not rows:
        return Batch("", [])
    usual = _usual(table, rows[0])
    compiled = insert(table).compile(dialect=db.engine.dialect, column_keys=[*rows[0], *usual])
    return _batch(compiled, (row | {name: value(None) for name, value in usual.items()} for row in rows))


def changed(table: Table, rows: list[dict]) -> list[Batch]:
    """Other values for rows of one table, each with its ``id``: a batch for all that change the same columns."""
    alike: dict[tuple, list[dict]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).append(row)
    return [_batch(_change(table, names).compile(dialect=db.engine.dialect),
                   ({f"to_{name}": value for name, value in row.items()} for row in some)) for names, some in alike.items()]


def _change(table: Table, names: tuple[str, ...]):
    return (update(table).where(table.c.id == bindparam("to_id"))
            .values({name: bindparam(f"to_{name}") for name in names if name != "id"}))


def _batch(compiled, rows) -> Batch:
    processors = compiled._bind_processors
    names = compiled.positiontup or list(compiled.binds)
    made = []
    for number, values in enumerate(rows):
        made.append([processors[name](values[name]) if name in processors else values[name] for name in names])
        if number % AT_ONCE == 0:
            # Other requests of this process have their turn.
            time.sleep(0)
    return Batch(compiled.string, [tuple(row) for row in made] if compiled.positiontup
                 else [dict(zip(names, row, strict=True)) for row in made])


def write(batch: Batch) -> None:
    """Insert or change them, in the transaction of this session."""
    connection = db.session.connection()
    for start in range(0, len(batch.rows), AT_ONCE):
        connection.exec_driver_sql(batch.text, batch.rows[start:start + AT_ONCE])
        time.sleep(0)


def _usual(table: Table, row: dict) -> dict:
    """Functions that give the values of columns a row leaves to us."""
    return {column.key: column.default.arg if column.default.is_callable else lambda context, given=column.default.arg: given
            for column in table.columns if column.key not in row and column.default is not None
            and not column.default.is_clause_element}
