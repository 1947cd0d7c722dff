"""Taking over what a later version of a file changed, by the same verbs as a person would: each is told in history."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.plan.assignee import Assignee
from portal.plan.assigning import NotOnTheProject, assign, unassign
from portal.plan.completing import complete, reopen
from portal.plan.dependencies import link, unlink
from portal.plan.editing import edit_item, set_stage
from portal.plan.importing import PlanItem
from portal.plan.item import WorkItem
from portal.plan.landing.figures import landed
from portal.plan.landing.people import Crew
from portal.plan.landing.stages import stage_for
from portal.plan.moving import Cycle, WrongPlace, move_item
from portal.plan.outline import TooDeep
from portal.plan.promising import promise
from portal.plan.stage import Stage

EDITED = {
    "title": "title",
    "description": "description",
    "kind": "level",
    "start": "start",
    "due": "due",
    "estimate_hours": "estimate_hours",
    "percent": "percent",
}


class Changing:
    """Changes of items that are there already. ``reason`` is why promised dates move."""

    def __init__(self, by, crew: Crew, stages: list[Stage], reason: str):
        self.by, self.crew, self.stages, self.reason = by, crew, stages, reason

    def change(self, item: WorkItem, wanted: PlanItem, fields: set[str], parent_id: UUID | None, after_id: UUID | None) -> None:
        """Links apart: they wait until everything stands."""
        facts = landed(wanted)
        edit_item(item=item, by=self.by, **{ours: facts[ours] for name, ours in EDITED.items() if name in fields})
        if "cost" in fields:
            item.cost = facts["cost"]
        if "promised" in fields:
            promise(item=item, by=self.by, day=facts["promised"], reason=self.reason)
        if "parent" in fields:
            self._move(item, parent_id, after_id)
        self._settle(item, wanted, fields, facts)
        if "assignees" in fields:
            self._name(item, wanted)

    def _settle(self, item, wanted, fields, facts) -> None:
        if "done" in fields and facts["done"] != item.is_done:
            (complete if facts["done"] else reopen)(item=item, by=self.by)
        elif "status" in fields and not wanted.summary:
            set_stage(item=item, by=self.by, stage=stage_for(wanted, self.stages))

    def _move(self, item, parent_id, after_id) -> None:
        try:
            move_item(item=item, by=self.by, parent_id=parent_id, after_id=after_id)
        except (Cycle, WrongPlace, TooDeep):
            # Moved about here meanwhile, so that the file's place is none any more: it stays where it is.
            pass

    def _name(self, item, wanted) -> None:
        """Who the file names is named; who it named before is not. Names set here stay where the file knows nobody."""
        hands = set(self.crew.hands(wanted))
        there = set(db.session.scalars(select(Assignee.membership_id).where(Assignee.entry_id == item.id)))
        for seat_id in there - hands if hands or not wanted.assignees else ():
            unassign(item=item, by=self.by, seat_id=seat_id)
        for seat_id in hands - there:
            try:
                assign(item=item, by=self.by, seat_id=seat_id)
            except NotOnTheProject:
                continue

    def relink(
        self, item: WorkItem, wanted: dict[UUID, tuple[str, Decimal]], there: set[UUID], others: dict[UUID, WorkItem]
    ) -> list[UUID]:
        """Let an item wait for these and no others of the same file; returns those that would close a circle."""
        for goal_id in there - wanted.keys():
            unlink(item=item, by=self.by, waits_for_id=goal_id)
        refused = []
        for goal_id, (kind, lag) in wanted.items():
            try:
                link(item=item, by=self.by, waits_for=others[goal_id], kind=kind, lag_days=lag)
            except Cycle:
                refused.append(goal_id)
        return refused
