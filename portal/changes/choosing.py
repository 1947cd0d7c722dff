"""Which items of a plan a change may be about."""
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.plan.outline import level_of
from portal.projects.standing import Standing

MOST = 500


class Choice(NamedTuple):
    id: UUID
    title: str
    path: str
    promised: date | None

    @property
    def depth(self) -> int:
        return level_of(self.path) - 1


def choices_for(standing: Standing) -> list[Choice]:
    """The open items of the plan that the reader sees, in its order; at most MOST. One statement."""
    return [Choice(*row) for row in _open(standing.viewer, standing.project.id)]


@prepared
def _open(viewer, project_id):
    return (select(Entry.id, Entry.title, Entry.path, Entry.promised)
            .where(Entry.project_id == project_id, Entry.kind == "work_item", Entry.archived_at.is_(None),
                   Entry.done_at.is_(None), visible_condition(viewer))
            .order_by(Entry.path).limit(MOST))
