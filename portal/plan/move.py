"""Whose move an item is with nobody named: the one place where ``Entry.move`` is decided."""
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import exists, select, update

from portal.base.database import db
from portal.entries.entry import Entry
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.plan.stage import Stage


def move_of(*, stage_kind: str | None, level: str, named: bool, done: bool, archived: bool) -> str | None:
    """The side whose move it is, or None: somebody is named, or there is nothing to do. A phase only holds others."""
    if done or archived or named or level == "phase" or stage_kind == "done":
        return None
    return "client" if stage_kind == "client" else "staff"


def settle_moves(entry_ids: Iterable[UUID]) -> None:
    """Decide the move of these items anew, after anything it depends on has changed. Done twice it changes nothing."""
    db.session.flush()
    ids = list(entry_ids)
    for move, changed in _wrong_among(ids).items():
        db.session.execute(update(Entry).where(Entry.id.in_(changed)).values(move=move)
                           .execution_options(synchronize_session=False))
    for record in db.session.identity_map.values():
        if isinstance(record, WorkItem) and record.id in ids:
            db.session.expire(record, ["move"])


def _wrong_among(ids) -> dict:
    named = exists().where(Assignee.entry_id == WorkItem.id)
    rows = db.session.execute(
        select(WorkItem.id, WorkItem.move, WorkItem.level, WorkItem.done_at, WorkItem.archived_at, Stage.kind,
               named.label("named"))
        .outerjoin(Stage, Stage.id == WorkItem.stage_id).where(WorkItem.id.in_(ids)))
    wrong = defaultdict(list)
    for row in rows:
        move = move_of(stage_kind=row.kind, level=row.level, named=row.named, done=row.done_at is not None,
                       archived=row.archived_at is not None)
        if move != row.move:
            wrong[move].append(row.id)
    return wrong
