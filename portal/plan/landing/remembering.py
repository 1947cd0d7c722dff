"""Keeping what a file said, and how that stands here, so that a later version of it finds its items again."""

from uuid import UUID

from sqlalchemy import update

from portal.base.database import db
from portal.base.ids import new_id
from portal.plan.imported_item import ImportedItem
from portal.plan.importing import values_of
from portal.plan.landing.figures import is_held
from portal.plan.landing.inserting import AT_ONCE, write
from portal.plan.landing.outlook import Outlook
from portal.plan.landing.standing import OURS, standing_now
from portal.plan.plan_import import PlanImport
from portal.projects.project import Project


def remember(view: Outlook, into: PlanImport, project: Project, took: dict[str, set[str] | None]) -> None:
    """Of all that the file names. A change that was turned down counts as seen, until the file changes again."""
    db.session.flush()
    proposal = view.proposal
    now = standing_now(project.id, {id for id in proposal.ids.values() if id})
    keys = {new: known.key for new, known in proposal.kept.items()}
    items = {item.key: item for item in view.plan.items}
    fresh = [key for key in items if key not in proposal.kept and key in took]
    write(
        ImportedItem.__table__,
        [
            {
                "id": new_id(),
                "workspace_id": project.workspace_id,
                "project_id": project.id,
                "source_id": into.source_id,
                "entry_id": proposal.ids[key],
                "key": key,
                "values": values_of(items[key]),
                "applied": now[proposal.ids[key]],
                "held": is_held(items[key]),
            }
            for key in fresh
        ],
    )
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
