"""Hierarchy from outline numbers: `1.2.3`, `A.1`, `2.`, and what spreadsheets made of them (1.10 -> 1.1, 1.0 -> 1)."""

import re

from portal.plan.importing.values.text import is_blank, text_of

CODE = re.compile(
    r"[A-Za-z]{0,8}[-.]?\d{1,6}(?:[.\-]\d{1,6}){0,20}|[A-Za-z]{1,2}(?:[.\-]\d{1,6}){0,20}|[IVX]{1,6}(?:\.\d{1,6}){0,20}"
)


def outline_parts(cell) -> tuple[str, ...] | None:
    """The parts of an outline number, or None where the cell holds none."""
    text = "" if is_blank(cell) else text_of(cell).strip().rstrip(".)")
    if not CODE.fullmatch(text):
        return None
    return tuple(part.lstrip("0") or "0" for part in re.split(r"[.\-]", text) if part)


def mended(codes: list[tuple[str, ...] | None]) -> tuple[list[tuple[str, ...] | None], list[int]]:
    """(codes as they were before a spreadsheet took them for numbers, rows where that was done).

    After 1.9 a second 1.1 was 1.10; a phase numbered 2.0 is 2 unless there is a 2 of its own."""
    present, seen, last, touched, result = set(codes), set(), {}, [], []
    for index, code in enumerate(codes):
        code = without_zero(code, present)
        if code and len(code) > 1 and code in seen and (better := continued(code, last.get(code[:-1]))):
            code = better
            touched.append(index)
        if code:
            seen.add(code)
            last[code[:-1]] = code[-1]
        result.append(code)
    return result, touched


def without_zero(code, present: set):
    while code and len(code) > 1 and code[-1] == "0" and code[:-1] not in present:
        code = code[:-1]
    return code


def continued(code: tuple[str, ...], before: str | None) -> tuple[str, ...] | None:
    """1.1 after 1.9 is 1.10, 1.2 after 1.19 is 1.20."""
    if not before or not before.isdecimal() or not code[-1].isdecimal():
        return None
    expected = str(int(before) + 1)
    return (*code[:-1], expected) if expected.endswith("0") and expected.rstrip("0") == code[-1] else None


def parents_by_outline(codes: list[tuple[str, ...] | None]) -> list[int | None]:
    """Each row hangs under the longest shorter number that exists; a row without a number stays beside the one before."""
    at = {}
    for index, code in enumerate(codes):
        at.setdefault(code, index)
    at.pop(None, None)
    parents = []
    for index, code in enumerate(codes):
        if code is None:
            parents.append(parents[-1] if parents else None)
            continue
        found = next((at[code[:size]] for size in range(len(code) - 1, 0, -1) if code[:size] in at), None)
        parents.append(None if found == index else found)
    return parents


NUMBERED = re.compile(r"\s*(\d{1,4}(?:\.\d{1,4})*)[.)]?[\s\-–:]+(?=\S*[^\W\d_])")


def numbers_in_titles(titles: list[str]) -> list[tuple[str, ...] | None] | None:
    """Outline numbers written before the titles themselves, if nearly all rows have one and they are nested."""
    found = [NUMBERED.match(title) for title in titles]
    codes = [outline_parts(match[1]) if match else None for match in found]
    some = [code for code in codes if code]
    if len(some) < max(2, 0.8 * len(titles)) or len(set(some)) < len(some) or all(len(code) == 1 for code in some):
        return None
    return codes


def without_number(title: str) -> str:
    return NUMBERED.sub("", title, count=1)
