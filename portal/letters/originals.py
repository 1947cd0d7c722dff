"""The mail as it came, kept whole: under its hash in the store of files, whoever it belongs to."""
import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.files.checking import YOUNG, Trouble, trouble_of
from portal.letters.letter import Letter


def original_name(sha256: bytes) -> str:
    """The name of these bytes in the store."""
    digest = sha256.hex()
    return f"letters/{digest[:2]}/{digest}"


def keep_original(raw: bytes, store) -> bytes:
    """Keep a mail before a row tells of it, and say its SHA-256. Kept already, nothing happens."""
    sha256 = hashlib.sha256(raw).digest()
    name = original_name(sha256)
    if not store.holds(name):
        store.put(name, iter([raw]))
    return sha256


def read_original(letter: Letter, store) -> bytes:
    """The whole mail as it came. Raises FileNotFoundError."""
    return b"".join(store.read(original_name(letter.sha256)))


def check_originals(store) -> Iterator[Trouble]:
    """Read every mail as it came, and tell what is wrong, by kind and name in the store."""
    known = set()
    for sha256 in db.session.scalars(select(Letter.sha256).distinct().execution_options(yield_per=500)):
        known.add(name := original_name(sha256))
        if trouble := trouble_of(name, sha256, store):
            yield Trouble(trouble, name)
    for found in store.names("letters"):
        if found.name not in known and found.at < now() - YOUNG:
            yield Trouble("orphaned", found.name)
