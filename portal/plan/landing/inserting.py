"""Many new items at once: their rows are made ready first, and written in a few statements for each thousand."""

from datetime import UTC, datetime
from datetime import time as clock_time
from uuid import UUID

from portal.base.batches import Batch, ready
from portal.base.clock import now
from portal.entries.entry import Entry
from portal.plan.assignee import Assignee
from portal.plan.dependency import Dependency
from portal.plan.importing import PlanItem
from portal.plan.item import WorkItem
from portal.plan.landing.figures import landed
from portal.plan.landing.people import Crew
from portal.plan.landing.stages import stage_for
from portal.plan.move import move_of
from portal.plan.outline import Place
from portal.plan.promise import Promise
from portal.plan.stage import Stage
from portal.projects.project import Project

OF_ITEM = ("level", "description", "start", "estimate_hours", "percent", "cost")


class Inserting:
    """New items of one project, by one person: internal all of them, without a line of history each."""

    def __init__(self, project: Project, by, crew: Crew, stages: list[Stage]):
        self.project, self.by, self.crew, self.stages, self.at = project, by, crew, stages, now()

    def items(self, items: list[PlanItem], ids: dict[str, UUID], places: dict[UUID, Place]) -> list[Batch]:
        """Parents before children. Promises are kept as the first ones these items ever had."""
        made = [self._rows(item, ids[item.key], places[ids[item.key]]) for item in items]
        hands = [self._hand(ids[item.key], seat) for item in items for seat in self.crew.hands(item)]
        return [ready(Entry.__table__, [entry for entry, _ in made]),
                ready(WorkItem.__table__, [row for _, row in made]),
                ready(Promise.__table__, [self._promise(entry) for entry, _ in made if entry["promised"]]),
                ready(Assignee.__table__, hands)]

    def links(self, links: list[tuple[UUID, UUID, str, object]]) -> Batch:
        """(who waits, for whom, how, days)."""
        return ready(
            Dependency.__table__,
            [
                {
                    "entry_id": item,
                    "waits_for_id": goal,
                    "kind": kind,
                    "lag_days": lag,
                    "workspace_id": self.project.workspace_id,
                    "project_id": self.project.id,
                }
                for item, goal, kind, lag in links
            ],
        )

    def _rows(self, item: PlanItem, id: UUID, place: Place) -> tuple[dict, dict]:
        facts, stage = landed(item), stage_for(item, self.stages)
        done_at = self._done_at(item) if facts["done"] else None
        move = move_of(
            stage_kind=stage.kind, level=facts["level"], named=bool(self.crew.hands(item)), done=facts["done"], archived=False
        )
        entry = {
            "id": id,
            "workspace_id": self.project.workspace_id,
            "project_id": self.project.id,
            "kind": "work_item",
            "title": facts["title"],
            "audience": "internal",
            "parent_id": place.parent_id,
            "position": place.position,
            "path": place.path,
            "move": move,
            "due": facts["due"],
            "promised": facts["promised"],
            "done_at": done_at,
            "created_at": self.at,
            "created_by_id": self.by.id,
            "last_activity_at": self.at,
        }
        return entry, {"id": id, "stage_id": stage.id} | {name: facts[name] for name in OF_ITEM}

    def _done_at(self, item: PlanItem) -> datetime:
        """Noon of the day the file tells, never ahead of now."""
        return min(self.at, datetime.combine(item.done_on, clock_time(12), UTC)) if item.done_on else self.at

    def _promise(self, entry: dict) -> dict:
        return {
            "workspace_id": entry["workspace_id"],
            "entry_id": entry["id"],
            "old": None,
            "new": entry["promised"],
            "kind": "promised",
            "reason": "",
            "shared": False,
            "by_id": self.by.id,
            "at": self.at,
        }

    def _hand(self, entry_id: UUID, seat_id: UUID) -> dict:
        return {"entry_id": entry_id, "membership_id": seat_id, "workspace_id": self.project.workspace_id, "at": self.at}
