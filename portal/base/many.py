"""Many rows at once, each with the number the database gives it."""
from collections import defaultdict
from collections.abc import Callable, Iterable

from sqlalchemy import insert

from portal.base.database import db

AT_ONCE, ASKED_AT_ONCE = 500, 1000


def numbered(record, rows: list[dict], by: tuple[str, ...]) -> list[int]:
    """Insert rows of a record with a counted ``id``, and give their numbers in the order of the rows.

    ``by`` names the columns that tell rows apart; those that are alike in them are alike to the caller. (Asked to keep
    the order itself SQLAlchemy inserts one by one on SQLite.)
    """
    found = defaultdict(list)
    for part in parts(rows):
        told = insert(record).returning(record.id, *(getattr(record, name) for name in by))
        for number, *key in db.session.execute(told, part):
            found[tuple(key)].append(number)
    return [found[tuple(row[name] for name in by)].pop() for row in rows]


def asked_in_parts(ask: Callable[[list], Iterable], many: Iterable, size: int = ASKED_AT_ONCE) -> Iterable:
    """The rows of a statement over many ids, asked for some of them at a time."""
    for part in parts(many, size):
        yield from ask(part)


def parts(many: Iterable, size: int = AT_ONCE) -> Iterable[list]:
    """A long list in parts that fit into one statement."""
    many = list(many)
    return (many[start:start + size] for start in range(0, len(many), size))
