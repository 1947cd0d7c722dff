"""Uploads that nobody goes on with are given up, and bytes that nobody asks for go."""
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import parse_id
from portal.files.upload import LASTS, Upload

#: Bytes without a row may belong to a request that is just being served.
YOUNG = timedelta(days=1)


def forget_old_uploads() -> None:
    """Give up every upload that was not touched for seven days."""
    db.session.execute(delete(Upload).where(Upload.touched_at < now() - LASTS))


def known_uploads() -> set[UUID]:
    """The ids of all that are under way."""
    return set(db.session.scalars(select(Upload.id)))


def unclaimed(store, known: set[UUID]) -> Iterator[str]:
    """The names of bytes that belong to no upload of those known, and of what a crash left half written.

    Only asks the store, which takes its time: one that began since its ids were looked up has young bytes.
    """
    for found in store.names("uploads"):
        if parse_id(found.name.split("/")[1]) not in known and found.at < now() - YOUNG:
            yield found.name
    yield from (found.name for found in store.names("drafts") if found.at < now() - YOUNG)
