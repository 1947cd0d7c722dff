"""The mail as it came, kept whole: under its hash in the store of files, whoever it belongs to."""
import hashlib
from collections.abc import Iterator

from sqlalchemy import exists, select

from portal.base.database import db
from portal.base.reading import reading
from portal.files.checking import Trouble, digest_in, old_names, trouble_of
from portal.letters.letter import Letter


def original_name(sha256: bytes) -> str:
    """The name of these bytes in the store."""
    digest = sha256.hex()
    return f"letters/{digest[:2]}/{digest}"


def keep_original(raw: bytes, store) -> bytes:
    """Keep a mail before a row tells of it, and say its SHA-256.

    Kept already, it is kept anew: what was left by a crash is young again, and nobody removes it before the row is there.
    """
    sha256 = hashlib.sha256(raw).digest()
    store.put(original_name(sha256), iter([raw]))
    return sha256


def read_original(letter: Letter, store) -> bytes:
    """The whole mail as it came. Raises FileNotFoundError."""
    return b"".join(store.read(original_name(letter.sha256)))


def check_originals(store) -> Iterator[Trouble]:
    """Read every mail as it came, and tell what is wrong, by kind and name in the store. Nobody who writes waits meanwhile."""
    lying = old_names("letters", store)
    with reading():
        kept = {original_name(sha256): sha256 for sha256 in db.session.scalars(select(Letter.sha256).distinct())}
    for name, sha256 in kept.items():
        if trouble := trouble_of(name, sha256, store):
            yield Trouble(trouble, name)
    yield from (Trouble("orphaned", name) for name in lying if name not in kept)


def is_original(name: str) -> bool:
    """Whether a letter tells of the bytes under this name."""
    sha256 = digest_in(name)
    return sha256 is not None and db.session.scalar(select(exists().where(Letter.sha256 == sha256)))
