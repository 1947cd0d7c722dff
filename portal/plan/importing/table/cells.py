"""Reading the cells of a row by what their columns mean, with a warning for what cannot be read."""

import re
from decimal import Decimal

from portal.plan.importing.plan import PlanItem
from portal.plan.importing.table.matching import CAMEL
from portal.plan.importing.table.table import Row
from portal.plan.importing.values.dates import date_of, period_of
from portal.plan.importing.values.durations import Duration, WorkingTime, duration_of
from portal.plan.importing.values.flags import flag_of, kind_of, says_done
from portal.plan.importing.values.numbers import currency_of, number_of, writes_comma
from portal.plan.importing.values.people import heads_one_person, people_of, writes_surnames
from portal.plan.importing.values.percents import percent_of, percent_scale
from portal.plan.importing.values.text import folded, is_blank, label_of, prose_of, text_of
from portal.plan.importing.values.units import UNITS
from portal.plan.importing.warnings import Warnings

NO_DAY = re.compile(r"000[01]-\d\d-\d\d.*|1899-12-30.*|1900-01-0[01].*")
UNKNOWN_YET = {"na", "nv", "nc", "tbd", "tbc", "tba", "offen", "open", "none", "keine", "?"}


class Cells:
    """How this file writes things, decided by whole columns; then one row at a time."""

    def __init__(self, rows: list[Row], headings: list[str], mapping: dict[str, int], order: str, warnings: Warnings):
        self.mapping, self.headings, self.order, self.warnings = mapping, headings, order, warnings
        columns = {name: [row.cell(column) for row in rows if not is_blank(row.cell(column))] for name, column in mapping.items()}
        self.scale = self.percent_scale(columns.get("percent", ()))
        self.comma = writes_comma(columns.get("cost", ()))
        self.currency = currency_of([self.heading("cost"), *columns.get("cost", ())[:50]]) if "cost" in mapping else None
        self.numbered_status = set(map(text_of, columns.get("status", ()))) <= {"0", "1", "2", "-1"}
        self.units = {
            "duration": unit_in(self.heading("duration"), "d"),
            "estimate": self.estimate_unit(columns.get("estimate", ())),
        }
        self.surnames = heads_one_person(self.heading("assignees")) and writes_surnames(columns.get("assignees", ()))
        self.same = {
            name: [column for column, heading in enumerate(headings) if heading and heading == self.heading(name)]
            for name in ("assignees", "predecessors", "successors", "description")
            if name in mapping
        }

    def percent_scale(self, cells) -> int:
        """GanttProject, which calls its days so, counts to 100: its 1 is one percent."""
        known = {folded(heading) for heading in self.headings}
        return 1 if {"begin date", "completion"} <= known else percent_scale(cells)

    def heading(self, name: str) -> str:
        return self.headings[self.mapping[name]] if name in self.mapping else ""

    def estimate_unit(self, cells) -> str:
        """Hours, unless the heading says otherwise or the numbers can only be seconds, as trackers export them."""
        numbers = [number for cell in cells if (number := number_of(cell)) is not None]
        if numbers and min(numbers) >= 600 and all(number % 60 == 0 for number in numbers):
            return "s"
        return unit_in(self.heading("estimate"), "h")

    def get(self, row: Row, name: str):
        return row.cell(self.mapping.get(name))

    def every(self, row: Row, name: str) -> list:
        """All cells of a meaning: several columns may carry the same heading."""
        columns = self.same.get(name) or ([self.mapping[name]] if name in self.mapping else [])
        return [cell for column in columns if not is_blank(cell := row.cell(column))]

    def fill(self, item: PlanItem, row: Row) -> Duration | None:
        """Puts into the item what the row says; gives back its duration."""
        item.start, item.due, item.promised = (
            self.day(row, name, end) for name, end in (("start", False), ("due", True), ("promised", True))
        )
        self.periods(item, row)
        duration = self.duration(row, "duration")
        estimate = self.duration(row, "estimate")
        item.duration_days = duration.days if duration else None
        item.estimate_hours = estimate.hours if estimate and estimate.hours >= 0 else None
        item.description = "\n\n".join(prose_of(cell) for cell in self.every(row, "description"))
        item.assignees = list(dict.fromkeys(name for cell in self.every(row, "assignees") for name in self.people(cell)))
        item.cost = self.cost(row)
        self.progress(item, row)
        return duration

    def people(self, cell) -> list[str]:
        """The names in a cell; `Doe, Jane` is one where the whole column is written so."""
        return people_of(f"{text_of(cell)};" if self.surnames else cell)

    def day(self, row: Row, name: str, end: bool = False):
        cell = self.get(row, name)
        if is_blank(cell) or period_of(cell, order=self.order) or NO_DAY.fullmatch(text_of(cell).strip()):
            return None
        found = date_of(cell, order=self.order, end=end)
        if not found and folded(text_of(cell)) not in UNKNOWN_YET:
            self.warnings.add(row.number, "bad_date", column=self.heading(name) or name, value=label_of(cell))
        return found

    def periods(self, item: PlanItem, row: Row):
        for name in ("start", "due"):
            if not is_blank(cell := self.get(row, name)) and (period := period_of(cell, order=self.order)):
                item.start, item.due = item.start or period[0], period[1]

    def duration(self, row: Row, name: str) -> Duration | None:
        cell = self.get(row, name)
        if is_blank(cell) or folded(text_of(cell)) in UNKNOWN_YET:
            return None
        found = in_seconds(cell) if name == "estimate" and self.units[name] == "s" else duration_of(cell, unit=self.units[name])
        if not found:
            self.warnings.add(row.number, "bad_duration", column=self.heading(name) or name, value=label_of(cell))
        return found

    def cost(self, row: Row) -> Decimal | None:
        """The amount; zero is no cost."""
        cell = self.get(row, "cost")
        if is_blank(cell):
            return None
        found = number_of(cell, comma=self.comma)
        if found is None:
            self.warnings.add(row.number, "bad_cost", value=label_of(cell))
        return round(found, 2) if found else None

    def progress(self, item: PlanItem, row: Row):
        """Percent, status and done agree with each other afterwards."""
        cell = self.get(row, "percent")
        item.percent = None if is_blank(cell) else percent_of(cell, self.scale)
        if not is_blank(cell) and item.percent is None:
            self.warnings.add(row.number, "bad_percent", value=label_of(cell))
        status, done = self.get(row, "status"), self.get(row, "done")
        item.status = "" if is_blank(status) or self.numbered_status else label_of(status)
        item.done_on = None if is_blank(done) or flag_of(done) is not None else date_of(done, order=self.order)
        item.done = bool(
            item.done_on or (not is_blank(done) and flag_of(done)) or item.percent == 100 or self.status_done(status)
        )
        item.percent = 100 if item.done and item.percent is None else item.percent

    def status_done(self, status) -> bool:
        if is_blank(status):
            return False
        return text_of(status) in ("1", "2") if self.numbered_status else says_done(status)

    def kind(self, row: Row) -> tuple[str | None, bool | None]:
        """(kind as named, whether flagged as milestone)."""
        named, flag = self.get(row, "kind"), self.get(row, "milestone")
        return (None if is_blank(named) else kind_of(named)), (None if is_blank(flag) else flag_of(flag))


def unit_in(heading: str, default: str) -> str:
    """The unit a heading names: `Duration (h)`, `Aufwand [PT]`, `Dauer in Tagen`."""
    heading = CAMEL.sub(" ", heading)
    words = folded(heading).split()
    bracketed = folded(
        heading[heading.find("(") :] if "(" in heading else heading[heading.find("[") :] if "[" in heading else ""
    ).split()
    for word in [*bracketed, *(word for word in reversed(words) if len(word) > 1)]:
        if word in UNITS and word not in ("man", "an", "ar", "at" if default == "h" else ""):
            return UNITS[word]
    return default


def in_seconds(cell) -> Duration | None:
    number = number_of(cell)
    if number is None:
        return duration_of(cell, unit="h")
    return duration_of(float(number / (1000 if number >= 600_000 and number % 1000 == 0 else 1)), unit="s", working=WorkingTime())
