"""Pins follow the version they were made on: what contacts no longer see, they read no remarks about."""
from sqlalchemy import select

from portal.base.database import db
from portal.entries.sharing import unshare_all
from portal.files.pin import Pin
from portal.files.version import Version
from portal.people.user import User


def hide_pins_of(by: User, *conditions) -> None:
    """Make the pins on these versions the team's own, with what was said there. Twice is once."""
    db.session.flush()
    pins = select(Pin).join(Version, Version.id == Pin.version_id).where(*conditions, Pin.audience != "internal")
    unshare_all(entries=db.session.scalars(pins.order_by(Pin.id)).all(), by=by)
