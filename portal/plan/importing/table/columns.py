"""Proposing which column means what: headings speak, values must not contradict."""

import re

from portal.plan.importing.table.fitting import Values, fit, fit_title, values_of
from portal.plan.importing.table.matching import AVOID, PART, meanings
from portal.plan.importing.table.references import guess_id
from portal.plan.importing.table.rungs import level_columns, top_rung
from portal.plan.importing.table.vocabulary import STAGES, WEAK_PHASES
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.durations import duration_of
from portal.plan.importing.values.flags import KIND_OF
from portal.plan.importing.values.text import folded, text_of
from portal.plan.importing.values.words import words

ORDER = words(
    "title start due outline level parent id uid predecessors successors promised percent done duration estimate assignees"
    " milestone kind status phase subtitle description cost indent"
)
PERIODS = set(words("quarter month week"))


def propose(headings: list[str], rows) -> tuple[dict[str, int], list[str]]:
    """(field -> column, fields that were guessed from values alone)."""
    values = [values_of(rows, column) for column in range(len(headings))]
    mapping, guessed = matched(headings, values, {}), []
    if "title" not in mapping and (column := guess_title(mapping, headings, values)) is not None:
        mapping = matched(headings, values, {"title": column})
        guessed = [] if "title" in meanings(headings[column]) else ["title"]
    if levels := numbered_levels(headings, values):
        mapping, guessed = matched(headings, values, {"title": levels[0]}), []
    without_weak_phase(mapping, headings, values)
    if not {"phase", "parent", "outline", "level"} & set(mapping) and (column := top_rung(headings, mapping, rows)) is not None:
        mapping["phase"] = column
    without_the_misleading(mapping, headings)
    instead_of_empty(mapping, headings, values)
    if "id" not in mapping and (column := guess_id(mapping, rows, len(headings))) is not None:
        mapping["id"] = column
        guessed.append("id")
    if not {"start", "due", "promised"} & set(mapping):
        guessed += guess_dates(mapping, headings, values)
    return mapping, guessed


def matched(headings: list[str], values: list[Values], mapping: dict[str, int]) -> dict[str, int]:
    """Each field the column whose heading and values speak for it most, on top of what is settled."""
    candidates = []
    for column, heading in enumerate(headings):
        for field, score in meanings(heading).items():
            score += fit(field, values[column])
            candidates.append((-score, ORDER.index(field), column, field, score))
    for _, _, column, field, score in sorted(candidates):
        if score > 20 and field not in mapping and column not in mapping.values():
            mapping[field] = column
    return mapping


def without_weak_phase(mapping: dict[str, int], headings: list[str], values: list[Values]):
    """A category is no phase where something better tells the hierarchy; the lists of a board may be stages of work."""
    if "phase" not in mapping:
        return
    column = mapping["phase"]
    if column > mapping.get("title", column) and meanings(headings[column])["phase"] < PART - 20:
        # `PHASE ONE` right of the titles heads the weeks of a chart.
        del mapping["phase"]
    elif folded(headings[column]) in WEAK_PHASES and {"parent", "outline", "level"} & set(mapping):
        del mapping["phase"]
    elif "kind" not in mapping and values[column].share(lambda cell: folded(text_of(cell)) in KIND_OF) > 0.8:
        mapping["kind"] = mapping.pop("phase")
    elif values[column].share(lambda cell: folded(text_of(cell)) in STAGES) > 0.6:
        del mapping["phase"]
        mapping.setdefault("status", column)


def numbered_levels(headings: list[str], values: list[Values]) -> list[int]:
    """`Level 1`, `Level 2`, ... with words in them, where no column has a better claim to the titles."""
    columns = level_columns(headings)
    named = any(meanings(heading).get("title", 0) >= PART for heading in headings)
    return columns if columns and not named and any(is_wordy(values[column]) for column in columns) else []


def without_the_misleading(mapping: dict[str, int], headings: list[str]):
    """Beside parents, columns of their names or of subtasks list what has rows of its own; durations with a column for their
    unit are no days."""
    if "parent" in mapping:
        mapping.pop("subtitle", None)
        if "parent" in folded(headings[mapping.get("phase", mapping["parent"])]) and "phase" in mapping:
            del mapping["phase"]
    if any(folded(heading) == "duration unit" for heading in headings):
        mapping.pop("duration", None)


def instead_of_empty(mapping: dict[str, int], headings: list[str], values: list[Values]):
    """Where a column of days is empty and another of that meaning is filled (`Inferred start date`), the other is meant."""
    for field in ("start", "due"):
        if field in mapping and not values[mapping[field]].filled:
            free = [column for column in range(len(headings)) if column not in mapping.values()]
            named = (column for column in free if field in meanings(headings[column]))
            mapping[field] = next((column for column in named if values[column].share(looks_like_date) > 0.6), mapping[field])


def guess_title(mapping: dict[str, int], headings: list[str], values: list[Values]) -> int | None:
    """A heading that may do for a title (`Phase/Task`, `Milestone`), else the first column that is mostly different words."""
    notes = [column for column, heading in enumerate(headings) if "description" in meanings(heading)]
    free = [column for column in range(len(headings)) if column not in {*mapping.values(), *notes}]
    told = sorted(notes, key=lambda column: column != mapping.get("description"))
    wordy = [column for column in [*free, *told] if is_wordy(values[column])]
    most = max((len(values[column].filled) for column in wordy), default=0)
    wordy.sort(key=lambda column: (values[column].share(is_key) > 0.5, len(values[column].filled) * 2 < most))
    telling = [column for column in wordy if distinct(values[column]) > 0.8]
    for field in ("title", "subtitle", "phase", "milestone", "kind"):
        for column, heading in enumerate(headings):
            if field not in meanings(heading) or fit_title(values[column]) <= -20 or not values[column].filled:
                continue
            key = values[column].share(is_key) > 0.5
            if field in ("title", "subtitle") or not telling or distinct(values[column]) > 0.8 and not key:
                return column
    return next(iter([*telling, *wordy]), None)


def is_wordy(values: Values) -> bool:
    return bool(values.filled) and fit_title(values) > -20 and values.share(duration_of) < 0.5


def is_key(cell) -> bool:
    """`T-01`, `PLN-2026-001`: letters and a number, no word."""
    return bool(re.fullmatch(r"(?:[A-Za-z]{1,8}[-_.]){0,3}[A-Za-z]{1,6}[-_.]?\d[\d.-]*", text_of(cell).strip()))


def distinct(values: Values) -> float:
    return len({text_of(cell) for cell in values.filled}) / len(values.filled)


def guess_dates(mapping: dict[str, int], headings: list[str], values: list[Values]) -> list[str]:
    found = [
        column
        for column in range(len(headings))
        if column not in mapping.values()
        and not looks_like_date(headings[column])
        and not (AVOID - PERIODS) & set(folded(headings[column]).split())
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
