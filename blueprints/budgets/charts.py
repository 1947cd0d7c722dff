"""The course of a budget as a picture of our own: what was spent by when, what is agreed, where it is heading."""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.base.clock import today
from portal.budgets.forecasting import Figures
from portal.projects.project import Project

#: The ground of the picture; so many steps at most.
WIDTH, HEIGHT, STEPS = 600, 200, 26


@dataclass(frozen=True, slots=True)
class Step:
    """What was spent within some days, and in all up to their end."""

    first: date
    last: date
    spent: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """Points for an SVG of WIDTH by HEIGHT, and the steps as the rows of its table."""

    steps: list[Step]
    first: date
    last: date
    top: Decimal
    spent: str
    ground: str
    agreed_y: float | None
    ahead: tuple[float, float, float, float] | None
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(project: Project, figures: Figures, by_day: list[tuple[date, Decimal]]) -> Chart | None:
    """The picture of a project whose workspace is loaded; None where nothing was spent yet."""
    if not by_day:
        return None
    now_here = today(project.workspace.time_zone)
    first, until = by_day[0][0], max(by_day[-1][0], now_here)
    steps = _steps(by_day, first, until)
    last = max(until, project.promised_end or until)
    top = max(figures.budget.amount or 0, figures.forecast, steps[-1].total, 1)
    frame = _Frame(first, last, top)
    points = [(0.0, frame.y(Decimal(0))), *((frame.x(step.last), frame.y(step.total)) for step in steps)]
    line = " ".join(f"{x:g},{y:g}" for x, y in points)
    return Chart(steps, first, last, top, line, f"{line} {points[-1][0]:g},{HEIGHT} 0,{HEIGHT}",
                 frame.y(figures.budget.amount) if figures.budget.amount else None,
                 (*points[-1], frame.x(last), frame.y(figures.forecast)) if figures.left else None)


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    last: date
    top: Decimal

    def x(self, day: date) -> float:
        return round(WIDTH * (day - self.first).days / max(1, (self.last - self.first).days), 1)

    def y(self, amount: Decimal) -> float:
        # A little room above the highest line.
        return round(HEIGHT - float(amount / self.top) * (HEIGHT - 10), 1)


def _steps(by_day: list[tuple[date, Decimal]], first: date, until: date) -> list[Step]:
    """Even steps of whole days, weeks where that is enough."""
    days = (until - first).days + 1
    length = 1 if days <= STEPS else 7 * -(-days // (7 * STEPS))
    found, total, at = [], Decimal(0), 0
    for start in range(0, days, length):
        begin, end = first + timedelta(days=start), first + timedelta(days=min(start + length, days) - 1)
        spent = Decimal(0)
        while at < len(by_day) and by_day[at][0] <= end:
            spent, at = spent + by_day[at][1], at + 1
        total += spent
        found.append(Step(begin, end, spent, total))
    return found
