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

    def process_bind_param(self, value, dialect):
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def result_processor(self, dialect, coltype):
        return None if dialect.name == "postgresql" else _uuid_of

    @property
    def python_type(self):
        return UUID


class Moment(TypeDecorator):
    """An aware UTC datetime; SQLite keeps it as naive UTC text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def result_processor(self, dialect, coltype):
        return _in_utc if dialect.name == "postgresql" else _read


@lru_cache(16384)
def _uuid_of(value: bytes | None) -> UUID | None:
    # A page reads the same few ids again and again.
    return None if value is None else UUID(bytes=value)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _read(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


#: A counting key: 64 bits on PostgreSQL, the rowid on SQLite.
Serial = BigInteger().with_variant(Integer, "sqlite")
