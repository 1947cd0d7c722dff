"""Proposing which column means what: headings speak, values must not contradict."""

import re
from dataclasses import dataclass

from portal.plan.importing.table.matching import AVOID, meanings
from portal.plan.importing.table.vocabulary import WEAK_PHASES
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.durations import duration_of
from portal.plan.importing.values.flags import flag_of
from portal.plan.importing.values.numbers import number_of
from portal.plan.importing.values.text import folded, is_blank, label_of, text_of

SAMPLE = 400
ORDER = ("title", "start", "due", "outline", "level", "parent", "id", "uid", "predecessors", "successors", "promised", "percent",
         "done", "duration", "estimate", "assignees", "milestone", "kind", "status", "phase", "subtitle", "description", "cost", "indent")


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


def propose(headings: list[str], rows) -> tuple[dict[str, int], list[str]]:
    """(field -> column, fields that were guessed from values alone)."""
    values = [values_of(rows, column) for column in range(len(headings))]
    candidates = []
    for column, heading in enumerate(headings):
        for field, score in meanings(heading).items():
            score += fit(field, values[column])
            candidates.append((-score, ORDER.index(field), column, field, score))
    mapping = {}
    for _, _, column, field, score in sorted(candidates):
        if score > 20 and field not in mapping and column not in mapping.values():
            mapping[field] = column
    if "phase" in mapping and folded(headings[mapping["phase"]]) in WEAK_PHASES and {"parent", "outline", "level"} & set(mapping):
        del mapping["phase"]
    return completed(mapping, headings, values)


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
    words = values.share(lambda cell: isinstance(cell, str) and any(char.isalpha() for char in cell) and not looks_like_date(cell))
    flags = values.share(lambda cell: flag_of(cell) is not None)
    return -60 if flags > 0.7 or words < 0.2 else 0 if words > 0.5 else -10


def fit_outline(values: Values) -> float:
    dotted = values.share(lambda cell: re.fullmatch(r"\s*[A-Za-z]{0,8}[-.]?\d+([.\-]\d+)+\.?\s*", text_of(cell)))
    code = values.share(lambda cell: re.fullmatch(r"\s*[A-Za-z]{0,8}[-.]?\d+([.\-]\d+)*\.?\s*", text_of(cell)))
    return 8 if dotted > 0.2 else 0 if code > 0.6 else -50


def fit_id(values: Values) -> float:
    texts = [label_of(cell) for cell in values.filled]
    dotted = values.share(lambda cell: re.fullmatch(r"\d+(\.\d+)+\.?", text_of(cell).strip()))
    return -9 if dotted > 0.2 else 0 if len(set(texts)) > 0.9 * len(texts) else -45


def fit_level(values: Values) -> float:
    return 0 if values.share(lambda cell: re.fullmatch(r"\D{0,12}\d{1,2}\.?", text_of(cell).strip())) > 0.8 else -70


def fit_percent(values: Values) -> float:
    return 0 if values.share(lambda cell: number_of(cell, comma=True) is not None) > 0.5 else -70


def fit_duration(values: Values) -> float:
    return 0 if values.share(lambda cell: duration_of(cell)) > 0.5 else -70


def fit_flag(values: Values) -> float:
    return 0 if values.share(lambda cell: flag_of(cell) is not None) > 0.6 else -70


def fit_done(values: Values) -> float:
    return 0 if values.share(lambda cell: flag_of(cell) is not None or looks_like_date(cell)) > 0.6 else -70


def fit_cost(values: Values) -> float:
    return 0 if values.share(lambda cell: number_of(cell) is not None) > 0.5 else -70


def fit_words(values: Values) -> float:
    return 0 if values.share(lambda cell: isinstance(cell, str) and not looks_like_date(cell)) > 0.5 else -30


def fit_phase(values: Values) -> float:
    return 0 if values.share(lambda cell: isinstance(cell, str) and len(cell) < 120) > 0.5 else -10


TESTS = {
    "title": fit_title, "start": fit_date, "due": fit_date, "promised": fit_date, "outline": fit_outline, "id": fit_id, "uid": fit_id,
    "level": fit_level, "indent": fit_level, "percent": fit_percent, "duration": fit_duration, "estimate": fit_duration,
    "milestone": fit_flag, "done": fit_done, "cost": fit_cost, "assignees": fit_words, "phase": fit_phase, "kind": fit_words,
}


def completed(mapping: dict[str, int], headings: list[str], values: list[Values]) -> tuple[dict[str, int], list[str]]:
    """The mapping with a title and dates found by their values where no heading named them."""
    guessed = []
    if "title" not in mapping and (column := guess_title(mapping, headings, values)) is not None:
        mapping = {field: other for field, other in mapping.items() if other != column} | {"title": column}
        guessed.append("title")
    if not {"start", "due", "promised"} & set(mapping):
        guessed += guess_dates(mapping, headings, values)
    return mapping, guessed


def guess_title(mapping: dict[str, int], headings: list[str], values: list[Values]) -> int | None:
    """A heading that may do for a title (`Phase`, `Milestone`), else the column with the longest words."""
    for field in ("subtitle", "phase", "milestone", "kind", "description"):
        for column, heading in enumerate(headings):
            if field in meanings(heading) and fit_title(values[column]) > -20 and values[column].filled:
                return column
    free = [column for column in range(len(headings)) if column not in mapping.values() and fit_title(values[column]) > -20
            and values[column].filled]
    return max(free, key=lambda column: sum(len(text_of(cell)) for cell in values[column].filled), default=None)


def guess_dates(mapping: dict[str, int], headings: list[str], values: list[Values]) -> list[str]:
    found = [column for column in range(len(headings)) if column not in mapping.values()
             and not looks_like_date(headings[column]) and not AVOID & set(folded(headings[column]).split())
             and len(values[column].filled) and values[column].share(looks_like_date) > 0.6 and not serials(values[column])]
    fields = ["start", "due"] if len(found) > 1 else ["due"]
    for field, column in zip(fields, found):
        mapping[field] = column
    return fields[:len(found)]


def serials(values: Values) -> bool:
    """Bare numbers are days only where a heading says so."""
    return values.share(lambda cell: isinstance(cell, (int, float)) or re.fullmatch(r"[\d.]+", text_of(cell).strip()) and text_of(cell).count(".") < 2) > 0.5
