"""Comma, semicolon, tab and pipe separated text."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from portal.plan.importing.limits import MAX_BLANK_RUN, MAX_COLUMNS, MAX_RECORDS, MAX_ROWS
from portal.plan.importing.refusal import PlanRefused
from portal.plan.importing.table.encodings import decoded
from portal.plan.importing.table.headers import heading_score
from portal.plan.importing.table.table import Row, Table

DELIMITERS = (";", ",", "\t", "|")
END = "\x1eend of file\x1e"
HUGE_CELL = 200_000


def read_delimited(data: bytes) -> Table:
    """The table of a CSV file. Raises PlanRefused for an unclosed quote, bytes that are no text, too many rows."""
    text, encoding = decoded(data)
    if text[:4_000].count("\x00") or text[:4_000].count("\ufffd") > 40:
        raise PlanRefused("not_text")
    text = text.replace("\x00", "").replace("\x1e", " ")
    delimiter, skip = declared(text)
    delimiter = delimiter or best_delimiter(text)
    rows = [Row(number, cells) for number, cells in records(text, delimiter)][skip:]
    return Table(rows, delimiter=delimiter, encoding=encoding)


def declared(text: str) -> tuple[str | None, int]:
    """Excel's own first line `sep=;` names the delimiter and is no row of the plan."""
    found = re.match(r"\"?sep=([;,\t|])\"?\r?\n", text, re.I)
    return (found[1], 1) if found else (None, 0)


def best_delimiter(text: str) -> str:
    """The delimiter under which some row reads most like a heading and rows are most alike in width."""
    head = text[:200_000]
    return max(DELIMITERS, key=lambda delimiter: delimiter_score(head, delimiter))


def delimiter_score(head: str, delimiter: str) -> tuple:
    rows = list(islice(loose(head, delimiter), 120))
    widths = Counter(len(row) for row in rows if any(row))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0, 0, 0)
    width, alike = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return (max(heading_score(row) for row in rows[:60]), alike / sum(widths.values()), width)


def loose(text: str, delimiter: str):
    """Rows as far as they can be read; for looking only."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def records(text: str, delimiter: str):
    """(number, cells) of the rows. A last line of our own tells whether a quote was left open: it would swallow that line.

    Of a long run of blank rows, as spreadsheets write below a plan, only the first are kept."""
    text = text if text.endswith(("\n", "\r")) else text + "\n"
    reader = csv.reader(io.StringIO(text + END + "\n", newline=""), delimiter=delimiter)
    started, filled, blank = 1, 0, 0
    try:
        for number, cells in enumerate(reader, 1):
            if cells == [END]:
                return
            check_record(cells, started)
            blank = 0 if any(cells) else blank + 1
            filled += not blank
            if filled > MAX_ROWS + 200 or number > MAX_RECORDS:
                raise PlanRefused("too_many_rows", limit=MAX_ROWS)
            if blank <= MAX_BLANK_RUN:
                yield number, cells[:MAX_COLUMNS] if not blank else []
            started = reader.line_num + 1
    except csv.Error as error:
        raise PlanRefused("unclosed_quote", line=started) from error
    raise PlanRefused("unclosed_quote", line=started)


def check_record(cells: list[str], line: int):
    if any(END in cell or len(cell) > HUGE_CELL for cell in cells):
        raise PlanRefused("unclosed_quote", line=line)
