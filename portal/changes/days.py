"""Days of work: what a plan's dates are counted in, so that a Monday that moves by a week is a Monday again."""
from datetime import date

from portal.base.dates import shifted


def days_from(start: date, end: date) -> int:
    """How many days of work lie after ``start``, up to and with ``end``; negative where it comes before."""
    if end < start:
        return -days_from(end, start)
    weeks, rest = divmod((end - start).days, 7)
    first = start.weekday() + 1
    return weeks * 5 + sum((first + day) % 7 < 5 for day in range(rest))


def later(day: date, days: int) -> date:
    """The day so many days of work after this one."""
    weeks, rest = divmod(days, 5)
    day = shifted(day, 7 * weeks)
    while rest:
        day = shifted(day, 1)
        rest -= day.weekday() < 5
    return day
