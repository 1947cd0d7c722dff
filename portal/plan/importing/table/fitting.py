"""Whether what stands in a column can mean what its heading says."""

import re
from dataclasses import dataclass

from portal.plan.importing.tree.outline import outline_parts
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.durations import duration_of
from portal.plan.importing.values.flags import flag_of
from portal.plan.importing.values.numbers import number_of
from portal.plan.importing.values.text import is_blank, label_of, text_of

SAMPLE = 400


@dataclass(slots=True)
class Values:
    """What stands in a column, as far as proposing needs it."""

    filled: list

    def share(self, test) -> float:
        return sum(bool(test(cell)) for cell in self.filled) / len(self.filled) if self.filled else 0.0


def values_of(rows, column: int) -> Values:
    filled = []
    for row in rows:
        cell = row.cell(column)
        if not is_blank(cell):
            filled.append(cell)
            if len(filled) >= SAMPLE:
                break
    return Values(filled)


def fit(field: str, values: Values) -> float:
    """What the values of a column say about a meaning: 0 when they agree or are silent, a deduction when they don't."""
    if not values.filled:
        return -12 if field not in ("start", "due", "predecessors", "parent") else -5
    test = TESTS.get(field)
    if not test:
        return 0
    return test(values)


def fit_date(values: Values) -> float:
    share = values.share(looks_like_date)
    return 0 if share >= 0.5 else -4 if share >= 0.2 else -50 if not share else -20


def fit_title(values: Values) -> float:
    words = values.share(
        lambda cell: isinstance(cell, str) and any(char.isalpha() for char in cell) and not looks_like_date(cell)
    )
    flags = values.share(lambda cell: flag_of(cell) is not None)
    return -90 if flags > 0.7 or words < 0.2 else 0 if words > 0.5 else -10


def fit_outline(values: Values) -> float:
    dotted = values.share(lambda cell: re.fullmatch(r"\s*[A-Za-z]{0,8}[-.]?\d+([.\-]\d+)+\.?\s*", text_of(cell)))
    return 8 if dotted > 0.2 else 0 if values.share(outline_parts) > 0.6 else -80


def fit_id(values: Values) -> float:
    texts = [label_of(cell) for cell in values.filled]
    dotted = values.share(lambda cell: re.fullmatch(r"\d+(\.\d+)+\.?", text_of(cell).strip()))
    return -9 if dotted > 0.2 else 0 if len(set(texts)) > 0.9 * len(texts) else -45


def fit_level(values: Values) -> float:
    """Levels come back up again; numbers that only rise count groups."""
    numbers = [text_of(cell).strip() for cell in values.filled]
    rises = all(number.isdecimal() for number in numbers) and list(map(int, numbers)) == sorted(map(int, numbers))
    if rises and len(numbers) >= 2 * len(set(numbers)) > 4:
        return -90
    return 0 if values.share(lambda cell: re.fullmatch(r"\D{0,12}\d{1,3}(\.0)?\.?", text_of(cell).strip())) > 0.8 else -90


def fit_by(test):
    """A fit by how many values pass a test: none at all speaks against the heading, a few bad ones hardly do."""

    def fitted(values: Values) -> float:
        share = values.share(test)
        return 0 if share > 0.5 else -30 if share > 0.1 else -90

    return fitted


fit_percent = fit_by(lambda cell: number_of(cell, comma=True) is not None)
fit_duration = fit_by(lambda cell: duration_of(cell) or number_of(cell) is not None)
fit_flag = fit_by(lambda cell: flag_of(cell) is not None)
fit_done = fit_by(lambda cell: flag_of(cell) is not None or looks_like_date(cell))
fit_cost = fit_by(lambda cell: number_of(cell) is not None)


def fit_words(values: Values) -> float:
    return 0 if values.share(lambda cell: isinstance(cell, str) and not looks_like_date(cell)) > 0.5 else -30


def fit_phase(values: Values) -> float:
    return 0 if values.share(lambda cell: isinstance(cell, str) and len(cell) < 120) > 0.5 else -10


TESTS = {
    "title": fit_title,
    "start": fit_date,
    "due": fit_date,
    "promised": fit_date,
    "outline": fit_outline,
    "id": fit_id,
    "uid": fit_id,
    "level": fit_level,
    "indent": fit_level,
    "percent": fit_percent,
    "duration": fit_duration,
    "estimate": fit_duration,
    "milestone": fit_flag,
    "done": fit_done,
    "cost": fit_cost,
    "assignees": fit_words,
    "phase": fit_phase,
    "kind": fit_words,
}
