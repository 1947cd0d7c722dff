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
import logging
from collections import namedtuple
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial, update_wrapper
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

#: So many shapes of a statement are kept, the newest.
MOST = 500
log = logging.getLogger("portico.database")


class Prepared:
    def __init__(self, build: Callable):
        update_wrapper(self, build)
        self._build = build
        self._kept: dict[tuple, tuple] = {}
        self._is_full = False

    def __call__(self, *facts) -> Rows | Result:
        """Execute it with these facts, in the session of this request."""
        statement, taken, values, compiled = self._with(facts)
        if compiled is None:
            return db.session.execute(statement, taken.named(values))
        session = db.session()
        if not statement.is_select and WAITING in session.info:
            raise TypeError(f"{self.__name__} is written by .write() where what is written waits for its commit")
        session.flush()
        connection = connection_of(session)
        return _compiled(compiled, statement, taken, values, connection)(values, session, connection)

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
        statement, taken, values, compiled = self._with(facts)
        found = _compiled(compiled, statement, taken, values, connection_of(session))
        bound = list(found.bound(values))
        waiting.append(Step(found, bound, tuple(at for at, value in enumerate(bound) if value is THEN), otherwise))
        return None

    def _with(self, facts: tuple) -> tuple:
        """The statement for facts of this shape, its values, and what was compiled of it."""
        key = tuple([_told[type(fact)](fact) for fact in facts])
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= MOST:
                self._make_room()
            kept = self._kept[key] = self._make(facts)
        statement, taken, compiled = kept
        return statement, taken, taken.of(facts), compiled

    def _make_room(self) -> None:
        # Those who belong to many houses have many shapes; a text that people write would make one each time.
        if not self._is_full:
            self._is_full = True
            log.warning("statement has many shapes", extra={"statement": self.__name__, "kept": MOST})
        del self._kept[next(iter(self._kept))]

    def _make(self, facts: tuple) -> tuple:
        taken = Taken(len(facts))
        statement = self._build(*[_stand_in(fact, f"p{number}", f"p{number}", taken) for number, fact in enumerate(facts)])
        return statement, taken, None if getattr(statement, "_with_options", ()) else {}


class Taken:
    """Which values a statement of one shape takes from the facts it is asked with: all of them in one step."""

    def __init__(self, facts: int):
        self.names: list[str] = []
        #: Where the lists stand that are parameters inside ``in_()``, and the values that must not be None.
        self.many: list[int] = []
        self._needed: list[int] = []
        self._paths: list[str] = []
        self._facts, self._take = partial(tuple.__new__, _facts(facts)), None

    def add(self, name: str, path: str, *, needed: bool = False, many: bool = False) -> None:
        """One more value, by the way to it from the facts ("p0.user_id")."""
        if many:
            self.many.append(len(self.names))
        if needed:
            self._needed.append(len(self.names))
        self.names.append(name)
        self._paths.append(path)

    def of(self, facts: tuple) -> Sequence:
        """The values. Raises TypeError for one that is None where it was not when the statement was built."""
        values = self._taking()(self._facts(facts))
        for at in self._needed:
            if values[at] is None:
                raise TypeError(f"{self._paths[at]} is None here and was not when the statement was built")
        if self.many:
            values = list(values)
            for at in self.many:
                values[at] = _evened(values[at])
        return values

    def named(self, values: Sequence) -> dict:
        return dict(zip(self.names, values, strict=True))

    def _taking(self) -> Callable:
        if self._take is None:
            self._take = _way_to(self._paths)
        return self._take


@lru_cache
def _facts(how_many: int) -> type:
    return namedtuple("Facts", [f"p{number}" for number in range(how_many)])


def _way_to(paths: list[str]) -> Callable:
    if len(paths) > 1:
        return attrgetter(*paths)
    ways = [attrgetter(path) for path in paths]
    return lambda facts: [way(facts) for way in ways]


def _compiled(kept: dict, statement, taken: Taken, values: Sequence, connection) -> Compiled:
    lengths = tuple([len(values[at]) for at in taken.many]) if taken.many else ()
    found = kept.get((connection.dialect.name, lengths))
    if found is None:
        found = kept[connection.dialect.name, lengths] = Compiled(statement, taken.named(values), connection.dialect)
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


def _stand_in(fact, name: str, path: str, taken: Taken, *, needed: bool = False):
    if type(fact) in _TYPES:
        taken.add(name, path, needed=needed)
        return bindparam(name, type_=_TYPES[type(fact)])
    if isinstance(fact, (tuple, list, set, frozenset)):
        return _Many(fact, name, path, taken)
    if isinstance(fact, db.Model) or hasattr(fact, "shape"):
        return _Record(fact, name, path, taken)
    return fact


class _Many:
    """A list of ids: knows whether it is empty, and is a parameter inside ``in_()``."""

    def __init__(self, fact, name: str, path: str, taken: Taken):
        self._length = len(fact)
        taken.add(name, path, many=True)
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

    def __init__(self, fact, name: str, path: str, taken: Taken):
        self.__dict__.update(_fact=fact, _name=name, _path=path, _taken=taken)

    def __getattr__(self, attribute: str):
        value = getattr(self._fact, attribute)
        told = hasattr(self._fact, "shape")
        if not told and not (type(value) in _TYPES or isinstance(value, db.Model)):
            raise TypeError(f"{type(self._fact).__name__}.{attribute} may differ between two of them without the shape "
                            "saying so: hand it over as a fact of its own")
        found = _stand_in(value, f"{self._name}_{attribute}", f"{self._path}.{attribute}", self._taken, needed=not told)
        self.__dict__[attribute] = found
        return found
