"""The store of files of this application."""
import errno

from flask import current_app

from blueprints.support.off_the_loop import off_the_loop
from portal.channels.files import PIECE, Bucket, Folder, StoreAway, open_store

__all__ = ["PIECE", "StoreAway", "is_full", "store"]

#: What a full disk says.
FULL = {errno.ENOSPC, errno.EDQUOT}


def store() -> Folder | Bucket:
    return open_store(current_app.config["SETTINGS"], aside=off_the_loop)


def is_full(error: OSError) -> bool:
    """Whether no more bytes can be kept."""
    return error.errno in FULL
