"""What waits for whom is named: an item's day and whether it is open, copied beside each name.

Needs you of somebody named for tens of thousands of items is then read from an index in its order. The copy is settled
in the transaction of any change it depends on: by the session for records, by ``settle_waiting`` for statements that
write many. A name is written together with the item's last activity, so that on PostgreSQL two who change one item
wait for each other, and the later one sees what the earlier wrote.
"""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, case, event, func, literal, or_, select, update
from sqlalchemy.orm.attributes import instance_state

from portal.base.database import db
from portal.entries.entry import Entry
from portal.people.membership import Membership
from portal.plan.assignee import NO_DAY, Assignee
from portal.plan.item import WorkItem
from portal.projects.project import Project

#: What of an item the copy depends on.
OF_ITEM = frozenset({"due", "promised", "done_at", "archived_at", "audience"})
AT_ONCE = 2000

_entry, _project, _seat = Entry.__table__, Project.__table__, Membership.__table__
_of_staff = _seat.c.client_id.is_(None)


def staff_date(entry=_entry.c):
    """The earlier of an item's two dates."""
    return case((entry.due.is_(None), entry.promised), (entry.promised.is_(None), entry.due),
                (entry.due < entry.promised, entry.due), else_=entry.promised)


FACTS = {
    "project_id": _entry.c.project_id,
    "waits": and_(_entry.c.done_at.is_(None), _entry.c.archived_at.is_(None), _project.c.archived_at.is_(None),
                  or_(_of_staff, _entry.c.audience != "internal")),
    "day": func.coalesce(case((_of_staff, staff_date()), else_=_entry.c.promised), literal(NO_DAY)),
}
TOGETHER = (_entry.c.id == Assignee.entry_id, _project.c.id == _entry.c.project_id, _seat.c.id == Assignee.membership_id)


def true_facts():
    """What should stand beside each name, as told by the records themselves."""
    return select(Assignee.entry_id, Assignee.membership_id, *FACTS.values()).where(*TOGETHER)


def settle_waiting(ids: Collection[UUID], session=None) -> None:
    """Copy what is true of these items beside their names. Where it stands already nothing is written."""
    ids = list(ids)
    for start in range(0, len(ids), AT_ONCE):
        _settle(session or db.session, Assignee.entry_id.in_(ids[start:start + AT_ONCE]))


def _settle(session, condition) -> None:
    differs = or_(*(getattr(Assignee, name).is_distinct_from(fact) for name, fact in FACTS.items()))
    session.connection().execute(update(Assignee.__table__).where(*TOGETHER, condition, differs).values(FACTS))


@event.listens_for(db.session, "after_flush")
def _follow(session, context) -> None:
    """Settle the copy after records were written."""
    named = {record.entry_id for record in session.new if isinstance(record, Assignee)}
    changed = {record.id for record in session.dirty if isinstance(record, WorkItem) and OF_ITEM & _changed(record)}
    if named or changed:
        settle_waiting(named | changed, session)
    for project in session.dirty:
        if isinstance(project, Project) and "archived_at" in _changed(project):
            _settle(session, Assignee.entry_id.in_(select(_entry.c.id).where(_entry.c.project_id == project.id)))


def _changed(record) -> set[str]:
    return instance_state(record).committed_state.keys()
