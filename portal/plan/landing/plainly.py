"""Changes that only write other values into items: made before anything is locked, told in history as the verbs tell them."""

import time
from uuid import UUID

from sqlalchemy import select

from portal.base.batches import AT_ONCE, Batch, changed, ready, write
from portal.base.clock import now
from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.telling import CLIENT_FIELDS
from portal.history.event import Event
from portal.history.telling import told
from portal.plan.editing import in_words
from portal.plan.item import WorkItem
from portal.plan.landing.figures import landed
from portal.plan.promise import Promise
from portal.plan.waiting import settle_waiting

#: What a file calls a field -> our column, in the order in which history tells of them. What an item costs it does not tell.
EDITED = {"title": "title", "description": "description", "start": "start", "due": "due", "estimate_hours": "estimate_hours",
          "percent": "percent"}
PLAIN = EDITED | {"cost": "cost", "promised": "promised"}
ON_ENTRY = ("title", "due", "promised")


class Plainly:
    """Plain changes of many items by one person; ``reason`` is why promised dates move."""

    def __init__(self, by, reason: str):
        self.by, self.reason, self.at = by, reason.strip(), now()
        self._entries, self._items, self._events, self._promises = [], [], [], []
        self._written: set[UUID] = set()
        self._dated: list[UUID] = []
        self._batches: list[Batch] = []

    def make_rows(self, wanted: dict) -> set[str]:
        """From key -> (what was altered, the fields taken of it): the keys of those that are changed so."""
        plain = {key: one for key, one in wanted.items() if one[1] <= PLAIN.keys() and (self.reason or "promised" not in one[1])}
        standing = _standing([one.known.entry_id for one, _fields in plain.values()])
        plain = {key: one for key, one in plain.items() if one[0].known.entry_id in standing}
        for count, (one, fields) in enumerate(plain.values()):
            self._change(standing[one.known.entry_id], landed(one.item), fields)
            if count % AT_ONCE == 0:
                # Other requests of this process have their turn.
                time.sleep(0)
        self._batches = [*changed(Entry.__table__, self._entries), *changed(WorkItem.__table__, self._items),
                         ready(Promise.__table__, self._promises), ready(Event.__table__, self._events)]
        return set(plain)

    def write(self) -> None:
        if not self._written:
            return
        for batch in self._batches:
            write(batch)
        settle_waiting(self._dated)
        told()
        # What this session has read of them is not so any more.
        for record in list(db.session.identity_map.values()):
            if isinstance(record, WorkItem) and record.id in self._written:
                db.session.expire(record)

    def _change(self, row, facts: dict, fields: set[str]) -> None:
        new = {ours: facts[ours] for name, ours in PLAIN.items() if name in fields and getattr(row, ours) != facts[ours]}
        if not new:
            return
        self._written.add(row.id)
        lanes = [self._tell(row, "edited", ours, in_words(getattr(row, ours)), in_words(new[ours]), None)
                 for ours in EDITED.values() if ours in new]
        if "promised" in new:
            lanes.append(self._promise(row, new["promised"]))
        if {"due", "promised"} & new.keys():
            self._dated.append(row.id)
        if rest := {ours: value for ours, value in new.items() if ours not in ON_ENTRY}:
            self._items.append({"id": row.id} | rest)
        if lanes:
            touched = {"last_activity_at": self.at} | ({"last_shared_activity_at": self.at} if "shared" in lanes else {})
            self._entries.append({"id": row.id} | {ours: new[ours] for ours in ON_ENTRY if ours in new} | touched)

    def _promise(self, row, day) -> str:
        self._promises.append({
            "workspace_id": row.workspace_id, "entry_id": row.id, "old": row.promised, "new": day, "reason": self.reason,
            "kind": "promised" if row.promised is None else "slip", "shared": row.audience != "internal", "by_id": self.by.id,
            "at": self.at})
        return self._tell(row, "promised", "promised", in_words(row.promised), in_words(day), self.reason)

    def _tell(self, row, verb: str, field: str, old, new, reason: str | None) -> str:
        lane = "shared" if field in CLIENT_FIELDS and row.audience != "internal" else "internal"
        self._events.append({
            "workspace_id": row.workspace_id, "project_id": row.project_id, "entry_id": row.id, "actor_id": self.by.id,
            "verb": verb, "lane": lane, "field": field, "old": old, "new": new, "reason": reason, "at": self.at})
        return lane


def _standing(ids: list[UUID]) -> dict:
    """How these items stand, by id; items about something else have more to ask, and are left out."""
    wanted = select(WorkItem.id, WorkItem.workspace_id, WorkItem.project_id, WorkItem.audience,
                    *(getattr(WorkItem, ours) for ours in PLAIN.values())).where(WorkItem.about_id.is_(None))
    return {row.id: row for start in range(0, len(ids), 500)
            for row in db.session.execute(wanted.where(WorkItem.id.in_(ids[start:start + 500])))}
