"""Pins follow the version they were made on: what contacts no longer see, they read no remarks about."""
from sqlalchemy import not_, select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.sharing import audience_changed, unshare_all
from portal.files.pin import Pin
from portal.files.reading import open_to
from portal.files.version import Version
from portal.people.user import User


def hide_pins_of(by: User, *conditions) -> None:
    """Make the pins on these versions the team's own, with what was said there. Twice is once."""
    db.session.flush()
    pins = select(Pin).join(Version, Version.id == Pin.version_id).where(*conditions, Pin.audience != "internal")
    unshare_all(entries=db.session.scalars(pins.order_by(Pin.id)).all(), by=by)


def stay_with_version(entries: list[Entry]) -> None:
    """A pin that is shared by itself reaches contacts only where its version does."""
    pins = {entry.id: entry for entry in entries if isinstance(entry, Pin) and entry.is_shared}
    if pins:
        closed = select(Pin.id).join(Version, Version.id == Pin.version_id).where(Pin.id.in_(pins), not_(open_to(False)))
        for pin_id in db.session.scalars(closed):
            pins[pin_id].audience = "internal"


audience_changed.append(stay_with_version)
