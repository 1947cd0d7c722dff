"""Looking up which row a reference means: by id, outline number, title, or place in the file."""

import re
from bisect import bisect_left

from portal.plan.importing.values.text import folded, is_blank, label_of

ADDRESS = re.compile(r"\s*\(https?://[^()]{0,300}\)")


class Targets:
    """The rows of a plan by everything they may be called. `scheme` of bare numbers is settled once for the column."""

    def __init__(self, *, ids, uids, outlines, titles, numbers):
        self.ids, self.uids, self.outlines = first_of(ids), first_of(uids), first_of(outlines)
        self.titles = places_of(titles)
        self.numbers = {number: index for index, number in enumerate(numbers)}
        self.total = len(titles)
        self.numeric_ids = any(key.isdecimal() for key in self.ids)
        self.by_sheet_row, self.outline_counts = False, True

    def settle(self, refs: list[tuple[int, str]], days_between=None):
        """Bare numbers count rows of the plan from 1, unless that cannot be: then they are rows of the sheet.

        `days_between(before, after)` tells how well two rows follow each other, where numbers may be outlines as well."""
        rows = self.rather_rows([ref for _, ref in refs])
        self.outline_counts = not rows or bool(days_between) and self.closer_by_outline(refs, days_between)
        bare = [(index, int(ref)) for index, ref in refs if ref.isdecimal() and len(ref) < 8 and self.named(ref) is None]
        impossible = sum(number > self.total or number < 1 or number - 1 == index for index, number in bare)
        fitting = sum(number in self.numbers and self.numbers[number] != index for index, number in bare)
        self.by_sheet_row = impossible > 0 and fitting == len(bare)

    def rather_rows(self, refs: list[str]) -> bool:
        """Whole numbers beside nested outline numbers (1, 1.1, 1.2) count rows, where no id column says otherwise."""
        nested = any("." in code for code in self.outlines)
        return not self.ids and nested and bool(refs) and not any("." in ref for ref in refs) and len(set(refs)) > 1

    def settle_parents(self, refs: list[tuple[int, str]], codes: list):
        """The same for parents: numbers are outline numbers unless rows counted are oftener the beginning of what they head."""
        self.settle(refs)
        bare = [(codes[index], int(ref[:8]), ref) for index, ref in refs if ref.isdecimal() and codes[index]]
        by_outline = sum(code[0] == ref and len(code) > 1 for code, _, ref in bare)
        by_row = sum(heads(codes[number - 1], code) for code, number, _ in bare if 0 < number <= self.total)
        self.outline_counts = self.outline_counts or by_outline >= by_row

    def closer_by_outline(self, refs: list[tuple[int, str]], days_between) -> bool:
        """Whether all numbers are outline numbers, and their rows stand nearer in time than the rows counted."""
        by_outline = by_row = 0
        for index, ref in refs:
            if ref not in self.outlines or not ref.isdecimal() or not 0 < int(ref[:8]) <= self.total:
                return False
            by_outline += days_between(self.outlines[ref], index)
            by_row += days_between(int(ref) - 1, index)
        return by_outline < by_row

    def named(self, ref: str) -> int | None:
        """A row by its id or outline number."""
        key = key_of(ref)
        bare = key.lstrip("#")
        for table in (self.ids, self.uids):
            for form in (key, bare):
                if form in table:
                    return table[form]
        counts = self.outline_counts or not bare.isdecimal()
        return self.outlines.get(bare.rstrip(".")) if counts and not ref.startswith("#") else None

    def find(self, ref: str, near: int = 0) -> int | None:
        """The row a reference means, or None. Of several rows with the same title the nearest above is meant."""
        found = self.named(ref)
        if found is not None:
            return found
        if places := self.titles.get(folded(ADDRESS.sub("", ref))):
            return nearest(places, near)
        if self.numeric_ids or not ref.isdecimal() or len(ref) > 7:
            return None
        number = int(ref)
        if self.by_sheet_row:
            return self.numbers.get(number)
        return number - 1 if 1 <= number <= self.total else None

    def known(self, text: str) -> bool:
        return self.named(text) is not None or folded(ADDRESS.sub("", text)) in self.titles


def heads(above: tuple | None, code: tuple) -> bool:
    return bool(above) and len(above) < len(code) and code[: len(above)] == above


def key_of(cell) -> str:
    return label_of(ADDRESS.sub("", cell) if isinstance(cell, str) and "(http" in cell else cell).casefold()


def first_of(cells) -> dict[str, int]:
    """Each value with the first row that has it."""
    found = {}
    for index, cell in enumerate(cells):
        if not is_blank(cell):
            key = key_of(cell)
            for form in (key, key.lstrip("#"), key.rstrip(".")):
                found.setdefault(form, index)
    found.pop("", None)
    return found


def places_of(titles) -> dict[str, list[int]]:
    places = {}
    for index, title in enumerate(titles):
        places.setdefault(folded(title), []).append(index)
    places.pop("", None)
    return places


def nearest(places: list[int], near: int) -> int:
    """The last place above `near`, else the first that is not itself."""
    above = bisect_left(places, near)
    if above:
        return places[above - 1]
    return places[1] if places[0] == near and len(places) > 1 else places[0]
