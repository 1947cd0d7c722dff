"""Finding the row of headings, below titles, logos and legends."""

from portal.plan.importing.table.matching import PART, meanings
from portal.plan.importing.values.date_order import looks_like_date
from portal.plan.importing.values.dates import date_of
from portal.plan.importing.values.numbers import number_of
from portal.plan.importing.values.text import is_blank, label_of

LOOKED_AT = 80


def heading_score(cells) -> float:
    """How many different meanings the cells of a row name; a word inside of a longer text counts little."""
    exact, loose = set(), set()
    for cell in cells[:200]:
        if not isinstance(cell, str) or not cell.strip() or len(cell) > 80:
            continue
        found = meanings(cell.strip())
        if found:
            field = max(found, key=found.get)
            (exact if found[field] >= PART - 20 else loose).add(field)
    return len(exact) + 0.25 * len(loose - exact)


def find_header(rows) -> int | None:
    """The index of the row of headings, or None when the file has none."""
    filled = [index for index, row in enumerate(rows[:400]) if not all(map(is_blank, row.cells))][:LOOKED_AT]
    best = max(filled, key=lambda index: (heading_score(rows[index].cells), -index), default=None)
    if best is not None and heading_score(rows[best].cells) >= 2 and not is_data(rows[best].cells):
        return best + 1 if goes_on(rows, best) else best
    if (
        best is not None
        and heading_score(rows[best].cells) >= 1
        and best == first_wide(rows, filled)
        and not is_data(rows[best].cells)
    ):
        return best
    return unknown_header(rows, filled)


def goes_on(rows, header: int) -> bool:
    """A second row of headings below the first (`Start | End` below `Planned`): only known words, and more than above."""
    below = rows[header + 1].cells if header + 1 < len(rows) else []
    words = [cell for cell in below if not is_blank(cell)]
    known = words and all(
        isinstance(cell, str) and max(meanings(cell.strip()).values(), default=0) >= PART - 20 for cell in words
    )
    above = rows[header].cells + [None] * len(below)
    both = [cell if not is_blank(cell) else above[column] for column, cell in enumerate(below)] + rows[header].cells[len(below) :]
    return bool(known) and len(words) > 1 and heading_score(both) > heading_score(rows[header].cells)


def first_wide(rows, filled: list[int]) -> int | None:
    return next(
        (index for index in filled if sum(not is_blank(cell) for cell in rows[index].cells) > 1), filled[0] if filled else None
    )


def is_data(cells) -> bool:
    """A row of values names a thing or two by chance; headings hold hardly any number or day."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if is_time_axis(filled):
        return False
    values = sum(not isinstance(cell, str) or looks_like_date(cell) or number_of(cell) is not None for cell in filled)
    return heading_score(cells) < 3 and values * 3 > len(filled)


def is_time_axis(filled: list) -> bool:
    """Days that go on and on, as they head the columns of a chart."""
    days = [day for cell in filled if not isinstance(cell, (int, float)) and (day := date_of(cell))]
    return len(days) > 3 and all(earlier < later for earlier, later in zip(days, days[1:], strict=False))


def unknown_header(rows, filled: list[int]) -> int | None:
    """Headings in a language we don't know: all words, over columns that hold numbers or days."""
    first = first_wide(rows, filled)
    if first is None or len(filled) < 2:
        return None
    cells = [cell for cell in rows[first].cells if not is_blank(cell)]
    words = all(
        isinstance(cell, str) and len(cell) < 60 and not looks_like_date(cell) and number_of(cell) is None for cell in cells
    )
    distinct = len({label_of(cell).casefold() for cell in cells}) == len(cells)
    return first if words and distinct and len(cells) > 1 and below_differs(rows, filled, first) else None


def below_differs(rows, filled: list[int], first: int) -> bool:
    below = [rows[index].cells for index in filled if index > first][:20]
    return (
        any(
            not isinstance(cell, str) or looks_like_date(cell) or number_of(cell) is not None
            for cells in below
            for cell in cells
            if not is_blank(cell)
        )
        or heading_score(rows[first].cells) >= 1
        or all(
            label_of(cell).casefold().startswith(("column", "spalte", "colonne"))
            for cell in rows[first].cells
            if not is_blank(cell)
        )
    )


def headings_of(rows, header: int | None, width: int) -> list[str]:
    """The headings, completed from a row above where merged group headings stand (`Planned` over `Start | End`)."""
    if header is None:
        return [""] * width
    headings = [label_of(rows[header].cell(column)) for column in range(width)]
    if (
        header
        and heading_score(rows[header - 1].cells) >= 0.25
        and sum(not is_blank(cell) for cell in rows[header - 1].cells) > 1
    ):
        headings = [heading or label_of(rows[header - 1].cell(column)) for column, heading in enumerate(headings)]
    return headings
