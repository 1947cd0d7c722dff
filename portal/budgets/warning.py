"""Early warning that a budget will not do: once for each share of each agreed amount, to everybody who may see money.

The team hears at once, sponsors once the budget is shared with them; whoever is told is told the figures as the reason.
"""
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.budgets.alarm import Alarm
from portal.budgets.forecasting import Figures, figures_of
from portal.history.recording import record_event
from portal.projects.project import Project

#: Percent of what was agreed that the forecast passes.
SHARES = (80, 100)


def watch_budget(project: Project) -> list[str]:
    """Warn whoever was not warned yet, in this transaction; gives the sides that were. Twice: once."""
    figures = _passing(project)
    if figures is None:
        return []
    passed, sides = _shares(figures), sides_of(project)
    known = _known(project, figures)
    passing = [(_about(figures, share), side) for share in passed for side in sides]
    new = _raised(project, [alarm for alarm in passing if alarm not in known])
    # Of several shares passed at once only the highest is told.
    told = [side for side in sides if (_about(figures, passed[-1]), side) in new]
    if told:
        _tell(project, figures, passed[-1], told)
    return told


def is_news(project: Project) -> bool:
    """Whether somebody would be warned. Reads only."""
    figures = _passing(project)
    if figures is None:
        return False
    known, highest = _known(project, figures), _about(figures, _shares(figures)[-1])
    return any((highest, side) not in known for side in sides_of(project))


def _passing(project: Project) -> Figures | None:
    """The figures of a living project whose forecast passes the first share."""
    if project.budget is None or project.archived_at:
        return None
    figures = figures_of(project)
    return figures if _shares(figures) else None


def _shares(figures: Figures) -> list[int]:
    return [share for share in SHARES if figures.passes(share)]


def sides_of(project: Project) -> list[str]:
    """To whom the budget of a project is told: the sides that see it now."""
    return ["staff", "client"] if project.budget_shared else ["staff"]


def _known(project: Project, figures: Figures) -> set[tuple]:
    return {tuple(row) for row in db.session.execute(select(Alarm.about, Alarm.side).where(
        Alarm.subject_id == project.id, Alarm.about.in_([_about(figures, share) for share in SHARES])))}


def _raised(project: Project, alarms: list[tuple[str, str]]) -> set[tuple]:
    """Which of these are ours to tell: whoever passes the same share in the same moment may have been first."""
    if not alarms:
        return set()
    write = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    rows = [{"subject_id": project.id, "about": about, "side": side, "workspace_id": project.workspace_id,
             "project_id": project.id, "at": now()} for about, side in alarms]
    new = write(Alarm.__table__).values(rows).on_conflict_do_nothing()
    return {tuple(row) for row in db.session.execute(new.returning(Alarm.__table__.c.about, Alarm.__table__.c.side))}


def _tell(project: Project, figures: Figures, share: int, sides: list[str]) -> None:
    budget = figures.budget
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=None, verb="budget.warned", field="budget",
                 new={"share": share, "to": sides, "spent": str(figures.spent), "forecast": str(figures.forecast),
                      "agreed": str(budget.amount), "unit": budget.unit, "currency": budget.currency})


def _about(figures: Figures, share: int) -> str:
    budget = figures.budget
    return f"{share} of {budget.amount:.2f} {'h' if budget.in_hours else budget.currency}"
