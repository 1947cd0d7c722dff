"""Counting days: a start and a duration give an end."""

import math
from datetime import date, timedelta
from decimal import Decimal


def counts_weekends(rows: list[tuple[date, date, Decimal]]) -> bool:
    """Whether durations in this file run through weekends, told by the rows that have start, end and duration."""
    calendar = sum((due - start).days + 1 == days for start, due, days in rows)
    working = sum(working_days(start, due) == days for start, due, days in rows)
    return calendar > working


def working_days(start: date, due: date) -> int:
    """Mondays to Fridays from one day to another, both included."""
    if due < start or (due - start).days > 40_000:
        return -1
    weeks, rest = divmod((due - start).days + 1, 7)
    return weeks * 5 + sum((start + timedelta(days=offset)).weekday() < 5 for offset in range(rest))


def moved(day: date, days: Decimal, weekends: bool) -> date | None:
    """The last day of something that starts on `day`, or with negative days the first of something that ends then."""
    steps = max(math.ceil(abs(days)) - 1, 0)
    if steps > 20_000:
        return None
    sign = 1 if days >= 0 else -1
    if weekends:
        return day + timedelta(days=sign * steps)
    weeks, rest = divmod(steps, 5)
    day += timedelta(days=sign * weeks * 7)
    while rest:
        day += timedelta(days=sign)
        rest -= day.weekday() < 5
    return day
