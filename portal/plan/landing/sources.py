"""Which earlier plan of a project a file is a newer version of."""
import re
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.plan.imported_item import ImportedItem
from portal.plan.importing import Plan
from portal.plan.importing.values.text import folded
from portal.plan.plan_import import PlanImport

#: The share of a file's titles that an earlier plan has to know for it to count as the same.
ENOUGH = 0.5


def sources_of(project_id: UUID) -> list[PlanImport]:
    """The plans that were imported into a project, each by its newest version, newest first."""
    newest = (select(PlanImport.source_id, func.max(PlanImport.applied_at).label("at"))
              .where(PlanImport.project_id == project_id, PlanImport.applied_at.is_not(None))
              .group_by(PlanImport.source_id).subquery())
    return list(db.session.scalars(
        select(PlanImport).join(newest, (newest.c.source_id == PlanImport.source_id) & (newest.c.at == PlanImport.applied_at))
        .where(PlanImport.project_id == project_id).order_by(PlanImport.applied_at.desc()).limit(20)))


def likely_source(project_id: UUID, plan: Plan, filename: str) -> UUID | None:
    """The plan whose items this file mostly names; of several the one with this file's name, then the newest."""
    sources = sources_of(project_id)
    if not sources:
        return None
    titles = {folded(item.title) for item in plan.items}
    shares = _shares(project_id, titles)
    close = [source for source in sources if shares.get(source.source_id, 0) >= ENOUGH]
    same = next((source for source in close if stem_of(source.filename) == stem_of(filename)), None)
    best = same or (close[0] if close else None)
    return best.source_id if best else None


def _shares(project_id: UUID, titles: set[str]) -> dict[UUID, float]:
    known: dict[UUID, set[str]] = {}
    rows = db.session.execute(select(ImportedItem.source_id, ImportedItem.values["title"].as_string())
                              .where(ImportedItem.project_id == project_id))
    for source_id, title in rows:
        known.setdefault(source_id, set()).add(folded(title))
    fewest = {source_id: max(1, min(len(titles), len(there))) for source_id, there in known.items()}
    return {source_id: len(titles & there) / fewest[source_id] for source_id, there in known.items()}


def stem_of(filename: str) -> str:
    """A file's name without what versions add to it: dates, numbers, "v2", "final"."""
    stem = folded(filename.rpartition(".")[0] or filename)
    return " ".join(word for word in stem.split() if not re.fullmatch(r"v?\d+|final|copy|kopie|copie|new|neu", word)) or stem
