"""Proposing which column means what: headings speak, values must not contradict."""

import re

from portal.plan.importing.table.fitting import Values, fit, fit_title, values_of
from portal.plan.importing.table.matching import AVOID, meanings
from portal.plan.importing.table.vocabulary import WEAK_PHASES
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.text import folded, text_of
from portal.plan.importing.values.words import words

ORDER = words(
    "title start due outline level parent id uid predecessors successors promised percent done duration estimate assignees"
    " milestone kind status phase subtitle description cost indent"
)


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
    free = [
        column
        for column in range(len(headings))
        if column not in mapping.values() and fit_title(values[column]) > -20 and values[column].filled
    ]
    return max(free, key=lambda column: sum(len(text_of(cell)) for cell in values[column].filled), default=None)


def guess_dates(mapping: dict[str, int], headings: list[str], values: list[Values]) -> list[str]:
    found = [
        column
        for column in range(len(headings))
        if column not in mapping.values()
        and not looks_like_date(headings[column])
        and not AVOID & set(folded(headings[column]).split())
        and len(values[column].filled)
        and values[column].share(looks_like_date) > 0.6
        and not serials(values[column])
    ]
    fields = ["start", "due"] if len(found) > 1 else ["due"]
    for field, column in zip(fields, found, strict=False):
        mapping[field] = column
    return fields[: len(found)]


def serials(values: Values) -> bool:
    """Bare numbers are days only where a heading says so."""
    return (
        values.share(
            lambda cell: (
                isinstance(cell, (int, float)) or re.fullmatch(r"[\d.]+", text_of(cell).strip()) and text_of(cell).count(".") < 2
            )
        )
        > 0.5
    )
