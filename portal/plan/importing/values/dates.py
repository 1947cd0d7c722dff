"""Days in cells: real ones, serial numbers, and text in any of the orders people write."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from portal.base.dates import FIRST_DAY, LAST_DAY
from portal.plan.importing.values.calendar_words import MONTH_OF, WEEKDAYS
from portal.plan.importing.values.text import folded

THREE = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?!\d)\.?")
DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|o)?[\s/.-]*(?:de\s+)?(?P<month>[^\W\d_]{3,12})\.?[\s/,.-]*(?:del?\s+)?"
    r"'?(?P<year>\d{4}|\d{2})(?!\d)",
    re.I,
)
MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]{3,12})\.?[\s/,.-]*(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[,\s]\s*)?(?:del?\s+)?"
    r"'?(?P<year>\d{4}|\d{2})(?!\d)",
    re.I,
)
QUARTER = re.compile(r"[QT]([1-4])[\s/.-]*(\d{4})|(\d{4})[\s/.-]*[QT]([1-4])", re.I)
JAVA = re.compile(r"([A-Z][a-z]{2} \d{1,2}) \d\d:\d\d:\d\d [A-Z]{3,5} (\d{4})")
WEEK = re.compile(
    r"(?:(\d{4})\s*[-/ ]?\s*(?:KW|CW|W|S|V|WK|SEM)\.?\s*(\d{1,2})"
    r"|(?:KW|CW|W|S|V\.?|WK|WEEK|SEM|SEMAINE|VECKA)\.?\s*(\d{1,2})\s*[-/, ]\s*(\d{4}))",
    re.I,
)


def date_of(cell, *, order: str = "ymd", end: bool = False) -> date | None:
    """The day in a cell, or None. `order` decides `03/04/05`; `end` makes of a month or week its last (working) day."""
    if isinstance(cell, datetime):
        return sane(cell.date())
    if isinstance(cell, date):
        return sane(cell)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, (int, float, Decimal)):
        return from_serial(float(cell))
    return from_text(str(cell).strip()[:60], order, end)


def sane(day: date | None) -> date | None:
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def from_serial(number: float) -> date | None:
    """A spreadsheet's day number, a day as 20240131, or a Unix time in seconds or milliseconds."""
    if 20_000 <= number <= 80_000:
        return sane(date(1899, 12, 30) + timedelta(days=int(number)))
    if 19_500_101 <= number <= 21_501_231 and float(number).is_integer():
        text = str(int(number))
        return built(int(text[:4]), int(text[4:6]), int(text[6:]))
    for scale in (1, 1000):
        if 500_000_000 <= number / scale <= 5_000_000_000:
            return sane((datetime(1970, 1, 1) + timedelta(seconds=number / scale)).date())
    return None


def from_text(text: str, order: str, end: bool) -> date | None:
    text = without_weekday(re.sub(r"\s*[年月]\s*", "-", text.lstrip("'~≈ ")).rstrip("日"))
    text = re.sub(r"\s*\*$|(?<=\d) A$", "", text)
    if re.fullmatch(r"\d{5}(\.\d+)?|\d{8}|\d{10}|\d{13}", text):
        return from_serial(float(text))
    if found := THREE.match(text):
        return from_three(found, order) if rest_is_time(text[found.end() :]) else None
    if found := WEEK.fullmatch(text):
        return from_week(int(found[1] or found[4]), int(found[2] or found[3]), end)
    if found := re.fullmatch(r"(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))", text):
        return from_month(int(found[1] or found[4]), int(found[2] or found[3]), end)
    if found := QUARTER.fullmatch(text):
        return from_month(int(found[2] or found[3]), int(found[1] or found[4]) * 3 - (0 if end else 2), end)
    if found := JAVA.fullmatch(text):
        text = f"{found[1]}, {found[2]}"
    return from_named(text, end)


def without_weekday(text: str) -> str:
    """`Mon 31/03/25` without its first word, unless that is a month: `mar` is March, and Tuesday in three languages."""
    found = re.match(r"([^\W\d_]{2,13})(?:-feira)?[.,]*\s+(?=.*\d)", text)
    if not found or folded(found[1]) not in WEEKDAYS:
        return text
    return text if folded(found[1]) in MONTH_OF and from_named(text, False) else text[found.end() :]


def rest_is_time(rest: str) -> bool:
    """What follows a day may only be a time of day."""
    return not rest.strip() or bool(
        re.fullmatch(
            r"[\sT,]*\d{1,2}[:.h]\d{2}([:.]\d{2})?([.,]\d+)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*(Uhr)?",
            rest,
            re.I,
        )
    )


def from_three(found: re.Match, order: str) -> date | None:
    first, mark, second, third = found[1], found[2], int(found[3]), found[4]
    if len(first) == 4 or (len(third) == 2 and order == "ymd" and len(first) == 2):
        return built(full_year(first), second, int(third)) if len(third) <= 2 else None
    if len(third) in (1, 3) or len(first) > 2:
        return None
    day, month = (second, int(first)) if order == "mdy" and mark != "." else (int(first), second)
    return built(full_year(third), month, day)


def full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def from_named(text: str, end: bool) -> date | None:
    """`3 Mar 2025`, `March 3, 2025`, `3. März 2025`, `15/Jan/24`, `3 de marzo de 2025`, `March 2025`."""
    found = DAY_FIRST.match(text) or MONTH_FIRST.match(text)
    month = found and MONTH_OF.get(folded(found["month"]))
    if not month or not rest_is_time(text[found.end() :]):
        return None
    if found["day"]:
        return built(full_year(found["year"]), month, int(found["day"]))
    return from_month(int(found["year"]), month, end) if len(found["year"]) == 4 else None


def from_month(year: int, month: int, end: bool) -> date | None:
    first = built(year, month, 1)
    if first and end:
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first


def from_week(year: int, week: int, end: bool) -> date | None:
    try:
        return sane(date.fromisocalendar(year, week, 5 if end else 1))
    except ValueError:
        return None


def built(year: int, month: int, day: int) -> date | None:
    try:
        return sane(date(year, month, day))
    except ValueError:
        return None


def period_of(cell, *, order: str = "ymd") -> tuple[date, date] | None:
    """Two days in one cell: `1.2.2025 - 5.2.2025`, `2025-02-01 → 2025-02-05`."""
    if not isinstance(cell, str) or len(cell) > 80:
        return None
    parts = re.split(r"\s+(?:-|–|—|to|bis|au|till|hasta|a|até|al)\s+|\s*(?:→|–|->)\s*", cell.strip(), flags=re.I)
    if len(parts) != 2:
        return None
    first, last = date_of(parts[0], order=order), date_of(parts[1], order=order, end=True)
    return (first, last) if first and last else None
