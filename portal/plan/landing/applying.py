"""Applying a plan to a project: all of it or nothing, in one transaction, with one line of history for the import."""

import time
from collections import Counter
from uuid import UUID

from sqlalchemy import select

from portal.base.batches import AT_ONCE, Batch, write
from portal.base.clock import now
from portal.base.database import db
from portal.history.recording import record_event
from portal.plan.archiving import archive_item
from portal.plan.importing import Plan, PlanItem, Warning
from portal.plan.item import WorkItem
from portal.plan.landing.changing import Changing
from portal.plan.landing.figures import lag_of
from portal.plan.landing.inserting import Inserting
from portal.plan.landing.outlook import Outlook, outlook
from portal.plan.landing.places import Crowded, places_for
from portal.plan.landing.plainly import Plainly
from portal.plan.landing.proposing import Altered, mark_of, standing_of
from portal.plan.landing.remembering import fresh, renew, renewed
from portal.plan.landing.standing import mark_of_project, number
from portal.plan.landing.taking import Taken
from portal.plan.outline import heads_of, lock_plan
from portal.plan.plan_import import PlanImport
from portal.plan.stages import stages_of
from portal.plan.waiting import settle_waiting
from portal.projects.project import Project


class Differs(Exception):
    """What would change is not what was shown any more; ``outlook`` is how it looks now."""

    def __init__(self, outlook: Outlook):
        super().__init__("the project changed meanwhile")
        self.outlook = outlook


def apply_plan(
    *,
    plan: Plan,
    into: PlanImport,
    project: Project,
    by,
    taken: Taken | None = None,
    reason: str = "",
    shown: str | None = None,
    source_id: UUID | None = None,
    made: "Applying | None" = None,
) -> dict:
    """Bring a plan into a project and return how many of what that made. Everything new is internal.

    ``reason`` is why promised dates move, as the client reads it: a move of one needs it (ReasonMissing).
    ``source_id`` names the earlier plan this is a version of. ``shown`` is the digest of the proposal that was looked at.
    ``made`` is what ``make_ready`` gave before the lock was held; it counts if nothing happened in the project since.
    Raises Differs, and PlanRefused where there is no room. Applied already, nothing happens.
    """
    lock_plan(project.id)
    db.session.refresh(into, ["applied_at"])
    if into.applied_at is not None:
        return into.counts
    source_id = source_id or into.source_id
    work = made
    if work is None or work.mark != mark_of_project(project.id):
        work = _looked(plan, into, project, by, taken, reason, shown, source_id, writing=True)
    view = work.view
    into.source_id = source_id or into.id
    counts = work.done()
    renew(view, project, {key: work.took[key] for key in work.by_verbs})
    into.counts = counts | {"plan": plan.counts(), "remarks": [one.to_dict() for one in [*view.warnings, *work.warnings]][:200]}
    into.applied_at, into.data, into.by_id = now(), None, by.id
    record_event(
        workspace_id=project.workspace_id,
        project_id=project.id,
        actor_id=by.id,
        verb="plan.imported",
        field="plan",
        old={"named": work.named} if work.named else None,
        new=into.filename,
    )
    db.session.flush()
    return into.counts


def make_ready(
    *,
    plan: Plan,
    into: PlanImport,
    project: Project,
    by,
    taken: Taken | None = None,
    reason: str = "",
    shown: str | None = None,
    source_id: UUID | None = None,
) -> "Applying | None":
    """Compare, and make all new rows, without writing anything: for ``apply_plan`` to write them once nobody else can.

    None where something has to be written first: it will then do all of it. Raises as it does.
    """
    if not stages_of(project.id):
        return None
    try:
        return _looked(plan, into, project, by, taken, reason, shown, source_id, writing=False)
    except Crowded:
        return None


def _looked(plan, into, project, by, taken, reason, shown, source_id, *, writing: bool) -> "Applying":
    mark = mark_of_project(project.id)
    view = outlook(plan=plan, project=project, source_id=source_id, writing=writing)
    if shown is not None and shown != view.proposal.digest():
        raise Differs(view)
    work = Applying(view, project, by, taken or Taken(), reason)
    work.mark = mark
    work.make_rows(source_id or into.id, writing=writing)
    return work


