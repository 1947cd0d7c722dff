"""Putting items away with all that is below them, bringing them back, and deleting what the client never knew of."""
from collections.abc import Callable

from sqlalchemy import Select, delete, or_, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.entries.telling import tell_many
from portal.history.event import Event
from portal.history.recording import record_event
from portal.notices.entries_gone import forget_entries
from portal.people.invitation import Invitation
from portal.plan.assignee import Assignee
from portal.plan.dependency import Dependency
from portal.plan.imported_item import ImportedItem
from portal.plan.item import WorkItem
from portal.plan.move import settle_moves
from portal.plan.outline import in_branch, lock_plan
from portal.plan.promise import Promise
from portal.plan.waiting import settle_waiting
from portal.talk.mention import Mention
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark
from portal.talk.revision import Revision

#: Rooms above add here what of theirs keeps an item: each gives a select, given that of the ids of a branch.
kept_by: list[Callable[[Select], Select]] = []


class KnownToTheClient(Exception):
    """It was shared once, or something about it was: it can be archived, not deleted."""


def archive_item(*, item: WorkItem, by) -> bool:
    """Put a branch away. Already away, nothing happens."""
    if item.is_archived:
        return False
    at, branch = now(), _branch(item, Entry.archived_at.is_(None))
    _stamp([entry.id for entry in branch], at)
    item.archived_at = at
    _tell_of(item, branch, by=by, verb="archived", old=False, new=True)
    return True


def restore_item(*, item: WorkItem, by) -> bool:
    """Bring a branch back: what was put away together with its head, not what was away before. Not away: nothing happens."""
    if not item.is_archived:
        return False
    branch = _branch(item, Entry.archived_at == item.archived_at)
    _stamp([entry.id for entry in branch], None)
    item.archived_at = None
    _tell_of(item, branch, by=by, verb="restored", old=True, new=False)
    return True


def delete_item(*, item: WorkItem, by) -> None:
    """Delete a branch for good, with its internal thread; history keeps that it was. Raises KnownToTheClient."""
    lock_plan(item.project_id)
    if not may_be_deleted(item):
        raise KnownToTheClient(item.id)
    record_event(workspace_id=item.workspace_id, project_id=item.project_id, entry_id=item.id, actor_id=by.id,
                 verb="deleted", old=item.title)
    db.session.flush()
    ids = list(db.session.scalars(select(Entry.id).where(*_in_branch(item))))
    _forget_thread(ids)
    forget_entries(ids)
    for record in (Assignee, Promise, EntryReader):
        _delete(record, record.entry_id.in_(ids))
    db.session.execute(update(ImportedItem).where(ImportedItem.entry_id.in_(ids)).values(entry_id=None)
                       .execution_options(synchronize_session=False))
    _delete(Dependency, or_(Dependency.entry_id.in_(ids), Dependency.waits_for_id.in_(ids)))
    _delete(WorkItem.__table__, WorkItem.__table__.c.id.in_(ids))
    _delete(Entry.__table__, Entry.__table__.c.id.in_(ids))
    for record in [kept for kept in db.session.identity_map.values() if isinstance(kept, Entry) and kept.id in ids]:
        db.session.expunge(record)


def may_be_deleted(item: WorkItem) -> bool:
    """Whether no part of the branch was ever shared, was written about to the client, or has something else hang on it."""
    branch = select(Entry.id).where(*_in_branch(item))
    known = (
        select(Entry.id).where(Entry.id.in_(branch), or_(Entry.first_shared_at.is_not(None), Entry.audience != "internal")),
        select(Entry.id).where(Entry.about_id.in_(branch)),
        select(AboutLink.entry_id).where(AboutLink.about_id.in_(branch)),
        select(Event.id).where(Event.entry_id.in_(branch), Event.lane == "shared"),
        select(Message.id).where(Message.entry_id.in_(branch), Message.lane == "shared"),
        select(Invitation.id).where(Invitation.entry_id.in_(branch)),
        *(keep(branch) for keep in kept_by),
    )
    return not any(db.session.scalar(found.limit(1)) for found in known)


def _in_branch(item) -> tuple:
    return Entry.project_id == item.project_id, Entry.kind == "work_item", in_branch(item.path)


def _branch(item, *conditions) -> list:
    """Ids and audiences of those of the branch that go or come with its head."""
    db.session.flush()
    return db.session.execute(select(Entry.id, Entry.audience).where(*_in_branch(item), *conditions)).all()


def _tell_of(item, branch, *, by, **facts) -> None:
    """A line for the head, and one for each shared item below: to the client, who may see no head, it went by itself."""
    known = [entry.id for entry in branch if entry.audience != "internal" and entry.id != item.id]
    below = db.session.scalars(select(Entry).where(Entry.id.in_(known)).order_by(Entry.id)) if known else ()
    tell_many([(each, {"field": "archived", **facts}) for each in [item, *below]], actor_id=by.id)


def _stamp(ids, at) -> None:
    db.session.execute(update(Entry).where(Entry.id.in_(ids)).values(archived_at=at).execution_options(synchronize_session=False))
    for record in list(db.session.identity_map.values()):
        if isinstance(record, Entry):
            db.session.expire(record, ["archived_at"])
    settle_moves(ids)
    settle_waiting(ids)


def _forget_thread(ids) -> None:
    messages = select(Message.id).where(Message.entry_id.in_(ids))
    _delete(Mention, Mention.message_id.in_(messages))
    _delete(Revision, Revision.message_id.in_(messages))
    _delete(Message, Message.entry_id.in_(ids))
    _delete(ReadMark, ReadMark.entry_id.in_(ids))


def _delete(record, condition) -> None:
    db.session.execute(delete(record).where(condition).execution_options(synchronize_session=False))
