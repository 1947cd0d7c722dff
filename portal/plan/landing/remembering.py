"""Keeping what a file said, and how that stands here, so that a later version of it finds its items again."""

from uuid import UUID

from sqlalchemy import update

from portal.base.batches import AT_ONCE, Batch, ready
from portal.base.database import db
from portal.base.ids import new_id
from portal.plan.imported_item import ImportedItem
from portal.plan.importing import values_of
from portal.plan.landing.figures import is_held
from portal.plan.landing.outlook import Outlook
from portal.plan.landing.standing import OURS, standing_now
from portal.projects.project import Project


def fresh(view: Outlook, source_id: UUID, project: Project, stands: dict[str, dict]) -> Batch:
    """What the file says of new items, and how they will stand: a row each, by key, ready to be written."""
    return ready(
        ImportedItem.__table__,
        [
            {
                "id": new_id(),
                "workspace_id": project.workspace_id,
                "project_id": project.id,
                "source_id": source_id,
                "entry_id": view.proposal.ids[item.key],
                "key": item.key,
                "values": values_of(item),
                "applied": stands[item.key],
                "held": is_held(item),
            }
            for item in view.plan.items
            if item.key in stands
        ],
    )


def renew(view: Outlook, project: Project, took: dict[str, set[str] | None]) -> None:
    """Of all that was here before. A change that was turned down counts as seen, until the file changes again."""
    proposal = view.proposal
    if not proposal.kept:
        return
    db.session.flush()
    now = standing_now(project.id, {known.entry_id for known in proposal.kept.values()})
    keys = {new: known.key for new, known in proposal.kept.items()}
    items = {item.key: item for item in view.plan.items}
    _renew([_renewed(known, items[key], view, now, took.get(key, set()), keys) for key, known in proposal.kept.items()])


def _renewed(known, item, view: Outlook, now: dict[UUID, dict], fields: set[str], keys) -> dict:
    values = known.values | {
        name: value for name, value in values_of(item).items() if name in view.plan.fields or name not in known.values
    }
    stands = now.get(known.entry_id)
    applied = known.applied | {OURS.get(name, name): stands[OURS.get(name, name)] for name in fields} if stands else known.applied
    return {
        "id": known.id,
        "key": item.key,
        "values": values,
        "applied": applied,
        "held": is_held(item) and (known.held or _rolled_anew(known, values)),
    }


def _rolled_anew(known, values) -> bool:
    """Whether a parent's rolled-up values are others than those that were confirmed."""
    return any(known.values.get(name) != values.get(name) for name in ("start", "promised", "percent", "done"))


def _renew(rows: list[dict]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(update(ImportedItem), rows[start : start + AT_ONCE])
