"""A statement compiled once: from then on its text goes to the driver with new values, and plain rows come back.

What SQLAlchemy does around each execution, so that it fits every statement, costs several times what the database does
for most of ours. It still compiles them, and its own connection runs them: events, logs and errors are as they always were.
"""
from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter

from sqlalchemy import inspect
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Session

from portal.base.hydrating import Whole, at_once, tie


class Rows:
    """What a statement brought: rows that know their columns by name, or how many rows it changed."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list, rowcount: int):
        self._rows, self.rowcount = rows, rowcount

    def __iter__(self):
        return iter(self._rows)

    def all(self) -> list:
        return self._rows

    def one(self):
        """The only row. Raises ValueError where there are others or none."""
        (row,) = self._rows
        return row

    def first(self):
        return self._rows[0] if self._rows else None

    def scalar(self):
        """The first value of the first row, or None."""
        return self._rows[0][0] if self._rows else None

    def scalars(self) -> "Rows":
        """The first values of all rows."""
        return Rows([row[0] for row in self._rows], self.rowcount)


class Then:
    """In place of a moment: that at which the statement will be run."""


THEN = Then()


class Compiled:
    """One statement as text for one database, for lists of these lengths."""

    def __init__(self, statement, values: dict, dialect: Dialect):
        self._shelf = _shelf_of(statement, dialect)
        compiled = (self._shelf.statement if self._shelf else statement).compile(dialect=dialect)
        if not statement.is_select and (compiled.insert_prefetch or compiled.update_prefetch):
            raise TypeError("every value of a prepared statement is told, defaults too")
        whole = compiled.construct_expanded_state(values)
        self._text = whole.statement
        self._positional = whole.positiontup is not None
        names = whole.positiontup if self._positional else list(whole.parameters)
        within = {each: (name, number) for name, many in whole.parameter_expansion.items() for number, each in enumerate(many)}
        places = {name: at for at, name in enumerate(values)}
        slots = [_slot(name, within, compiled, values, places, whole.parameters, dialect) for name in names]
        # One value stands in many places, as the fence asks again and again who reads: it is made once.
        sources, order = _once(slots)
        self._fixed = [fixed for _place, _number, _process, fixed in sources]
        self._told = [(at, *source[:3]) for at, source in enumerate(sources) if source[0] is not None]
        self._spread = itemgetter(*order) if len(order) > 1 else lambda made: tuple([made[at] for at in order])
        self._names = names

    def __call__(self, values: Sequence, session: Session, connection: Connection) -> Rows:
        cursor = self._executed(self.bound(values), connection)
        rows = self._shelf.read(cursor, session) if self._shelf else []
        count = cursor.rowcount
        cursor.close()
        return Rows(rows, count)

    def meets(self, bound: Sequence, connection: Connection) -> bool:
        """Run it with what ``bound`` gave; whether it found or changed a row."""
        cursor = self._executed(bound, connection)
        met = bool(cursor.fetchall()) if self._shelf else cursor.rowcount > 0
        cursor.close()
        return met

    def _executed(self, bound: Sequence, connection: Connection):
        cursor = connection.connection.cursor()
        values = tuple(bound) if self._positional else dict(zip(self._names, bound, strict=True))
        told = connection.engine.dispatch
        if connection._echo or told.before_cursor_execute or told.after_cursor_execute:
            connection._cursor_execute(cursor, self._text, values)
            return cursor
        try:
            cursor.execute(self._text, values)
        except BaseException as error:
            connection._handle_dbapi_exception(error, self._text, values, cursor, None)
        return cursor

    def bound(self, values: Sequence) -> tuple:
        """The parameters as the driver takes them."""
        made = self._fixed.copy()
        for at, place, number, process in self._told:
            value = values[place] if number is None else values[place][number]
            made[at] = value if process is None or value is None or value is THEN else process(value)
        return self._spread(made)


def connection_of(session: Session) -> Connection:
    """The connection of the session's transaction: as the session gives it, which asks more than running most of ours."""
    transaction = session._transaction
    if transaction is not None and transaction.is_active:
        for connection, *_rest in transaction._connections.values():
            return connection
    return session.connection()


