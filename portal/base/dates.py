"""Which days there are: whoever takes a day from outside takes no other, so that reckoning from one never leaves the calendar."""
from datetime import date

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)


def shifted(day: date, days: int) -> date:
    """The day so many days after this one. What was kept before there were bounds stops where the calendar ends."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
