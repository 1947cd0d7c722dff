"""Identities: version 7 made here (they sort by time), version 4 made on devices."""
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh id for a record that begins on the server."""
    return uuid7()


def parse_id(text: UUID | str | None) -> UUID | None:
    """The UUID a text spells, or None where it spells none; a UUID is itself."""
    try:
        return UUID(str(text or ""))
    except ValueError:
        return None
