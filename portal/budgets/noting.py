"""Noting time and costs, and taking a line back."""
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.budgets.budget import currency_of
from portal.budgets.forecasting import CENT
from portal.budgets.spending import Spending
from portal.budgets.warning import watch_budget
from portal.entries.telling import tell
from portal.history.recording import record_event
from portal.people.user import User
from portal.plan.archiving import kept_by
from portal.plan.item import WorkItem
from portal.projects.project import Project


def note_time(*, project: Project, by: User, hours: Decimal, day: date, note: str = "", item: WorkItem | None = None,
              spending_id: UUID | None = None) -> Spending:
    """Note hours that somebody worked, for an item or the project as a whole, at the rate an hour has now."""
    rate = project.budget_rate
    return _note(project, by, item, kind="time", hours=hours, day=day, note=note, id=spending_id or new_id(),
                 amount=None if rate is None else (hours * rate).quantize(CENT))


def note_cost(*, project: Project, by: User, amount: Decimal, day: date, note: str = "", item: WorkItem | None = None,
              spending_id: UUID | None = None) -> Spending:
    """Note money that was paid for an item, or for the project as a whole."""
    return _note(project, by, item, kind="cost", amount=amount, day=day, note=note, id=spending_id or new_id())


def strike(*, spending: Spending, project: Project, by: User) -> bool:
    """Take a line back: it stays where it was, struck, and counts no more. Twice: once."""
    if spending.is_struck:
        return False
    spending.struck_at, spending.struck_by_id = now(), by.id
    item = db.session.get(WorkItem, spending.entry_id) if spending.entry_id else None
    _tell(project, by, item, verb="struck", old=_figure(spending, project))
    return True


def _note(project: Project, by: User, item: WorkItem | None, **facts) -> Spending:
    if item is not None and item.project_id != project.id:
        raise ValueError("an item of this project")
    spending = Spending(workspace_id=project.workspace_id, project_id=project.id, entry_id=item and item.id, by_id=by.id, **facts)
    db.session.add(spending)
    _tell(project, by, item, verb="spent", new=_figure(spending, project))
    db.session.flush()
    watch_budget(project)
    return spending


def _tell(project: Project, by: User, item: WorkItem | None, **facts) -> None:
    # Always among the team, also on an item that is shared.
    if item is not None:
        tell(item, actor_id=by.id, field="spending", internal=True, **facts)
    else:
        record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, field="spending", **facts)


def _figure(spending: Spending, project: Project) -> dict:
    if spending.kind == "time":
        return {"amount": str(spending.hours), "unit": "hours", "currency": currency_of(project)}
    return {"amount": str(spending.amount), "unit": "money", "currency": currency_of(project)}


# Struck lines too: what was written down is not lost with the item.
kept_by.append(lambda branch: select(Spending.id).where(Spending.entry_id.in_(branch)))
