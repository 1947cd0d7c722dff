"""Column types that mean the same on SQLite and PostgreSQL."""
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Integer, LargeBinary
from sqlalchemy.dialects.postgresql import UUID as PostgresUUID
from sqlalchemy.types import TypeDecorator


class Id(TypeDecorator):
    """A UUID: native on PostgreSQL, sixteen bytes on SQLite."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(PostgresUUID(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def bind_processor(self, dialect):
        return None if dialect.name == "postgresql" else _bytes_of

    def result_processor(self, dialect, coltype):
        return None if dialect.name == "postgresql" else _uuid_of

    @property
    def python_type(self):
        return UUID


class Moment(TypeDecorator):
    """An aware UTC datetime; SQLite keeps it as naive UTC text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect):
        return _aware if dialect.name == "postgresql" else _written

    def result_processor(self, dialect, coltype):
        return _in_utc if dialect.name == "postgresql" else _read


@lru_cache(16384)
def _uuid_of(value: bytes | None) -> UUID | None:
    # A page reads the same few ids again and again.
    return None if value is None else UUID(bytes=value)


def _bytes_of(value: UUID | None) -> bytes | None:
    # As ``value.bytes`` makes it, without the way there: a page binds a hundred of them.
    return None if value is None else value.int.to_bytes(16, "big")


def _aware(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(UTC)


def _written(value: datetime | None) -> str | None:
    """As SQLAlchemy writes it for SQLite: "2026-05-04 12:00:00.000000"."""
    value = _aware(value)
    return None if value is None else value.replace(tzinfo=None).isoformat(" ", "microseconds")


def moment_as_text(value: datetime) -> str:
    """A moment as SQLite keeps it."""
    return _written(value)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _read(value: str | None) -> datetime | None:
    # Read with its offset: one step instead of two.
    return None if value is None else datetime.fromisoformat(value + "+00:00")


#: A counting key: 64 bits on PostgreSQL, the rowid on SQLite.
Serial = BigInteger().with_variant(Integer, "sqlite")
