"""A plan's rows made ready for a list: turn, words and bar. Each way a line can look is drawn once, then filled."""
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from flask import current_app, url_for
from markupsafe import Markup

from blueprints.plan.words import turn_word_in
from blueprints.support.formats import days
from blueprints.support.holes import Hole
from blueprints.support.language import sentence as _
from blueprints.support.reader import locale
from blueprints.support.skeletons import Skeleton, safe, skeleton_of
from portal.plan.rows import PlanRow
from portal.plan.turn import Reader, Turn, turn_of


class Line(NamedTuple):
    """All that one line of a list shows; those that look alike are drawn once."""

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
    #: The promised day as it is written, while it matters; for the team with its own where that has passed.
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
            turn_word_in(turn, *now_here), "" if row.done_at else _day(row, turn, written), scale and scale.bar(row.start, end),
            scale.at(row.promised) if scale and row.promised else None))
    return lines


def _day(row: PlanRow, turn: Turn, written: Callable) -> str:
    """The promised day; with the team's own where it is that one which counts."""
    if turn.due is None:
        return written(row.promised)
    return _("due %(due)s, promised %(promised)s", due=written(turn.due), promised=written(row.promised))


def scale_of(rows: list[PlanRow], reader: Reader) -> Scale | None:
    """The span of a timeline over these rows; None where nothing is dated."""
    staff = reader.side == "staff"
    dated = [day for row in rows for day in (row.start, row.promised, row.due if staff else None) if day]
    return Scale(min(*dated, reader.today), max(*dated, reader.today)) if dated else None


def drawn_lines(lines: list[Line], *, staff: bool = False, select: bool = False, flat: bool = False,
                timed: bool = False) -> Markup:
    """Lines as HTML, for templates: the same macro for all, drawn once for each way they can look and filled."""
    setting, known, found = (staff, select, flat, timed, locale()), {}, []
    for line in lines:
        looks = _looks_of(line)
        skeleton = known.get(looks)
        if skeleton is None:
            skeleton = known[looks] = _skeleton(looks, setting)
        start, length = line.bar or ("", "")
        found.append(skeleton.written({
            "id": line.id, "url": safe(line.url), "title": safe(line.title), "below": safe(line.below or ""),
            "word": safe(line.word), "day": safe(line.day), "start": str(start), "length": str(length), "pin": str(line.pin)}))
    return Markup("".join(found))


def _looks_of(line: Line) -> tuple:
    """What decides how a line looks, beside the list it stands in."""
    return (line.level, line.depth, line.audience, line.turn, line.icon, not line.below, not line.day, line.bar is None,
            line.pin is None)


@lru_cache(2048)
def _skeleton(looks: tuple, setting: tuple) -> Skeleton:
    level, depth, audience, turn, icon, no_below, no_day, no_bar, no_pin = looks
    staff, select, flat, timed, _language = setting
    line = Line(Hole("id"), Hole("url"), Hole("title"), level, depth, None if no_below else Hole("below"), audience, turn, icon,
                Hole("word"), "" if no_day else Hole("day"), None if no_bar else (Hole("start"), Hole("length")),
                None if no_pin else Hole("pin"))
    draw = current_app.jinja_env.get_template("plan/_item_row.html").module.item_row
    return skeleton_of(lambda: draw(line, staff=staff, select=select, flat=flat, timed=timed))
