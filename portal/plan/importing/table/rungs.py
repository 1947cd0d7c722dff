"""Several columns beside each other that are levels of the plan: `Level 1 | Level 2 | Level 3`, `Phase | Workstream | Task`."""

import re

from portal.plan.importing.table.fitting import fit_title, values_of
from portal.plan.importing.table.matching import PART, meanings
from portal.plan.importing.table.vocabulary import RUNGS, STAGES, WEAK_PHASES, WEAK_RUNGS
from portal.plan.importing.values.text import folded, is_blank, label_of

NUMBERED = re.compile(
    r"(?:wbs |task |outline |hierarchy )?"
    r"(?:level|lvl|l|ebene|stufe|niveau|niva|nivel|livello|gliederungsebene) ?(\d{1,2})( .{0,40})?"
)


def level_columns(headings: list[str]) -> list[int]:
    """Columns headed `Level 1`, `Level 2`, ... in the order of their numbers; none where there is but one."""
    found = {}
    for column, heading in enumerate(headings):
        if number := NUMBERED.fullmatch(folded(heading)):
            found.setdefault(int(number[1]), column)
    columns = [found[number] for number in sorted(found)]
    return columns if len(columns) > 1 else []


def rungs_of(headings: list[str], mapping: dict[str, int], rows) -> list[int]:
    """The columns of the levels from the top down to the title, where there are more than phase, title and subtask."""
    title, taken = mapping.get("title"), set(mapping.values())
    if title is None:
        return []
    numbered = [column for column in level_columns(headings) if column == title or column not in taken]
    if len(numbered) > 1 and title in numbered:
        return numbered
    if len(numbered) > 1 and max(numbered) < title:
        return [*numbered, title]
    between = [
        column
        for column in range(mapping.get("phase", title) + 1, title)
        if column not in taken and is_rung(headings, column, rows, mapping["phase"])
    ]
    below = [mapping["subtitle"]] if mapping.get("subtitle", -1) > title else []
    return [mapping["phase"], *between, title, *below] if between else []


def is_rung(headings: list[str], column: int, rows, above: int | None = None) -> bool:
    """Words that come again and again, under a heading that groups; under a heading that may also be a mere mark, each of
    them in one branch of the column above alone."""
    heading = headings[column]
    bare = folded(re.sub(r"\(.*?\)|\[.*?\]", " ", heading))
    weak = bare in WEAK_RUNGS or bare in WEAK_PHASES
    if bare not in RUNGS and not weak and meanings(heading).get("phase", 0) < PART - 20:
        return False
    values = values_of(rows, column)
    names = [folded(label_of(cell)) for cell in values.filled]
    if len(set(names)) == len(names) or fit_title(values) <= -20 or sum(name in STAGES for name in names) > 0.6 * len(names):
        return False
    return not weak or above is not None and is_nested(rows, above, column)


def is_nested(rows, above: int, column: int) -> bool:
    """Whether each word of a column stands beside one word of the other column only."""
    filled = [row for row in rows if not is_blank(row.cell(column))]
    pairs = {(folded(label_of(row.cell(above))), folded(label_of(row.cell(column)))) for row in filled}
    return len({below for _, below in pairs}) == len(pairs) > 1


def top_rung(headings: list[str], mapping: dict[str, int], rows) -> int | None:
    """The first grouping column left of the titles, to be their phase where no other column is."""
    free = (column for column in range(mapping.get("title", 0)) if column not in mapping.values())
    return next((column for column in free if is_rung(headings, column, rows)), None)


def path_of(row, rungs: list[int]) -> tuple[str, ...]:
    """What stands in the columns of the levels."""
    return tuple("" if is_blank(row.cell(column)) else label_of(row.cell(column)) for column in rungs)