class Applying:
    """One run: ``took`` gathers which fields of which items came over, None for all of them."""

    #: What had happened in the project when this was made ready.
    mark: tuple = ()

    def __init__(self, view: Outlook, project: Project, by, taken: Taken, reason: str):
        self.view, self.project, self.by, self.taken = view, project, by, taken
        self.proposal, self.ids = view.proposal, dict(view.proposal.ids)
        self.parents = {item.key: item.parent for item in view.plan.items}
        self.changing = Changing(by, view.crew, view.stages, reason)
        self.plainly = Plainly(by, reason)
        self.took: dict[str, set[str] | None] = {}
        self.warnings: list[Warning] = []

    def make_rows(self, source_id: UUID, *, writing: bool) -> None:
        """Everything that can be made before it is written: the rows of new items, and which of the others change how."""
        self.added = self._choose_added()
        # How many open items become whose: new ones have no line of history each.
        self.named = Counter(str(seat) for item in self.added if item.summary or not item.done
                             for seat in self.view.crew.hands(item))
        self.batches = [*self._rows_of(self.added, writing), self._kept_in_mind(source_id)]
        self.altered = self._altered()
        plain = self.plainly.make_rows(self.altered)
        self.by_verbs = {key: one for key, one in self.altered.items() if key not in plain}
        self.batches += renewed(self.view, self.took, skipped=self.by_verbs.keys())

    def done(self) -> dict[str, int]:
        added, altered = self.added, self.altered
        for batch in self.batches:
            write(batch)
        settle_waiting([self.ids[item.key] for item in added if self.view.crew.hands(item)])
        self.plainly.write()
        self._change(self.by_verbs)
        archived = self._archive()
        return {"added": len(added), "changed": len(altered), "archived": archived, "away": self.proposal.away}

    def _choose_added(self) -> list[PlanItem]:
        added = [item for item in self.proposal.added if self.taken.has("added", mark_of(item.key))]
        for item in self.proposal.added:
            if not self.taken.has("added", mark_of(item.key)):
                self.ids[item.key] = None
        self.took |= dict.fromkeys(item.key for item in added)
        return added

    def parent_id(self, key: str) -> UUID | None:
        """The id of the nearest above that is here: one left out is stepped over."""
        above = self.parents[key]
        while above is not None and self.ids.get(above) is None:
            above = self.parents[above]
        return self.ids[above] if above is not None else None

    def _rows_of(self, added: list[PlanItem], writing: bool) -> list[Batch]:
        new = {self.ids[item.key] for item in added}
        order = [(self.ids[item.key], self.parent_id(item.key)) for item in self.view.plan.items if self.ids[item.key]]
        rows = Inserting(self.project, self.by, self.view.crew, self.view.stages)
        items = rows.items(added, self.ids, places_for(self.project.id, order, new, writing=writing))
        return [*items, rows.links([(self.ids[item.key], *facts) for item in added for facts in self._links(item)])]

    def _kept_in_mind(self, source_id: UUID) -> Batch:
        return fresh(self.view, source_id, self.project, {item.key: self._will_stand(item) for item in self.added})

    def _will_stand(self, item: PlanItem) -> dict:
        """How a new item will stand, as it will be read when a later version of the file is compared."""
        links = [[str(goal), kind, number(lag)] for goal, kind, lag in self._links(item)]
        return standing_of(item, self.parent_id(item.key), links, self.view.crew, self.view.stages)

    def _links(self, item: PlanItem):
        """(for whom it waits, how, days) of the links of an item that can stand and whose other end is here."""
        for link in item.predecessors:
            if self.ids.get(link.key) and (item.key, link.key) not in self.view.unfit:
                yield self.ids[link.key], link.type, lag_of(link)

    def _altered(self) -> dict[str, tuple[Altered, set[str]]]:
        """By key: what was altered and the fields that are taken of it."""
        fields = {}
        for group in ("changed", "both"):
            for one in getattr(self.proposal, group):
                if self.taken.has(group, one.mark):
                    fields.setdefault(one.item.key, (one, set()))[1].update(one.fields)
        self.took |= {key: names for key, (_, names) in fields.items()}
        return fields

    def _change(self, altered) -> None:
        if not altered:
            return
        others = self._loaded(altered)
        before = self._before()
        for count, (key, (one, fields)) in enumerate(altered.items()):
            self.changing.change(others[one.known.entry_id], one.item, fields, self.parent_id(key), before.get(key))
            if count % AT_ONCE == 0:
                # Other requests of this process have their turn.
                time.sleep(0)
        for _key, (one, fields) in altered.items():
            if "predecessors" in fields:
                self._relink(others[one.known.entry_id], one, others)

    def _loaded(self, altered) -> dict[UUID, WorkItem]:
        """The altered items and the ends of their new links."""
        ids = {one.known.entry_id for one, _ in altered.values()}
        ids |= {goal for one, fields in altered.values() if "predecessors" in fields for goal, *_ in self._links(one.item)}
        found, ids = {}, list(ids)
        for start in range(0, len(ids), 500):
            found |= {
                item.id: item for item in db.session.scalars(select(WorkItem).where(WorkItem.id.in_(ids[start : start + 500])))
            }
        return found

    def _before(self) -> dict[str, UUID | None]:
        """The sibling that each item follows in the file."""
        last, before = {}, {}
        for item in self.view.plan.items:
            before[item.key] = last.get(item.parent)
            if self.ids[item.key]:
                last[item.parent] = self.ids[item.key]
        return before

    def _relink(self, item: WorkItem, one: Altered, others) -> None:
        ours = {known.entry_id for known in self.proposal.kept.values()}
        there = {UUID(goal) for goal, *_ in one.known.now["predecessors"]} & ours
        wanted = {goal: (kind, lag) for goal, kind, lag in self._links(one.item)}
        for goal in self.changing.relink(item, wanted, there, others):
            self.warnings.append(Warning(one.item.row, "link_circle", {"title": others[goal].title}))

    def _archive(self) -> int:
        """Put away what is gone from the file, from the leaves up; what something else stands below is kept."""
        gone = {one.entry_id: one for one in self.proposal.gone if self.taken.has("gone", mark_of(one.key))}
        if not gone:
            return 0
        db.session.flush()
        living = self._living()
        kept = {head for path, id in living.items() if id not in gone for head in heads_of(path)}
        heads = [(path, id) for path, id in living.items() if id in gone and path not in kept]
        self.warnings += [
            Warning(None, "still_needed", {"title": gone[id].title}) for path, id in living.items() if id in gone and path in kept
        ]
        items = self._by_ids([id for _path, id in heads])
        for _path, id in sorted(heads):
            archive_item(item=items[id], by=self.by)
        return len(heads)

    def _living(self) -> dict[str, UUID]:
        return dict(
            db.session.execute(
                select(WorkItem.path, WorkItem.id).where(
                    WorkItem.project_id == self.project.id, WorkItem.kind == "work_item", WorkItem.archived_at.is_(None)
                )
            ).all()
        )

    def _by_ids(self, ids) -> dict[UUID, WorkItem]:
        found = {}
        for start in range(0, len(ids), 500):
            found |= {
                item.id: item for item in db.session.scalars(select(WorkItem).where(WorkItem.id.in_(ids[start : start + 500])))
            }
        return found
