"""Whether `03/04/2025` is in March or April: asked of all dates of the file at once, and of the person if they don't say."""

import re

from portal.plan.importing.values.calendar_words import WEEKDAYS
from portal.plan.importing.values.dates import THREE, date_of, period_of, without_weekday
from portal.plan.importing.values.text import folded

ORDERS = ("ymd", "dmy", "mdy")


def order_of(cells) -> tuple[str, str, list[str]]:
    """(order or 'ambiguous', the order to read with meanwhile, samples to show when asking).

    A dot between the parts settles day before month; a first part that hardly changes is the year; a part above 12 settles the
    rest. Up to a tenth of dates may
    contradict (they are then wrong themselves), more makes the file ambiguous."""
    votes = {"dmy": 0, "mdy": 0}
    open_samples, dots, first_year, short = [], 0, False, set()
    for cell in cells:
        bare = without_weekday(cell.strip()[:60]) if isinstance(cell, str) else ""
        found = THREE.match(bare)
        if not found or len(found[1]) > 2 or len(found[4]) in (1, 3):
            first_year = first_year or bool(found)
            continue
        short |= {(found[1], int(found[3]), found[4])} if len(found[1]) == len(found[4]) == 2 and found[2] != "." else set()
        vote = vote_of(found) or vote_of_weekday(cell, bare)
        if vote:
            votes[vote] += 1
        dots += found[2] == "."
        if found[2] != "." and len(open_samples) < 5 and cell.strip() not in open_samples:
            open_samples.append(cell.strip())
    return ("ymd", "ymd", []) if begin_with_years(short) else verdict(votes, open_samples, dots)


def begin_with_years(short: set[tuple[str, int, str]]) -> bool:
    """`25-03-03`, `25-03-14`: years hardly change from one day of a plan to another, days do."""
    firsts, lasts = {int(first) for first, _, _ in short}, {int(last) for _, _, last in short}
    months = all(1 <= second <= 12 for _, second, _ in short)
    return months and len(firsts) < len(lasts) and min(firsts) > 12 and max(firsts) - min(firsts) < 8 and max(lasts) <= 31


def vote_of(found: re.Match) -> str | None:
    first, second = int(found[1]), int(found[3])
    if found[2] == ".":
        return None
    if 12 < first <= 31 and second <= 12:
        return "dmy"
    if first <= 12 < second <= 31:
        return "mdy"
    return None


def vote_of_weekday(cell: str, bare: str) -> str | None:
    """`Mon 1/5/26` is a Monday in one order only."""
    word = WEEKDAYS.get(folded(cell.strip().split()[0])) if bare != cell.strip()[:60] else None
    fitting = [
        order for order in ("dmy", "mdy") if word is not None and (day := date_of(bare, order=order)) and day.weekday() == word
    ]
    return fitting[0] if len(fitting) == 1 else None


def verdict(votes: dict[str, int], samples: list[str], dots: int) -> tuple[str, str, list[str]]:
    most, least = sorted(votes, key=votes.get, reverse=True)
    if votes[most] and votes[least] * 10 <= votes[most]:
        return most, most, samples
    if not samples:
        return ("dmy", "dmy", []) if dots else ("ymd", "ymd", [])
    return "ambiguous", (most if votes[most] > votes[least] else "dmy"), samples


def looks_like_date(cell) -> bool:
    """Whether a cell would be a day in some order."""
    return any(date_of(cell, order=order) or period_of(cell, order=order) for order in ORDERS)
