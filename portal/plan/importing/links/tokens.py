"""One cell of predecessors taken apart: `3FS+2 days;5SS`, `3EA+2 Tage`, `2 1d`, `2-FS=P0D`, `blocked by #12 (2 days)`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from portal.plan.importing.links.words import AFTER, BEFORE, OTHER, type_of
from portal.plan.importing.values.durations import WorkingTime, duration_of, neat
from portal.plan.importing.values.text import folded, is_blank, text_of
from portal.plan.importing.values.words import words

MOST, LONGEST, LONGEST_PART = 200, 4_000, 200
LAG = r"[+\-−–]\s*\d+(?:[.,]\d+)?\s*(?:%|[^\W\d_]*\.?)(?:\s*\?)?"
NOTHING = set(words("0 none no nil keine keiner aucun aucune ingen inga ninguna ninguno nenhuma nenhum"))
LINK = re.compile(
    rf"(?P<ref>#?[A-Za-z]{{1,10}}-\d+|#?\d+(?:\.\d+)*)\s*[-:]?\s*\(?(?P<type>[A-Za-z]{{2}}(?![A-Za-z]))?\)?\s*(?P<lag>{LAG})?"
)
TYPE_FIRST = re.compile(rf"(?P<type>[A-Za-z]{{2}})[\s:]+(?P<ref>#?\d+(?:\.\d+)*)\s*(?P<lag>{LAG})?")
DELAYED = re.compile(
    r"(?P<ref>#?\d+)\s+(?P<lag>-?\d+(?:[.,]\d+)?\s*[^\W\d_]+)|(?P<ref2>#?[\w.-]+)\s*\((?P<lag2>[+-]?\s*\d[^()]*)\)"
)
BETWEEN = r"(?:\s*(?:&|/|\bund\b|\band\b|\bet\b|\boch\b|\by\b|\be\b)\s*|\s+)"
SPAN = re.compile(r"\s*(?:–|—|-|\.\.+|\bto\b|\bbis\b|\btill\b|\bà\b|\ba\b)\s*", re.I)
GANTT = re.compile(r"(?P<ref>\d+)-(?P<type>FS|SS|FF|SF)(?:=(?P<lag>-?P[^;,]*))?(?:=\w+)?", re.I)
COLON = re.compile(r"(?P<ref>[\w.-]+):\s*(?P<type>FS|SS|FF|SF)(?:\s+(?P<lag>-?\d+(?:[.,]\d+)?\s*[^\W\d_]*))?")
NAMED = re.compile(rf"(?P<ref>.+?)\s*[\[(]?\b(?P<type>FS|SS|FF|SF)\b[\])]?\s*(?P<lag>{LAG})?")


@dataclass(slots=True, frozen=True)
class Reference:
    """One predecessor (or successor when `turned`) as written, not yet looked up; with `until` all rows
    from one to another, `at` one of them that was looked up."""

    ref: str
    type: str = "FS"
    lag: Decimal = Decimal(0)
    percent: Decimal | None = None
    note: str = ""
    turned: bool = False
    until: str = ""
    at: int | None = None


def references_in(cell, known, *, language: str = "en", working: WorkingTime = WorkingTime()) -> list[Reference]:
    """The predecessors in a cell; `known(text)` says whether a text as it stands is the name or number of a row."""
    text = "" if is_blank(cell) else text_of(cell).strip()[:LONGEST].strip("[]{}")
    if not text or known(text) or text.casefold() in NOTHING:
        return [Reference(text)] if known(text) else []
    found = [reference(part, known, language, working) for part in pieces(text, known)[:MOST]]
    return [one for one in found if one]


def pieces(text: str, known) -> list[str]:
    """The cell split at its separators; a comma inside of `+1,5 Tage` is none, nor one inside of a title that is known."""
    parts = [bare(part) for part in re.split(r"[;\n|]", text)]
    result = []
    for part in parts:
        if part and (known(part) or "," not in part):
            result.append(part)
        else:
            result.extend(
                bare(piece)
                for piece in re.split(r",(?!(?<=[+\-]\d,)\d+\s*(?:%|[^\W\d_])|(?<=[+\-]\d\d,)\d+\s*(?:%|[^\W\d_]))", part)
                if bare(piece)
            )
    if len(result) == 1 and not known(result[0]) and re.fullmatch(rf"\d+({BETWEEN}\d+)+", result[0], re.I):
        return re.split(BETWEEN, result[0], flags=re.I)
    return result


def bare(part: str) -> str:
    """A piece without the quotation marks that programs put around each of a list."""
    found = re.fullmatch(r"\s*(['\"])([^'\"]+)\1\s*", part)
    return (found[2] if found else part).strip()


def reference(part: str, known, language: str, working: WorkingTime) -> Reference | None:
    """One piece; None where it is a relation that orders nothing."""
    turned, part = relation(part[:LONGEST_PART])
    if part is None:
        return None
    if known(part):
        return Reference(part, turned=turned)
    if ends := span(part, known):
        return Reference(ends[0], until=ends[1], turned=turned)
    for pattern in (GANTT, LINK, TYPE_FIRST, DELAYED, COLON, NAMED):
        found = pattern.fullmatch(part)
        if found and (made := from_match(found.groupdict(), language, working, turned)):
            return made
    return Reference(part, turned=turned)


def span(part: str, known) -> tuple[str, str] | None:
    """Both ends of `A1–A4`, `4.1-4.17`, `3 bis 7`: two rows that are known, or two numbers of which the second is greater."""
    for mark in SPAN.finditer(part):
        first, last = part[: mark.start()].strip(), part[mark.end() :].strip()
        rising = first.isdecimal() and last.isdecimal() and len(last) < 8 and int(first) < int(last)
        if rising or (known(first) and known(last)):
            return first, last
    return None


def relation(part: str) -> tuple[bool, str | None]:
    """(whether the relation points onwards, what it points to)."""
    found = re.match(r"([^\W\d_][^\d#:]*?)[\s:]*(#?\d.*)", part)
    word = folded(found[1]) if found else ""
    if word in OTHER:
        return False, None
    if word in AFTER:
        return True, found[2]
    return False, found[2] if word in BEFORE else part


def from_match(groups: dict, language: str, working: WorkingTime, turned: bool) -> Reference | None:
    ref = groups.get("ref") or groups.get("ref2")
    lag = (groups.get("lag") or groups.get("lag2") or "").strip()
    code = groups.get("type")
    kind = type_of(code, language) if code else "FS"
    if not kind:
        return None
    return with_lag(ref, kind, lag, working, turned)


def with_lag(ref: str, kind: str, lag: str, working: WorkingTime, turned: bool) -> Reference | None:
    text = re.sub(r"^([+\-−–])\s+", r"\1", lag).replace("−", "-").replace("–", "-").replace("?", "")
    if "%" in text:
        percent = Decimal(re.sub(r"[^\d.\-]", "", text.replace(",", ".")) or "0")
        return Reference(ref, kind, Decimal(0), percent, text.lstrip("+"), turned)
    waiting = duration_of(text.lstrip("+"), working=working) if text else None
    if text and not waiting:
        return None
    days = waiting.days if waiting else Decimal(0)
    return Reference(ref, kind, neat(days), None, text.lstrip("+") if waiting and waiting.elapsed else "", turned)
