"""Whether every file is there and what it was, and whether bytes lie about that no row tells of."""
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.files.blob import Blob, picture_name
from portal.files.pictures import SIZES

#: Younger bytes may belong to a message that is just being stored.
YOUNG = timedelta(hours=1)


class Trouble(NamedTuple):
    """``missing``, ``damaged``, ``unpictured`` (its picture is gone, and can be made again), or ``orphaned``."""

    kind: str
    name: str


def check_files(store) -> Iterator[Trouble]:
    """Read every file, and tell what is wrong, by kind and name in the store."""
    known = set()
    for blob in db.session.scalars(select(Blob).order_by(Blob.workspace_id, Blob.sha256).execution_options(yield_per=500)):
        known.add(blob.name)
        if trouble := trouble_of(blob.name, blob.sha256, store):
            yield Trouble(trouble, blob.name)
        elif not all(store.holds(_picture(blob, made)) for made in made_of(blob)):
            yield Trouble("unpictured", blob.name)
    for found in store.names("blobs"):
        if found.name not in known and found.at < now() - YOUNG:
            yield Trouble("orphaned", found.name)


def made_of(blob: Blob) -> Iterator[str]:
    """What was made of it to be shown, by its last name."""
    if blob.picture == "text":
        yield "text"
    if blob.picture == "ready" or blob.pages:
        yield from SIZES
    yield from (f"page-{number + 1}" for number in range(blob.pages or 0))


def _picture(blob: Blob, size: str) -> str:
    return picture_name(blob.workspace_id, blob.sha256, size)


def trouble_of(name: str, sha256: bytes, store) -> str | None:
    """``missing`` or ``damaged``, where what stands under a name is not what its hash says."""
    digest = hashlib.sha256()
    try:
        for piece in store.read(name):
            digest.update(piece)
    except FileNotFoundError:
        return "missing"
    return None if digest.digest() == sha256 else "damaged"
