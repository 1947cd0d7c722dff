"""Sharing entries with the client side, and hiding them again.

Sharing is from now on: events keep the lane they were written in, and messages theirs (``portal.talk.coming_along``
brings chosen ones along). It is a one-time act on what is there: children added or moved later inherit nothing.
"""
from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.base.many import parts
from portal.entries.entry import Entry
from portal.entries.reach import reaches_client, shared_about
from portal.entries.readers import contacts_on, name_readers, named_readers
from portal.entries.telling import tell_many
from portal.notices.cancelling import cancel_owed
from portal.people.user import User

#: Rooms above add here what becomes of their open matters when entries are hidden from the client side:
#: each is called with the hidden entries (those about them included) and the user who hid them.
about_it: list[Callable[[list[Entry], User], None]] = []

#: And here what follows for them when who sees entries has changed at all: each is called with these entries.
audience_changed: list[Callable[[list[Entry]], None]] = []


class NeverShared(ValueError):
    """Among the entries is one that stays with the team, whoever shares it."""


class NotOnProject(ValueError):
    """A named reader is no contact on the project of the entry."""


def share(*, entry: Entry, by: User, audience: str = "client", readers: Collection[UUID] = ()) -> bool:
    """Show an entry to its client's people on the project, or to those named (membership ids).

    Twice: nothing more happens. Returns whether anything changed. Raises NotOnProject, NeverShared, and ValueError for
    another audience or for nobody named.
    """
    return bool(share_all(entries=[entry], by=by, audience=audience, readers=readers))


def share_all(*, entries: Iterable[Entry], by: User, audience: str = "client", readers: Collection[UUID] = ()) -> list[Entry]:
    """Share many entries of one project at once, as ``share`` does one. Returns those that changed."""
    wanted, entries = _checked(audience, readers), list(entries)
    if not all(entry.may_be_shared for entry in entries):
        raise NeverShared
    return _set_audience(entries, by, audience, wanted)


def unshare(*, entry: Entry, by: User) -> bool:
    """Hide an entry, and with it what is about it, from the client side. Message lanes are left alone. Twice: once."""
    return bool(unshare_all(entries=[entry], by=by))


def unshare_all(*, entries: Iterable[Entry], by: User) -> list[Entry]:
    """Hide many entries of one project at once. Returns those that changed."""
    return _set_audience(list(entries), by, "internal", set())


def _checked(audience: str, readers: Collection[UUID]) -> set[UUID]:
    if audience not in ("client", "named"):
        raise ValueError(f"nothing is shared with {audience}")
    if audience == "named" and not readers:
        raise ValueError("somebody must be named")
    return set(readers) if audience == "named" else set()


def _set_audience(entries: list[Entry], by: User, audience: str, wanted: set[UUID]) -> list[Entry]:
    if not entries:
        return []
    _lock(entries)
    contacts = {seat.id: seat.user for seat in contacts_on(entries[0].project_id)}
    if not wanted <= contacts.keys():
        raise NotOnProject(wanted - contacts.keys())
    before = named_readers(entries)
    after = wanted if audience == "named" else set(contacts) if audience == "client" else set()
    changed, losing = {}, set()
    for entry in entries:
        known = before.get(entry.id, set())
        if entry.audience == audience and (audience != "named" or known == wanted):
            continue
        saw = known & contacts.keys() if entry.audience == "named" else set(contacts) if entry.is_shared else set()
        changed[entry] = _story(entry, audience, gains=not entry.is_shared or bool(after - saw))
        losing |= saw - after
        entry.audience = audience
        name_readers(entry, wanted, known)
    tell_many(changed.items(), actor_id=by.id)
    db.session.flush()
    _reveal(changed) if audience != "internal" else _hide(changed, by)
    for follow in audience_changed:
        follow(list(changed))
    for seat_id in losing:
        contacts[seat_id].lose_access()
    cancel_owed(subject_ids=[entry.id for entry in changed], user_ids=[contacts[seat_id].id for seat_id in losing])
    return list(changed)


def _lock(entries: list[Entry]) -> None:
    """Nobody changes these audiences meanwhile; always in the same order, so that two never wait for each other."""
    known = {entry.id: entry for entry in entries}
    for part in parts(sorted(known)):
        rows = select(Entry.id, Entry.audience).where(Entry.id.in_(part)).order_by(Entry.id).with_for_update()
        for entry_id, audience in db.session.execute(rows):
            if known[entry_id].audience != audience:
                db.session.refresh(known[entry_id], ["audience"])


def _story(entry: Entry, audience: str, *, gains: bool) -> dict:
    """Who gains it learns of it; that somebody lost it is the team's own business."""
    if audience == "internal":
        return {"verb": "unshared", "old": entry.audience, "internal": True}
    if gains:
        return {"verb": "shared", "old": entry.audience, "new": audience}
    return {"verb": "narrowed", "old": entry.audience, "new": audience, "internal": True}


def _reveal(entries: Collection[Entry]) -> None:
    """Note when the client side could first see them, and what about them they uncover."""
    below = [entry for part in parts([entry.id for entry in entries]) for entry in db.session.scalars(shared_about(part))]
    for entry in (*entries, *below):
        if (entry.first_shared_at is None or entry.last_shared_activity_at is None) and reaches_client(entry):
            entry.first_shared_at = entry.first_shared_at or now()
            entry.last_shared_activity_at = entry.last_shared_activity_at or now()


def _hide(entries: Collection[Entry], by: User) -> None:
    below = [entry for part in parts([entry.id for entry in entries]) for entry in db.session.scalars(shared_about(part))]
    for settle in about_it:
        settle([*entries, *below], by)
