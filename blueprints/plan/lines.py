"""A plan's rows made ready for a list: turn, words and bar, each distinct one once."""
from dataclasses import dataclass
from datetime import date

from flask import url_for

from blueprints.plan.words import turn_word
from portal.plan.rows import PlanRow
from portal.plan.turn import Reader, Turn, turn_of


@dataclass(slots=True)
class Line:
    row: PlanRow
    turn: Turn
    word: str
    url: str
    bar: tuple[float, float] | None = None
    pin: float | None = None


@dataclass(slots=True)
class Scale:
    """From which day to which a timeline goes, as shares of a hundred."""

    first: date
    last: date

    def at(self, day: date) -> float:
        return round(100 * (day - self.first).days / max(1, (self.last - self.first).days), 2)


def lines_of(rows: list[PlanRow], reader: Reader) -> list[Line]:
    """What the list shows of each row, for this reader."""
    words: dict[Turn, str] = {}
    base = url_for("plans.show", project_id=rows[0].project_id) + "/items/" if rows else ""
    lines = []
    for row in rows:
        turn = turn_of(row, reader)
        if turn not in words:
            words[turn] = turn_word(turn)
        lines.append(Line(row, turn, words[turn], base + str(row.id)))
    return lines


def draw(lines: list[Line], reader: Reader) -> Scale | None:
    """Set the bars of a timeline; None where nothing is dated. A contact's bar ends at the promise, never at the due date."""
    staff = reader.side == "staff"
    days = [day for line in lines for day in (line.row.start, line.row.promised, line.row.due if staff else None) if day]
    if not days:
        return None
    scale = Scale(min(*days, reader.today), max(*days, reader.today))
    for line in lines:
        end = (line.row.due if staff else None) or line.row.promised
        if line.row.start and end and end >= line.row.start:
            left = scale.at(line.row.start)
            line.bar = (left, max(1.0, round(scale.at(end) - left, 2)))
        if line.row.promised:
            line.pin = scale.at(line.row.promised)
    return scale
