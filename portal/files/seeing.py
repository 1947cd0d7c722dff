"""Who had a version before them, and who saved its file: noted once, and told as far as the reader may know of them."""
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.files.sighting import VersionSeen
from portal.files.version import Version
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.person import Person, person_of
from portal.people.user import User
from portal.projects.standing import Standing
from portal.talk.people import on_client_side_of, on_staff_of

#: Of each version so many are told, the first ones and the reader.
MOST = 100


class Sighting(NamedTuple):
    """Somebody who had a version before them: when first, and when they first saved it."""

    person: Person
    seen_at: datetime
    saved_at: datetime | None


def note_seen(version: Version, document: Entry, by: Standing) -> bool:
    """Note that somebody had a version on their screen. Twice is once; a look through other eyes and one's own version are none.

    Returns whether it is new. The client side is told of its own people only: a colleague's look is shared history where
    the version is shared, a look of the team never.
    """
    return _counts(version, by) and _began(version, document, by, None) and _told(version, document, by, "version_seen")


def note_saved(version: Version, document: Entry, by: Standing) -> bool:
    """Note that somebody saved the file of a version, and so has seen it. As ``note_seen``."""
    if not _counts(version, by):
        return False
    moment = now()
    if not _began(version, document, by, moment):
        saved = db.session.execute(
            update(VersionSeen).where(VersionSeen.version_id == version.id, VersionSeen.user_id == by.viewer.user_id,
                                      VersionSeen.downloaded_at.is_(None)).values(downloaded_at=moment))
        if saved.rowcount == 0:
            return False
    return _told(version, document, by, "version_saved")


def is_new_to(version, by: Standing, *, saved: bool = False) -> bool:
    """Whether it is to be noted that this reader sees (or saves) a version. One statement; only reads."""
    if not _counts(version, by):
        return False
    row = _known(version.id, by.viewer.user_id).first()
    return row is None or (saved and row.downloaded_at is None)


def seen_by(standing: Standing, version_ids: Collection[UUID]) -> dict[UUID, list[Sighting]]:
    """Who has seen these versions, by version, the first one first: the team knows of all, contacts of their own people.

    The reader is among them. One statement; none for no version.
    """
    found: dict[UUID, dict[UUID, Sighting]] = {}
    if version_ids and standing.viewer.user_id is not None:
        for row in _sightings(standing.project, standing.is_staff, standing.viewer.user_id, list(version_ids), MOST):
            person = person_of(row, "client" if row.client_id else "staff")
            found.setdefault(row.version_id, {})[row.id] = Sighting(person, row.seen_at, row.downloaded_at)
    return {version_id: list(people.values()) for version_id, people in found.items()}


def _counts(version, by: Standing) -> bool:
    return by.viewer.user is not None and not by.viewer.read_only and version.by_id != by.viewer.user_id


def _began(version: Version, document: Entry, by: Standing, saved_at: datetime | None) -> bool:
    write = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    new = write(VersionSeen.__table__).values(version_id=version.id, user_id=by.viewer.user_id, seen_at=saved_at or now(),
                                              workspace_id=document.workspace_id, downloaded_at=saved_at)
    return db.session.execute(new.on_conflict_do_nothing().returning(VersionSeen.__table__.c.user_id)).first() is not None


def _told(version: Version, document: Entry, by: Standing, verb: str) -> bool:
    lane = "shared" if version.lane == "shared" and not by.is_staff else "internal"
    # No activity of the document: that somebody looked at it moves it in no list.
    record_event(workspace_id=document.workspace_id, project_id=document.project_id, entry_id=document.id, lane=lane,
                 actor_id=by.viewer.user_id, verb=verb, new=version.name)
    return True


@prepared
def _known(version_id: UUID, user_id: UUID):
    return select(VersionSeen.seen_at, VersionSeen.downloaded_at).where(
        VersionSeen.version_id == version_id, VersionSeen.user_id == user_id)


@prepared
def _sightings(project, staff_here: bool, reader_id: UUID, version_ids, most: int):
    sides = or_(on_staff_of(project), on_client_side_of(project)) if staff_here else on_client_side_of(project)
    place = func.row_number().over(partition_by=VersionSeen.version_id, order_by=(
        case((User.id == reader_id, 0), else_=1), VersionSeen.seen_at, User.id))
    found = (select(VersionSeen.version_id, VersionSeen.seen_at, VersionSeen.downloaded_at, User.id, User.name, User.email,
                    Membership.client_id, place.label("place"))
             .join(User, User.id == VersionSeen.user_id).join(Membership, and_(Membership.user_id == User.id, sides))
             .where(VersionSeen.version_id.in_(version_ids)).subquery())
    return select(found).where(found.c.place <= most).order_by(found.c.seen_at, found.c.id)
