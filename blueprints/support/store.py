"""The store of files of this application."""
import errno
from collections.abc import Iterable

from flask import current_app

from blueprints.support.off_the_loop import off_the_loop
from portal.channels.files import PIECE, Bucket, Folder, StoreAway, open_store

__all__ = ["PIECE", "StoreAway", "drop", "in_store", "is_full", "store"]

#: What a full disk says.
FULL = {errno.ENOSPC, errno.EDQUOT}


def store() -> Folder | Bucket:
    return open_store(current_app.config["SETTINGS"], aside=off_the_loop)


def in_store(work, *args):
    """Do what reads or writes much in the store, where nobody else is held up by it."""
    return off_the_loop(work, *args) if store().blocks else work(*args)


def drop(names: Iterable[str]) -> None:
    """Let go of what is kept under these names. A large file takes its time even to go."""
    kept = store()
    in_store(lambda: [kept.delete(name) for name in names])


def is_full(error: OSError) -> bool:
    """Whether no more bytes can be kept."""
    return error.errno in FULL
