"""Whether every file is there and what it was, and whether bytes lie about that no row tells of."""
import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, or_, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import parse_id
from portal.base.reading import reading
from portal.files.blob import Blob, blob_name, picture_name
from portal.files.pictures import SIZES

#: Younger bytes may belong to a message that is just being stored.
YOUNG = timedelta(hours=1)
AT_ONCE = 500


class Trouble(NamedTuple):
    """``missing``, ``damaged``, ``unpictured`` (its picture is gone, and can be made again), or ``orphaned``."""

    kind: str
    name: str


def check_files(store) -> Iterator[Trouble]:
    """Read every file, and tell what is wrong, by kind and name in the store. Nobody who writes waits meanwhile."""
    lying, known = [*old_names("blobs", store), *old_names("pictures", store)], set()
    for blob in _blobs():
        known.add(name := blob_name(blob.workspace_id, blob.sha256))
        if trouble := trouble_of(name, blob.sha256, store):
            yield Trouble(trouble, name)
        elif not all(store.holds(_picture(blob, made)) for made in made_of(blob)):
            yield Trouble("unpictured", name)
    yield from (Trouble("orphaned", name) for name in lying if file_of(name) not in known)


def old_names(below: str, store) -> list[str]:
    """What lies in the store for longer than a message takes to be stored.

    To be asked before the rows are: what comes to lie there later may have its row later, too.
    """
    before = now() - YOUNG
    return [found.name for found in store.names(below) if found.at < before]


def remove_orphans(names: Iterable[str], is_told_of: Callable[[str], bool], store) -> Iterator[str]:
    """Delete bytes, and tell which: all but those that a row tells of by now, or that were taken up again just now."""
    for name in names:
        with reading():
            told = is_told_of(name)
        found = store.find(name)
        if found and not told and found.at < now() - YOUNG:
            store.delete(name)
            yield name


def file_of(name: str) -> str:
    """The name of the file that lies under this name, or of which it is a picture."""
    folder, _, last = name.removeprefix("pictures/").rpartition("/")
    return f"blobs/{folder}/{last.partition('-')[0]}" if name.startswith("pictures/") else name


def paint_again(name: str) -> None:
    """Let what is shown of this file be made anew."""
    _await_pictures(Blob.workspace_id == parse_id(name.split("/")[1]), Blob.sha256 == digest_in(name))


def paint_refused_again() -> None:
    """Let what is shown be tried anew of all files of which it was given up."""
    _await_pictures(Blob.picture == "refused")


def _await_pictures(*which) -> None:
    wanted = {"picture": "waiting", "tries": 0, "pages": None, "pages_in_all": None, "page_sizes": None, "page_words": None}
    db.session.execute(update(Blob).where(*which).values(**wanted), execution_options={"synchronize_session": False})


def is_file(name: str) -> bool:
    """Whether a row tells of the bytes under this name, or of those they were made of."""
    workspace_id, sha256 = parse_id(name.split("/")[1]), digest_in(name)
    return bool(workspace_id and sha256) and db.session.scalar(
        select(exists().where(Blob.workspace_id == workspace_id, Blob.sha256 == sha256)))


def digest_in(name: str) -> bytes | None:
    """The SHA-256 at the end of a name, where there is one; of a picture, of what it was made of."""
    try:
        return bytes.fromhex(file_of(name).rpartition("/")[2])
    except ValueError:
        return None


def _blobs() -> Iterator:
    """All of them, some at a time: reading their bytes takes long, and nothing of the database is held meanwhile."""
    last = None
    while True:
        with reading():
            rows = db.session.execute(_after(last)).all()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].workspace_id, rows[-1].sha256


def _after(last: tuple[UUID, bytes] | None):
    wanted = (select(Blob.workspace_id, Blob.sha256, Blob.picture, Blob.pages, Blob.page_words)
              .order_by(Blob.workspace_id, Blob.sha256).limit(AT_ONCE))
    if last is None:
        return wanted
    workspace_id, sha256 = last
    return wanted.where(or_(Blob.workspace_id > workspace_id, and_(Blob.workspace_id == workspace_id, Blob.sha256 > sha256)))


def made_of(blob) -> Iterator[str]:
    """What was made of it to be shown, by its last name."""
    if blob.picture == "text":
        yield "text"
    if blob.picture == "ready" or blob.pages:
        yield from SIZES
    yield from (f"page-{number + 1}" for number in range(blob.pages or 0))
    yield from (f"words-{number}" for number, signs in enumerate(blob.page_words or [], start=1) if signs)


def _picture(blob, size: str) -> str:
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
