"""Working out what a change request would do. Of one kind there is one effect an item, and one on the budget."""
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.base.ids import new_id
from portal.budgets.budget import budget_of
from portal.changes.change_request import ChangeRequest
from portal.changes.effect import Effect
from portal.entries.telling import tell
from portal.plan.item import LEVELS, WorkItem
from portal.plan.outline import DEEPEST, TooDeep, level_of
from portal.projects.project import Project


class AlreadyAsked(Exception):
    """What a client was asked about, or has decided on, is not changed under them."""


class Unchanged(Exception):
    """It would leave everything as it is."""


def effects_of(change: ChangeRequest) -> list[Effect]:
    """What a change request would do, in the order it was written. One statement."""
    return list(db.session.scalars(select(Effect).where(Effect.change_request_id == change.id)
                                   .order_by(Effect.position, Effect.id)))


def add_effect(*, change: ChangeRequest, by, effect_id: UUID, title: str, level: str, promised: date | None = None,
               description: str = "", below: WorkItem | None = None, shared: bool = True) -> Effect:
    """An item more, which gets the effect's id. Raises AlreadyAsked, TooDeep."""
    if level not in LEVELS:
        raise ValueError(level)
    if below is not None and level_of(below.path) >= DEEPEST:
        raise TooDeep(below.path)
    return _write(change, by, effect_id, "add", below, {}, {"title": title, "level": level, "promised": _text(promised),
                                                         "description": description, "shared": shared})


def move_effect(*, change: ChangeRequest, by, effect_id: UUID, item: WorkItem, promised: date) -> Effect:
    """Another promised date for an item, or its first one. Raises AlreadyAsked, Unchanged."""
    return _write(change, by, effect_id, "move_promise", item, {"promised": _text(item.promised)}, {"promised": _text(promised)})


def word_effect(*, change: ChangeRequest, by, effect_id: UUID, item: WorkItem, **words: str) -> Effect:
    """Another title or description for an item: only what differs is kept. Raises AlreadyAsked, Unchanged."""
    differing = {name: text for name, text in words.items() if getattr(item, name) != text}
    return _write(change, by, effect_id, "change", item, {name: getattr(item, name) for name in differing}, differing)


def drop_effect(*, change: ChangeRequest, by, effect_id: UUID, item: WorkItem) -> Effect:
    """An item less, with all that is below it. Raises AlreadyAsked."""
    return _write(change, by, effect_id, "drop", item, {"title": item.title}, {})


def budget_effect(*, change: ChangeRequest, by, effect_id: UUID, project: Project, amount: Decimal) -> Effect:
    """Another budget, in the unit and currency it has now, whatever it is reckoned in later. The project has its workspace.

    Raises AlreadyAsked, Unchanged."""
    budget = budget_of(project)
    unit = {"unit": budget.unit, "currency": budget.currency}
    before = None if budget.amount is None else str(budget.amount)
    return _write(change, by, effect_id, "budget", None, {"amount": before} | unit, {"amount": str(amount)} | unit)


def remove_effect(*, change: ChangeRequest, by, effect: Effect) -> None:
    """Leave it out again. Raises AlreadyAsked."""
    _check(change)
    db.session.delete(effect)
    tell(change, actor_id=by.id, verb="change_worked_out", internal=True)


def find_effect(change: ChangeRequest, effect_id: UUID) -> Effect | None:
    """One effect of a change request that was found already, or None."""
    return db.session.scalar(select(Effect).where(Effect.change_request_id == change.id, Effect.id == effect_id))


def copy_effects(*, of: ChangeRequest, to: ChangeRequest) -> None:
    """Propose the same again; what is added becomes another item."""
    for effect in effects_of(of):
        db.session.add(Effect(id=new_id(), workspace_id=to.workspace_id, project_id=to.project_id, change_request_id=to.id,
                              kind=effect.kind, entry_id=effect.entry_id, before=effect.before, after=effect.after,
                              position=effect.position))


def _write(change, by, effect_id, kind, item, before, after) -> Effect:
    _check(change)
    if kind != "drop" and before == after or kind == "change" and not after:
        raise Unchanged(kind)
    known = effects_of(change)
    entry_id = item.id if item else None
    earlier = next((one for one in known if one.kind == kind != "add" and one.entry_id == entry_id), None)
    if earlier is not None:
        db.session.delete(earlier)
        db.session.flush()
    effect = Effect(id=effect_id, workspace_id=change.workspace_id, project_id=change.project_id, change_request_id=change.id,
                    kind=kind, entry_id=entry_id, before=before, after=after,
                    position=earlier.position if earlier else len(known) and known[-1].position + 1)
    db.session.add(effect)
    tell(change, actor_id=by.id, verb="change_worked_out", internal=True)
    db.session.flush()
    return effect


def _check(change: ChangeRequest) -> None:
    if not change.is_draft:
        raise AlreadyAsked(change.id)


def _text(day: date | None) -> str | None:
    return day and day.isoformat()
