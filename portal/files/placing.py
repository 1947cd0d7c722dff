"""Placing a pin: a remark at one place of a page."""
from uuid import UUID

from sqlalchemy import func, select

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.about import set_about
from portal.entries.entry import Entry
from portal.entries.reach import reaches_client
from portal.entries.telling import tell
from portal.files.pin import Pin
from portal.files.reading import pages_of
from portal.projects.standing import Standing
from portal.talk.access import lanes_to_write
from portal.talk.posting import NoLongerShared, NotThisLane, post_message
from portal.talk.wording import checked

#: On one document, of those its reader sees.
MOST_PINS = 200


class NoSuchPlace(ValueError):
    """The version has no such page, or the place lies beside it."""


class TooManyPins(ValueError):
    """The document holds as many as a reader can look through."""


def lanes_to_pin(standing: Standing, document: Entry, lane: str) -> tuple[str, ...]:
    """The lanes of a pin on a version of this lane: what contacts cannot see, they are told nothing about."""
    lanes = lanes_to_write(standing, document)
    return lanes if lane == "shared" else tuple(each for each in lanes if each == "internal")


def place_pin(*, document: Entry, version, by: Standing, pin_id: UUID, page: int, x: float, y: float, body: str,
              lane: str) -> Pin:
    """Put a remark at a place of a version that its writer sees (a row of ``find_version``).

    The id is made where the words were typed; a second pin under it violates the key. Raises NotThisLane, NoLongerShared,
    NoSuchPlace, TooManyPins, and NoWords or TooManyWords of ``portal.talk.wording``.
    """
    if lane not in lanes_to_pin(by, document, version.lane):
        raise NotThisLane(lane)
    if lane == "shared" and not reaches_client(document):
        raise NoLongerShared(document.id)
    if not (1 <= page <= pages_of(version) and 0 <= x <= 1 and 0 <= y <= 1):
        raise NoSuchPlace(page, x, y)
    checked(body, may_be_empty=False)
    shared = lane == "shared"
    pin = Pin(id=pin_id, workspace_id=document.workspace_id, project_id=document.project_id, title=document.title,
              audience="client" if shared else "internal", created_by_id=by.viewer.user_id,
              first_shared_at=now() if shared else None, version_id=version.id, page=page, x=x, y=y,
              number=_next_number(document, by))
    db.session.add(pin)
    set_about(pin, document)
    db.session.refresh(pin, ["project"])
    post_message(entry=pin, by=by, message_id=new_id(), body=body, lane=lane)
    tell(document, actor_id=by.viewer.user_id, verb="pin_placed", internal=not shared)
    return pin


def _next_number(document: Entry, by: Standing) -> int:
    # One after another: whoever pins the same document meanwhile waits here.
    db.session.execute(select(Entry.id).where(Entry.id == document.id).with_for_update())
    seen = True if by.is_staff else Pin.audience != "internal"
    count = db.session.scalar(select(func.count()).select_from(Pin).where(Pin.about_id == document.id, seen))
    if count >= MOST_PINS:
        raise TooManyPins(document.id)
    return (db.session.scalar(select(func.max(Pin.number)).where(Pin.about_id == document.id)) or 0) + 1
