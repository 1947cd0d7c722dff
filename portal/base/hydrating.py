"""Records from plain rows: put into the session as it puts them itself, without asking anew how for each statement."""
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import inspect
from sqlalchemy.orm import MANYTOONE, Mapper, Session
from sqlalchemy.orm.attributes import instance_state, set_committed_value

from portal.base.database import db


class Whole:
    """A record as a part of a row: its columns stand together, from one of them on."""

    def __init__(self, mapper: Mapper, keys: Sequence[str], start: int):
        self.mapper, self._keys, self._slice = mapper, keys, slice(start, start + len(keys))
        self._identity = [start + keys.index(mapper.get_property_by_column(column).key) for column in mapper.primary_key]
        # The session knows a record by this, its primary key and no token of a shard.
        self._family = mapper.identity_key_from_primary_key(())[0]
        self._kind = None
        if mapper.polymorphic_on is not None:
            self._kind = start + keys.index(mapper.get_property_by_column(mapper.polymorphic_on).key)
        self._identify = itemgetter(*self._identity)
        self.processed_by({})

    def processed_by(self, processors: dict[int, Callable]) -> None:
        """How the database's values become ours, by their place in the row."""
        self._identifying = [(at, processors.get(at)) for at in self._identity]
        self._processors = [(at - self._slice.start, processors[at]) for at in range(self._slice.start, self._slice.stop)
                            if at in processors]

    def record(self, row: tuple, session: Session, seen: dict):
        """The record of a row: one seen in the rows before, or that the session has already, else a new one.

        None where an outer join found nothing. What is not needed for that is left as the database gave it.
        """
        if row[self._identity[0]] is None:
            return None
        identity = self._identify(row)
        found = seen.get(identity)
        if found is None:
            found = seen[identity] = self._found(row, session)
        return found

    def _found(self, row: tuple, session: Session):
        key = self._family, tuple([process(row[at]) if process else row[at] for at, process in self._identifying]), None
        found = session.identity_map.get(key)
        if found is None:
            return self._made(key, row, session)
        expired = instance_state(found).expired_attributes
        if expired:
            _freshen(found, expired, dict(zip(self._keys, self._values(row), strict=True)))
        return found

    def _values(self, row: tuple) -> list:
        values = list(row[self._slice])
        for at, process in self._processors:
            value = values[at]
            if value is not None:
                values[at] = process(value)
        return values

    def _made(self, key: tuple, row: tuple, session: Session):
        mapper = self.mapper if self._kind is None else self.mapper.polymorphic_map[row[self._kind]]
        made = mapper.class_manager.new_instance()
        state = instance_state(made)
        state.key, state.session_id = key, session.hash_key
        session.identity_map.add(state)
        state.dict.update(zip(self._keys, self._values(row), strict=True))
        if mapper is not self.mapper:
            # What only its own kind has is read when it is asked for.
            state.expired_attributes.update(set(at_once(mapper)) - state.dict.keys())
        return made


def at_once(mapper: Mapper) -> list[str]:
    """The columns that a record is read with: all but those that are put off, such as pictures."""
    return [each.key for each in mapper.column_attrs if not each.deferred]


def known(kind: type, **facts):
    """The record of a row that was just written as told; what is not told is empty."""
    mapper = inspect(kind)
    keys = [each.key for each in mapper.column_attrs]
    return Whole(mapper, keys, 0).record(tuple(facts.get(key) for key in keys), db.session(), {})


def _freshen(found, expired: set, facts: dict) -> None:
    for key in expired & facts.keys():
        set_committed_value(found, key, facts[key])
        expired.discard(key)


class Tie(NamedTuple):
    """A relationship from one record of a row to another of the same row."""

    near: int
    far: int
    name: str
    #: Which values of the two must be the same: (of the near one, of the far one).
    pairs: tuple[tuple[str, str], ...]

    def between(self, parts: list) -> None:
        near, far = parts[self.near], parts[self.far]
        if near is None or self.name in near.__dict__:
            return
        if far is None:
            if any(_value(near, here) is None for here, _ in self.pairs):
                near.__dict__[self.name] = None
        elif all(_value(near, here) == _value(far, there) for here, there in self.pairs):
            # Put where SQLAlchemy's own loading puts what it has read.
            near.__dict__[self.name] = far


def _value(record, key: str):
    """What was read for a column; asked for in the long way where it has not been."""
    return record.__dict__[key] if key in record.__dict__ else getattr(record, key)


def tie(parts: list) -> list[Tie]:
    """How the records of a row belong together."""
    wholes = {at: part.mapper for at, part in enumerate(parts) if isinstance(part, Whole)}
    return [Tie(near, far, each.key, _pairs(each, mapper, other)) for near, mapper in wholes.items()
            for each in mapper.relationships if each.direction is MANYTOONE
            for far, other in wholes.items() if far != near and each.mapper is other]


def _pairs(relationship, near: Mapper, far: Mapper) -> tuple[tuple[str, str], ...]:
    return tuple((near.get_property_by_column(here).key, far.get_property_by_column(there).key)
                 for here, there in relationship.local_remote_pairs)
