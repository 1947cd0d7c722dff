"""What every store of files tells of what it keeps, and which names it takes."""
import errno
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

PIECE = 2**18


class Kept(NamedTuple):
    """What was written: its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: bytes


class Found(NamedTuple):
    name: str
    size: int
    at: datetime


class StoreAway(OSError):
    """The store does not answer, or not as it should: nothing is known of these bytes."""

    def __init__(self, said: str):
        super().__init__(errno.EIO, said)


def check_name(name: str) -> str:
    """A name made by us, such as ``blobs/<workspace>/<two>/<sha256>``. Raises ValueError where it leads out of the store."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(name)
    return name
