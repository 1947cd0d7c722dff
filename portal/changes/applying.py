"""Doing what was accepted: plan and budget change in the transaction of the decision, all of it or nothing.

Promises are moved as always: every earlier one stays in the record. It is done in the name of whoever asked, because
on the team's side promising is theirs; who accepted stands in the decision and its receipt.
"""
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.budgets.agreeing import agree
from portal.changes.change_request import ChangeRequest
from portal.changes.effect import Effect
from portal.changes.line import Line
from portal.changes.outlook import Outlook
from portal.entries.sharing import share
from portal.people.user import User
from portal.plan.adding import add_item
from portal.plan.archiving import archive_item
from portal.plan.editing import edit_item
from portal.plan.item import WorkItem
from portal.plan.outline import DEEPEST, level_of, lock_plan
from portal.plan.promising import promise
from portal.projects.project import Project


def apply(*, change: ChangeRequest, project: Project, effects: Iterable[Effect], outlook: Outlook, by: User) -> None:
    """Make the plan and the budget what this outlook says comes after. Done to a plan that is so already: nothing."""
    lock_plan(project.id)
    items = _items(project, outlook)
    for line in outlook.lines:
        if line.before is not None and line.after is not None:
            _alter(change, items[line.id], line, by)
    for effect in effects:
        if effect.kind == "drop" and effect.entry_id in items:
            archive_item(item=items[effect.entry_id], by=by)
    for line in outlook.lines:
        if line.before is None:
            _add(change, project, line, items.get(line.below), by)
    if outlook.money:
        agree(project=project, by=by, amount=outlook.money.after, unit=outlook.money.unit, currency=outlook.money.currency,
              reason=change.title, kind="change_request", cause_id=change.id)


def _items(project: Project, outlook: Outlook) -> dict[UUID, WorkItem]:
    ids = {line.id for line in outlook.lines} | {line.below for line in outlook.lines if line.below}
    found = db.session.scalars(select(WorkItem).where(WorkItem.project_id == project.id, WorkItem.id.in_(ids))
                               .execution_options(populate_existing=True))
    return {item.id: item for item in found}


def _alter(change: ChangeRequest, item: WorkItem, line: Line, by: User) -> None:
    differing = {name: getattr(line.after, name) for name in ("title", "description", "start", "due")
                 if getattr(line.after, name) != getattr(line.before, name)}
    edit_item(item=item, by=by, **differing)
    promise(item=item, by=by, day=line.after.promised, reason=change.title, kind="change_request", cause_id=change.id)


def _add(change: ChangeRequest, project: Project, line: Line, below: WorkItem | None, by: User) -> None:
    state = line.after
    # What it should stand below was put away, or moved to where nothing goes below it: then it stands by itself.
    parent = None if below is None or below.is_archived or level_of(below.path) >= DEEPEST else below
    item = add_item(project=project, by=by, title=state.title, level=state.level, parent=parent, item_id=line.id,
                    description=state.description)
    if line.audience != "internal":
        share(entry=item, by=by)
    if state.promised:
        promise(item=item, by=by, day=state.promised, reason=change.title, kind="change_request", cause_id=change.id)
