"""Statements that are built once for each shape of what they are asked with, and from then on only executed.

Building a select with the fence in it costs more than running it: several times over, on every page. A prepared one
keeps the select and gives it the values of each call. The function that builds it gets stand-ins: what is a value
becomes a parameter, and what decides how the statement looks (texts, booleans, classes, None, whether a list is
empty) stays what it is and is part of the shape.

    @prepared
    def _entry(viewer, project_id, entry_id):
        return entries_visible_to(viewer).where(Entry.project_id == project_id, Entry.id == entry_id)

    _entry(viewer, project_id, entry_id).scalar()

Whole records that a select brings side by side are tied together where one refers to the other, as a joined load would;
a select with loader options goes the long way, through the session.
"""
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import update_wrapper
from operator import attrgetter
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Date, LargeBinary, Numeric, Result, String, bindparam

from portal.base.compiled import THEN, Compiled, Rows, Then, connection_of
from portal.base.database import db
from portal.base.together import WAITING, Step
from portal.base.types import Id, Moment


class Said(str):
    """A text that is a value of a statement and decides nothing of how it looks."""

    __slots__ = ()


_TYPES = {Said: String(), UUID: Id(), datetime: Moment(), date: Date(), int: BigInteger(), Decimal: Numeric(),
          bytes: LargeBinary(), dict: JSON(), Then: Moment()}

MOST = 500


class Prepared:
    def __init__(self, build: Callable):
        update_wrapper(self, build)
        self._build = build
        self._kept: dict[tuple, tuple] = {}

    def __call__(self, *facts) -> Rows | Result:
        """Execute it with these facts, in the session of this request."""
        statement, values, compiled = self._with(facts)
        if compiled is None:
            return db.session.execute(statement, values)
        session = db.session()
        if not statement.is_select and WAITING in session.info:
            raise TypeError(f"{self.__name__} is written by .write() where what is written waits for its commit")
        session.flush()
        connection = connection_of(session)
        return _compiled(compiled, statement, values, connection)(values, session, connection)

    def write(self, *facts, otherwise: Exception | None = None) -> Rows | None:
        """Execute it now, or with the commit where that was asked for (``portal.base.together``): then nothing comes back.

        Raises ``otherwise`` where it finds or changes no row; whatever may do so comes before what changes something.
        """
        session = db.session()
        waiting = session.info.get(WAITING)
        if waiting is None:
            rows = self(*facts)
            if otherwise is not None and not (rows.all() or rows.rowcount > 0):
                raise otherwise
            return rows
        statement, values, compiled = self._with(facts)
        found = _compiled(compiled, statement, values, connection_of(session))
        bound = found.bound(values)
        waiting.append(Step(found, bound, tuple(at for at, value in enumerate(bound) if value is THEN), otherwise))
        return None

    def _with(self, facts: tuple) -> tuple:
        """The statement for facts of this shape, its values, and what was compiled of it."""
        key = tuple([_told[type(fact)](fact) for fact in facts])
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= MOST:
                raise TypeError(f"{self.__name__} has too many shapes: a text that people write is no part of one")
            kept = self._kept[key] = self._make(facts)
        statement, readers, compiled = kept
        return statement, {name: read(facts) for name, read in readers.items()}, compiled

    def _make(self, facts: tuple) -> tuple:
        values: dict[str, Callable] = {}
        stand_ins = [_stand_in(fact, f"p{number}", _taking(number), values) for number, fact in enumerate(facts)]
        statement = self._build(*stand_ins)
        return statement, values, None if getattr(statement, "_with_options", ()) else {}


def _compiled(kept: dict, statement, values: dict, connection) -> Compiled:
    lengths = tuple([len(value) for value in values.values() if type(value) is list])
    found = kept.get((connection.dialect.name, lengths))
    if found is None:
        found = kept[connection.dialect.name, lengths] = Compiled(statement, values, connection.dialect)
    return found


def prepared(build: Callable) -> Prepared:
    return Prepared(build)


class Told(dict):
    """How the shape of a fact is told, by its type."""

    def __missing__(self, kind: type) -> Callable:
        self[kind] = told = _telling(kind)
        return told


_told = Told()


def _telling(kind: type) -> Callable:
    if kind in _TYPES or issubclass(kind, db.Model):
        return type
    if issubclass(kind, (tuple, list, set, frozenset)):
        return lambda fact: ("many", type(next(iter(fact), None)))
    if kind is type(None) or issubclass(kind, (str, bool, type)):
        return lambda fact: fact
    return attrgetter("shape")


def _stand_in(fact, name: str, read: Callable, values: dict):
    if type(fact) in _TYPES:
        values[name] = read
        return bindparam(name, type_=_TYPES[type(fact)])
    if isinstance(fact, (tuple, list, set, frozenset)):
        return _Many(fact, name, read, values)
    if isinstance(fact, db.Model) or hasattr(fact, "shape"):
        return _Record(fact, name, read, values)
    return fact


class _Many:
    """A list of ids: knows whether it is empty, and is a parameter inside ``in_()``."""

    def __init__(self, fact, name: str, read: Callable, values: dict):
        self._length = len(fact)
        values[name] = lambda facts: _evened(read(facts))
        self._parameter = bindparam(name, type_=_TYPES.get(type(next(iter(fact), None)), Id()), expanding=True)

    def __clause_element__(self):
        return self._parameter

    def __len__(self) -> int:
        return self._length


def _evened(many) -> list:
    """The list, its last value repeated up to the next power of two: few lengths, few texts of a statement."""
    found = list(many)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else found


class _Record:
    """A record, or whatever tells its own shape: its attributes are stand-ins in turn."""

    def __init__(self, fact, name: str, read: Callable, values: dict):
        self.__dict__.update(_fact=fact, _name=name, _read=read, _values=values)

    def __getattr__(self, attribute: str):
        value = getattr(self._fact, attribute)
        told = hasattr(self._fact, "shape")
        if not told and not (type(value) in _TYPES or isinstance(value, db.Model)):
            raise TypeError(f"{type(self._fact).__name__}.{attribute} may differ between two of them without the shape "
                            "saying so: hand it over as a fact of its own")
        found = _stand_in(value, f"{self._name}_{attribute}", _reading(self._read, attribute, needed=not told), self._values)
        self.__dict__[attribute] = found
        return found


def _taking(number: int) -> Callable:
    return lambda facts: facts[number]


def _reading(read: Callable, attribute: str, *, needed: bool) -> Callable:
    def of(facts):
        value = getattr(read(facts), attribute)
        if needed and value is None:
            raise TypeError(f"{attribute} is None here and was not when the statement was built")
        return value

    return of
