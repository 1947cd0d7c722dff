"""Time and costs as the team reads them: line by line, and what they come to by person and by item."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from portal.base.prepared import prepared
from portal.budgets.budget import budget_of
from portal.budgets.forecasting import exact, planned_of, worth
from portal.budgets.spending import Spending
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.people.user import User
from portal.plan.item import WorkItem
from portal.projects.project import Project
from portal.projects.viewer import Viewer

WINDOW = 50
#: So many people and items are summed up for.
MOST = 20


class SpentLine(NamedTuple):
    """One line, with who noted it and the title of the item it went into."""

    spending: Spending
    by: User
    title: str | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What went into an item, or came from somebody: hours, and what it comes to in money."""

    id: UUID | None
    name: str
    hours: Decimal
    amount: Decimal
    #: What the item was planned to take, in the budget's unit.
    planned: Decimal | None = None


def spendings_window(project: Project, *, item_id: UUID | None = None, before: UUID | None = None,
                     limit: int = WINDOW) -> tuple[list[SpentLine], UUID | None]:
    """The latest days first, struck lines too, and behind which line the next window begins. One statement."""
    found = [SpentLine(*row) for row in _lines(project.id, item_id, before, limit + 1)]
    return found[:limit], found[limit - 1].spending.id if len(found) > limit else None


def find_spending(project: Project, spending_id: UUID) -> Spending | None:
    """One line of a project that was found already."""
    return _one(project.id, spending_id).scalar()


def by_person(project: Project) -> list[Sum]:
    """Who noted how much, most first."""
    return [Sum(row.id, row.name or row.email.partition("@")[0], exact(row.hours), exact(row.amount))
            for row in _by_person(project.id, project.budget_rate)]


def by_item(project: Project) -> list[Sum]:
    """What went into which item beside what it was planned to take, most first; None: into the project as a whole."""
    return [Sum(row.id, row.title or "", exact(row.hours), exact(row.amount), None if row.planned is None else exact(row.planned))
            for row in _by_item(project.id, project.budget_rate, budget_of(project).unit)]


def spent_on(item: WorkItem) -> Sum:
    """What went into one item, for the team. One statement."""
    hours, amount = _on_item(item.id, item.project.budget_rate).one()
    return Sum(item.id, item.title, exact(hours), exact(amount))


def spent_by_day(project: Project) -> list[tuple[date, Decimal]]:
    """What was spent on each day, in the budget's unit, oldest first."""
    return [(day, exact(amount)) for day, amount in _by_day(project.id, project.budget_rate, budget_of(project).unit)]


def items_to_choose(viewer: Viewer, project: Project, item_id: UUID | None, limit: int = 200) -> list[tuple[UUID, str]]:
    """Open items that time may be noted for, in the order of the plan, and the one that was asked for."""
    found = [tuple(row) for row in _open_items(viewer, project.id, item_id, limit)]
    return found if item_id is None else sorted(found, key=lambda row: row[0] != item_id)


def _sums(of: Iterable, rate):
    return (select(*of, func.sum(Spending.hours).label("hours"), func.sum(worth(rate)).label("amount"))
            .where(Spending.struck_at.is_(None)))


@prepared
def _lines(project_id, item_id, before, limit):
    wanted = (select(Spending, User, Entry.title).join(User, User.id == Spending.by_id)
              .outerjoin(Entry, Entry.id == Spending.entry_id).where(Spending.project_id == project_id)
              .order_by(Spending.day.desc(), Spending.id.desc()).limit(limit))
    if item_id is not None:
        wanted = wanted.where(Spending.entry_id == item_id)
    if before is None:
        return wanted
    day = select(Spending.day).where(Spending.id == before, Spending.project_id == project_id).scalar_subquery()
    return wanted.where(or_(Spending.day < day, and_(Spending.day == day, Spending.id < before)))


@prepared
def _one(project_id, spending_id):
    return select(Spending).where(Spending.project_id == project_id, Spending.id == spending_id)


@prepared
def _by_person(project_id, rate):
    return (_sums((User.id, User.name, User.email), rate).join(User, User.id == Spending.by_id)
            .where(Spending.project_id == project_id).group_by(User.id, User.name, User.email)
            .order_by(func.coalesce(func.sum(Spending.hours), 0).desc(), User.name).limit(MOST))


@prepared
def _by_item(project_id, rate, unit):
    planned = planned_of(WorkItem, rate, unit)
    sums = _sums((Spending.entry_id.label("entry_id"),), rate).where(Spending.project_id == project_id).group_by(
        Spending.entry_id).subquery()
    most = sums.c.hours if unit == "hours" else sums.c.amount
    return (select(sums.c.entry_id.label("id"), WorkItem.title, sums.c.hours, sums.c.amount, planned.label("planned"))
            .select_from(sums).outerjoin(WorkItem, WorkItem.id == sums.c.entry_id)
            .order_by(func.coalesce(most, 0).desc(), WorkItem.path).limit(MOST))


@prepared
def _on_item(item_id, rate):
    return select(func.sum(Spending.hours), func.sum(worth(rate))).where(
        Spending.entry_id == item_id, Spending.struck_at.is_(None))


@prepared
def _by_day(project_id, rate, unit):
    return (select(Spending.day, func.sum(Spending.hours if unit == "hours" else worth(rate)))
            .where(Spending.project_id == project_id, Spending.struck_at.is_(None)).group_by(Spending.day).order_by(Spending.day))


@prepared
def _open_items(viewer, project_id, item_id, limit):
    open_ = and_(WorkItem.done_at.is_(None), WorkItem.archived_at.is_(None), WorkItem.level.in_(("task", "deliverable")))
    wanted = open_ if item_id is None else or_(open_, WorkItem.id == item_id)
    # The one that was asked for first: it is among them however long the plan.
    first = () if item_id is None else ((WorkItem.id != item_id),)
    return (select(WorkItem.id, WorkItem.title).where(WorkItem.project_id == project_id, WorkItem.kind == "work_item", wanted,
            visible_condition(viewer, WorkItem)).order_by(*first, WorkItem.path).limit(limit))
