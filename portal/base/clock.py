"""The one clock of the product, so that tests can turn it, and a sample can have happened over weeks."""
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_instead: ContextVar[datetime | None] = ContextVar("instead", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _instead.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day it is in an IANA time zone such as ``Europe/Stockholm``."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def at(moment: datetime):
    """Let everything below happen at this moment."""
    token = _instead.set(moment)
    try:
        yield
    finally:
        _instead.reset(token)