def _shelf_of(statement, dialect: Dialect) -> "Shelf | None":
    if statement.is_select:
        return Shelf(statement, statement.column_descriptions, dialect)
    told = statement.returning_column_descriptions
    return Shelf(statement, told, dialect) if told else None


def _slot(name: str, within: dict, compiled, values: dict, places: dict, parameters: dict, dialect: Dialect) -> tuple:
    """Where one parameter's value comes from: (place among the values, number in a list, how to write it, a fixed value)."""
    key, number = within.get(name, (name, None))
    bind = compiled.binds[key]
    process = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if key in values:
        return places[key], number, process, None
    fixed = parameters[name]
    return None, None, None, process(fixed) if process and fixed is not None else fixed


def _once(slots: list[tuple]) -> tuple[list[tuple], list[int]]:
    """The sources of the values, those that are told each once, and the source of each place."""
    sources, order = [], []
    for slot in slots:
        if slot[0] is None or slot not in sources:
            sources.append(slot)
            order.append(len(sources) - 1)
        else:
            order.append(sources.index(slot))
    return sources, order


class Shelf:
    """The columns a select brings, told one by one, and how a row is made of them."""

    def __init__(self, statement, descriptions: list, dialect: Dialect):
        columns, self._parts, names, self._types = [], [], [], []
        for told in descriptions:
            inspected = inspect(told["expr"], raiseerr=False)
            names.append(told["name"])
            if getattr(inspected, "is_mapper", False) or getattr(inspected, "is_aliased_class", False):
                keys = at_once(inspected.mapper)
                self._parts.append(Whole(inspected.mapper, keys, len(columns)))
                columns += [getattr(told["expr"], key) for key in keys]
                self._types += [inspected.mapper.columns[key].type for key in keys]
            else:
                self._parts.append(len(columns))
                columns.append(told["expr"])
                self._types.append(told["type"])
        self._dialect, self._processors = dialect, None
        self._plain = all(isinstance(part, int) for part in self._parts)
        self._ties = [] if self._plain else tie(self._parts)
        self._row = namedtuple("Row", names, rename=True)
        # As its ``_make``, within the interpreter: a page makes a hundred.
        self._made = partial(tuple.__new__, self._row)
        self.statement = statement if self._plain else statement.with_only_columns(*columns, maintain_column_froms=True)

    def read(self, cursor, session) -> list:
        if self._processors is None:
            self._processors = self._processing(cursor.description)
        found = cursor.fetchall()
        if not self._plain:
            seen = [{} for _ in self._parts]
            return [self._filled(row, session, seen) for row in found]
        if found and self._processors:
            # Column by column: the loop over the rows is then the interpreter's own.
            columns = list(zip(*found, strict=True))
            for at, process in self._processors.items():
                columns[at] = map(process, columns[at])
            found = zip(*columns, strict=True)
        return list(map(self._made, found))

    def _processing(self, description: Sequence) -> dict[int, Callable]:
        found = {at: kind.dialect_impl(self._dialect).result_processor(self._dialect, description[at][1])
                 for at, kind in enumerate(self._types)}
        told = {at: process for at, process in found.items() if process is not None}
        for part in self._parts:
            if not isinstance(part, int):
                part.processed_by(told)
        return told

    def _filled(self, row: tuple, session, seen: list[dict]):
        parts = [self._value(row, part) if isinstance(part, int) else part.record(row, session, seen[at])
                 for at, part in enumerate(self._parts)]
        for each in self._ties:
            each.between(parts)
        return self._row(*parts)

    def _value(self, row: tuple, at: int):
        process = self._processors.get(at)
        return row[at] if process is None else process(row[at])
