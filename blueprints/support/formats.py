"""Dates, numbers and money as the reader writes them.

Formatting through Babel costs more than the rest of a row, so each distinct value is formatted once.
"""
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import dates, numbers
from flask import Flask
from flask_babel import Babel

from blueprints.support import reader
from blueprints.support.holes import told_outside
from blueprints.support.language import sentence as _
from portal.base.clock import now

MINUTE, HOUR, DAY = 60, 3600, 86400
#: How many seconds are remembered in words for each language and time zone.
MOST_SECONDS = 2048


def install(app: Flask) -> None:
    Babel(app, locale_selector=reader_locale, timezone_selector=reader_zone)
    app.jinja_env.filters.update(day=told_outside(day), day_long=told_outside(day_long), clock=told_outside(clock),
                                 moment=told_outside(moment), ago=told_outside(ago), money=money, number=number, percent=percent)


def reader_locale() -> str:
    """The reader's language, one of LOCALES."""
    return reader.locale()


def reader_zone() -> str:
    """The reader's IANA time zone."""
    return reader.zone()


def day(value: date | datetime | None, year: bool | None = None) -> str:
    """A calendar day, "4 May", with the year where it is not this one (or as told)."""
    value = _day_of(value)
    if value is None:
        return ""
    with_year = value.year != now().year if year is None else year
    return _skeleton(value, "yMMMd" if with_year else "MMMd", reader_locale())


def days() -> Callable[[date | None], str]:
    """``day`` for the many dates of one page: the reader is asked once."""
    locale, this_year = reader_locale(), now().year
    return lambda value: _skeleton(value, "MMMd" if value.year == this_year else "yMMMd", locale) if value else ""


def day_long(value: date | datetime | None) -> str:
    """A calendar day in full, with its weekday."""
    value = _day_of(value)
    return _day_long(value, reader_locale()) if value else ""


def clock(value: datetime) -> str:
    """The time of day in the reader's zone."""
    return _clock(_minute(value), reader_locale())


def moment(value: datetime | None) -> str:
    """Day and time in the reader's zone, in full."""
    return _moment(_minute(value), reader_locale()) if value else ""


def ago(value: datetime | None) -> str:
    """How long ago, or how long until: "3 minutes ago"; a day once it is a week away."""
    if value is None:
        return ""
    seconds = (value.astimezone(UTC) - now()).total_seconds()
    if abs(seconds) > 7 * DAY:
        return day(value)
    return _delta(_coarse(seconds), reader_locale()) if abs(seconds) >= MINUTE else _("just now")


class Stamp(NamedTuple):
    """A moment in words: its day in full, the moment for machines, exactly, and how long ago."""

    day: str
    iso: str
    exact: str
    ago: str


class Stamps:
    """The moments of one page: the reader's language and time zone are asked for once, not for each of them."""

    def __init__(self):
        self._locale, self._zone, self._now = reader_locale(), ZoneInfo(reader_zone()), now().timestamp()
        self._year, self._just_now = now().year, _("just now")
        self._known, self._agos = _stamped(self._zone, self._locale), _told_ago(self._locale)

    def __call__(self, value: datetime) -> Stamp:
        at = value.timestamp()
        date, day, iso, exact = self._known[int(at)]
        seconds = at - self._now
        if -7 * DAY <= seconds <= 7 * DAY:
            ago = self._agos[int(seconds / MINUTE)] or self._just_now
        else:
            ago = _skeleton(date, "yMMMd" if date.year != self._year else "MMMd", self._locale)
        return Stamp(day, iso, exact, ago)


class _Fixed(dict):
    """What is said of a second (since 1970) whenever it is said: its date in the zone, its day, for machines, exactly."""

    def __init__(self, zone: ZoneInfo, locale: str):
        self._zone, self._locale = zone, locale

    def __missing__(self, second: int) -> tuple[date, str, str, str]:
        if len(self) >= MOST_SECONDS:
            self.clear()
        at = datetime.fromtimestamp(second, UTC)
        minute = at.astimezone(self._zone).replace(second=0, tzinfo=None)
        found = self[second] = (minute.date(), _day_long(minute.date(), self._locale), at.isoformat(timespec="seconds"),
                                _moment(minute, self._locale))
        return found


class _Agos(dict):
    """So many minutes ago in words, "3 minutes ago"; nothing for less than one. Asked for a week's at most."""

    def __init__(self, locale: str):
        self._locale = locale

    def __missing__(self, minutes: int) -> str:
        found = self[minutes] = _delta(_coarse(minutes * MINUTE), self._locale) if minutes else ""
        return found


_stamped, _told_ago = lru_cache(32)(_Fixed), lru_cache(_Agos)


def _coarse(seconds: float) -> int:
    size = abs(seconds)
    unit = DAY if size >= DAY else HOUR if size >= HOUR else MINUTE
    return int(seconds / unit) * unit


def money(amount: Decimal | int | float | None, currency: str) -> str:
    """An amount in a currency (ISO 4217)."""
    return "" if amount is None else _money(Decimal(str(amount)), currency, reader_locale())


def number(value: Decimal | int | float | None) -> str:
    return "" if value is None else _number(value, reader_locale())


def percent(value: float | int | None) -> str:
    """A share given as 0-100."""
    return "" if value is None else _percent(value, reader_locale())


def _day_of(value: date | datetime | None) -> date | None:
    return value.astimezone(ZoneInfo(reader_zone())).date() if isinstance(value, datetime) else value


def _minute(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(reader_zone())).replace(second=0, microsecond=0, tzinfo=None)


@lru_cache(4096)
def _skeleton(value: date, skeleton: str, locale: str) -> str:
    return dates.format_skeleton(skeleton, value, locale=locale)


@lru_cache(4096)
def _day_long(value: date, locale: str) -> str:
    return dates.format_date(value, "full", locale=locale)


@lru_cache(4096)
def _clock(value: datetime, locale: str) -> str:
    return dates.format_time(value, "short", locale=locale)


def _moment(value: datetime, locale: str) -> str:
    # As Babel puts it together, from halves that come again: few days, and the minutes of one.
    return (_halves(locale).replace("{0}", _time(value.time(), locale)).replace("{1}", _date(value.date(), locale)))


@lru_cache(64)
def _halves(locale: str) -> str:
    return str(dates.get_datetime_format("medium", locale=locale)).replace("'", "")


@lru_cache(8192)
def _time(value: time, locale: str) -> str:
    return dates.format_time(value, "short", locale=locale)


@lru_cache(4096)
def _date(value: date, locale: str) -> str:
    return dates.format_date(value, "medium", locale=locale)


@lru_cache(4096)
def _delta(seconds: int, locale: str) -> str:
    return dates.format_timedelta(seconds, add_direction=True, threshold=1, locale=locale)


@lru_cache(4096)
def _money(amount: Decimal, currency: str, locale: str) -> str:
    return numbers.format_currency(amount, currency, locale=locale)


@lru_cache(4096)
def _number(value: Decimal | int | float, locale: str) -> str:
    return numbers.format_decimal(value, locale=locale)


@lru_cache(4096)
def _percent(value: float | int, locale: str) -> str:
    return numbers.format_percent(value / 100, locale=locale)
