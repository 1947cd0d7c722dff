"""A plan's rows made ready for a list: turn, words and bar. What a line looks like is rendered once, then remembered."""
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from flask import current_app, url_for
from markupsafe import Markup

from blueprints.plan.words import turn_word_in
from blueprints.support.formats import days
from blueprints.support.reader import locale
from portal.plan.rows import PlanRow
from portal.plan.turn import Reader, turn_of


class Line(NamedTuple):
    """All that one line of a list shows; equal lines are drawn once."""

    id: str
    url: str
    title: str
    level: str
    depth: int
    below: str | None
    audience: str
    turn: str
    icon: str
    word: str
    #: The promised day as it is written, while it matters.
    day: str
    #: Where on a timeline its bar begins and how long it is, and where the promise stands: shares of a hundred.
    bar: tuple[float, float] | None = None
    pin: float | None = None


class Scale(NamedTuple):
    """From which day to which a timeline goes."""

    first: date
    last: date

    def at(self, day: date) -> float:
        share = 100 * (day - self.first).days / max(1, (self.last - self.first).days)
        return round(min(100, max(0, share)), 1)

    def bar(self, start: date | None, end: date | None) -> tuple[float, float] | None:
        if start is None or end is None or end < start:
            return None
        left = self.at(start)
        return left, max(1.0, round(self.at(end) - left, 1))


def lines_of(rows: list[PlanRow], reader: Reader, scale: Scale | None = None) -> list[Line]:
    """What the list shows of each row, for this reader. A contact's bar ends at the promise, never at the due date."""
    base = url_for("plans.show", project_id=rows[0].project_id) + "/items/" if rows else ""
    written, staff, lines = days(), reader.side == "staff", []
    now_here = locale(), reader.today.year
    for row in rows:
        turn, id = turn_of(row, reader), str(row.id)
        end = staff and row.due or row.promised
        lines.append(Line(
            id, base + id, row.title, row.level, min(row.depth, 8), row.below, row.audience, turn.kind, turn.icon,
            turn_word_in(turn, *now_here), "" if row.done_at else written(row.promised), scale and scale.bar(row.start, end),
            scale.at(row.promised) if scale and row.promised else None))
    return lines


def scale_of(rows: list[PlanRow], reader: Reader) -> Scale | None:
    """The span of a timeline over these rows; None where nothing is dated."""
    staff = reader.side == "staff"
    dated = [day for row in rows for day in (row.start, row.promised, row.due if staff else None) if day]
    return Scale(min(*dated, reader.today), max(*dated, reader.today)) if dated else None


def drawn_lines(lines: list[Line], *, staff: bool = False, select: bool = False, flat: bool = False,
                timed: bool = False) -> Markup:
    """Lines as HTML, for templates: the same macro for all, each drawn once for all who see the same."""
    language = locale()
    return Markup("").join([_drawn(line, staff, select, flat, timed, language) for line in lines])


@lru_cache(8192)
def _drawn(line, staff, select, flat, timed, language) -> Markup:
    macro = current_app.jinja_env.get_template("plan/_item_row.html").module.item_row
    return macro(line, staff=staff, select=select, flat=flat, timed=timed)
