"""The one clock of the product, so that tests can turn it."""
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day it is in an IANA time zone such as ``Europe/Stockholm``."""
    return now().astimezone(ZoneInfo(zone)).date()
