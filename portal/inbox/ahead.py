"""Ahead of need: what a device keeps of a reader's work before they ask, so that it opens without a network."""
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2s
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, select

from portal.base.prepared import prepared
from portal.decisions.asked_to_read import asked_to_read
from portal.entries.entry import Entry
from portal.entries.visible import in_their_rooms
from portal.inbox.needs import needs_you
from portal.projects.lists import list_projects
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark

THREADS = 10
#: Among so many threads that somebody read last, and so many projects, the latest are looked for.
READ, PROJECTS = 30, 8


class Ahead(NamedTuple):
    """An entry worth keeping, and a mark that changes with whatever its reader may see happen to it."""

    entry: Entry
    stamp: str
    #: Whether it needs its reader: then what is to be seen of it is worth keeping, too.
    needed: bool = False
    #: Of a document that is asked about: the version that is.
    version_id: UUID | None = None


def worth_keeping(viewer: Viewer, told: Iterable[Entry] = ()) -> tuple[list[Ahead], list[Project]]:
    """What needs the viewer, documents of many pages that it asks about, what they were ``told`` of, then their latest threads;
    and the projects of all that."""
    needs, _more = needs_you(viewer)
    found = {need.item.id: Ahead(need.item, _stamp(_active(need.item, need.seat.side)), True) for need in needs}
    for document, version_id in asked_to_read(viewer, [need.item.id for need in needs if need.item.kind == "approval"]):
        found[document.id] = Ahead(document, _stamp(_active(document, _side(viewer, document))), True, version_id)
    for entry in told:
        found.setdefault(entry.id, Ahead(entry, _stamp(_active(entry, _side(viewer, entry)))))
    for entry, at in latest_threads(viewer):
        found.setdefault(entry.id, Ahead(entry, _stamp(at)))
    return list(found.values()), list({each.entry.project_id: each.entry.project for each in found.values()}.values())


def latest_threads(viewer: Viewer) -> list[tuple[Entry, datetime]]:
    """The threads somebody spoke in last, among those the viewer has read and those of their first projects."""
    found: dict[UUID, tuple[Entry, datetime]] = {}
    projects = list_projects(viewer)[:PROJECTS]
    for side, seats in (("staff", viewer.staff_seats), ("client", viewer.contact_seats)):
        if not seats:
            continue
        # A contact's order knows shared activity only, also where the same person is staff of another house.
        eyes = viewer.narrowed(memberships=tuple(seat for seat in viewer.memberships if seat.side == side))
        for rows in (_read(eyes, side, viewer.user_id), _spoken(eyes, side, [project.id for project in projects])):
            found.update({entry.id: (entry, _active(entry, side)) for entry in rows.scalars()})
    return sorted(found.values(), key=lambda each: each[1], reverse=True)[:THREADS]


def stamp_of(stamps: Iterable[str]) -> str:
    """One mark over many."""
    return blake2s(" ".join(stamps).encode(), digest_size=6).hexdigest()


@prepared
def _read(viewer, side, user_id):
    lately = select(ReadMark.entry_id).where(ReadMark.user_id == user_id).order_by(ReadMark.at.desc()).limit(READ)
    return _threads(viewer, side).where(Entry.id.in_(lately))


@prepared
def _spoken(viewer, side, projects):
    return _threads(viewer, side).where(Entry.project_id.in_(projects))


def _threads(viewer, side):
    seen = exists().where(Message.entry_id == Entry.id, Message.lane == "shared" if side == "client" else True)
    active = Entry.last_shared_activity_at if side == "client" else Entry.last_activity_at
    return (in_their_rooms(viewer).where(Entry.archived_at.is_(None), active.is_not(None), seen)
            .order_by(active.desc()).limit(THREADS))


def _active(entry: Entry, side: str) -> datetime:
    return entry.last_activity_at if side == "staff" else entry.last_shared_activity_at or entry.created_at


def _side(viewer: Viewer, entry: Entry) -> str:
    # Who stands on both sides hears of shared activity only.
    return "client" if viewer.contact_seat(entry.project.client_id) else "staff"


def _stamp(at: datetime) -> str:
    return stamp_of([at.isoformat()])
