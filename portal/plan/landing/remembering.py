"""Keeping what a file said, and how that stands here, so that a later version of it finds its items again."""

from uuid import UUID

from portal.base.batches import Batch, changed, ready, write
from portal.base.database import db
from portal.base.ids import new_id
from portal.plan.imported_item import ImportedItem
from portal.plan.importing import values_of
from portal.plan.landing.figures import is_held
from portal.plan.landing.outlook import Outlook
from portal.plan.landing.proposing import standing_of
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


def renewed(view: Outlook, took: dict[str, set[str] | None], *, skipped) -> list[Batch]:
    """Of what was here before and is not skipped: rows ready to be written, where they would be other ones.

    A change that was turned down counts as seen, until the file changes again.
    """
    items = {item.key: item for item in view.plan.items}
    rows = []
    for key, known in view.proposal.kept.items():
        if key in skipped:
            continue
        fields = took.get(key, set())
        stands = standing_of(items[key], None, [], view.crew, view.stages) if fields else {}
        row = _renewed(known, items[key], view, stands, fields)
        if any(getattr(known, name) != value for name, value in row.items()):
            rows.append(row)
    return changed(ImportedItem.__table__, rows)


def renew(view: Outlook, project: Project, took: dict[str, set[str]]) -> None:
    """The same of these, which were changed by verbs: how they stand is looked up."""
    if not took:
        return
    db.session.flush()
    kept, items = view.proposal.kept, {item.key: item for item in view.plan.items}
    now = standing_now(project.id, {kept[key].entry_id for key in took})
    rows = [_renewed(kept[key], items[key], view, now.get(kept[key].entry_id, {}), fields) for key, fields in took.items()]
    for batch in changed(ImportedItem.__table__, rows):
        write(batch)


def _renewed(known, item, view: Outlook, stands: dict, fields: set[str]) -> dict:
    values = known.values | {
        name: value for name, value in values_of(item).items() if name in view.plan.fields or name not in known.values
    }
    ours = [OURS.get(name, name) for name in fields] if stands else []
    return {
        "id": known.id,
        "key": item.key,
        "values": values,
        "applied": known.applied | {name: stands[name] for name in ours},
        "held": is_held(item) and (known.held or _rolled_anew(known, values)),
    }


def _rolled_anew(known, values) -> bool:
    """Whether a parent's rolled-up values are others than those that were confirmed."""
    return any(known.values.get(name) != values.get(name) for name in ("start", "promised", "percent", "done"))

