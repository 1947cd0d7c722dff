"""Which days there are: whoever takes a day from outside takes no other, so that reckoning from one never leaves the calendar."""
from datetime import date

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)
