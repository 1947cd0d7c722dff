"""What the cell reader leaves out of a sheet: outline groups, indents, formulas without a result, and how far its values reach.

The reader keeps a full rectangle in memory, so one stray value in the last corner would cost gigabytes: the reach is
measured here before."""

import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from portal.plan.importing.limits import MAX_GRID, MAX_ROWS
from portal.plan.importing.refusal import PlanRefused

REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class SheetFacts:
    """Outline group by row and indents by row and column (rows from 1, columns from 0); how many formulas without a result stand
    in a column; the last row and column with a value."""

    groups: dict[int, int] = field(default_factory=dict)
    indents: dict[int, dict[int, int]] = field(default_factory=dict)
    unsolved: Counter = field(default_factory=Counter)
    filled: int = 0
    last_row: int = 0
    last_column: int = 0

    def check(self):
        if self.filled > MAX_ROWS + 200:
            raise PlanRefused("too_many_rows", limit=MAX_ROWS)
        if self.last_row * (self.last_column + 1) > MAX_GRID:
            raise PlanRefused("stray_cells", row=self.last_row, column=self.last_column + 1)


class Reading:
    """One pass over the sheet with the bare parser: half a million cells must not become half a million objects."""

    def __init__(self, styles: dict[int, int], parser):
        self.facts, self.styles, self.parser, self.formula = SheetFacts(), styles, parser, False
        self.row, self.column, self.style, self.row_filled, self.columns = 0, -1, 0, False, {}

    def start(self, tag: str, attributes: dict):
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.cell(attributes)
        elif tag == "f":
            self.formula = True
        elif tag in ("v", "is"):
            self.value()
        elif tag == "row":
            self.new_row(attributes)

    def new_row(self, attributes: dict):
        self.solved(False)
        number = attributes.get("r", "")
        self.row = int(number[:7]) if number.isdecimal() else self.row + 1
        self.column, self.row_filled = -1, False
        group = attributes.get("outlineLevel", "0")
        if group.isdecimal() and int(group[:2]):
            self.facts.groups[self.row] = int(group[:2])

    def cell(self, attributes: dict):
        self.solved(False)
        found = REFERENCE.fullmatch(attributes.get("r", ""))
        if not found and "r" in attributes:
            raise PlanRefused("broken_workbook")
        if found:
            self.row = int(found[2])
        self.column = self.number(found[1]) if found else self.column + 1
        style = attributes.get("s", "")
        self.style = self.styles.get(int(style[:6]), 0) if self.styles and style.isdecimal() else 0

    def number(self, letters: str) -> int:
        if letters not in self.columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self.columns[letters] = number - 1
        return self.columns[letters]

    def value(self):
        if self.formula:
            # An empty result is written as an element too: only its text tells.
            self.parser.CharacterDataHandler = self.solved
        facts = self.facts
        facts.last_row, facts.last_column = max(facts.last_row, self.row), max(facts.last_column, self.column)
        facts.filled += not self.row_filled
        self.row_filled = True
        if self.style:
            facts.indents.setdefault(self.row, {})[self.column] = self.style

    def solved(self, text):
        """The text of a formula's result, or False where the next cell begins without there having been one."""
        if self.formula:
            self.facts.unsolved[self.column] += not text
            self.formula, self.parser.CharacterDataHandler = False, None


def facts_of(archive: zipfile.ZipFile, member: str, styles: dict[int, int]) -> SheetFacts:
    """Raises PlanRefused for XML that is broken or declares entities."""
    parser = expat.ParserCreate()
    reading = Reading(styles, parser)
    parser.StartElementHandler = reading.start
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse_doctype
    try:
        with archive.open(member) as part:
            parser.ParseFile(part)
        reading.solved(False)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise PlanRefused("broken_workbook") from error
    return reading.facts


def refuse_doctype(*_):
    raise PlanRefused("xml_bomb")
