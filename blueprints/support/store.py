"""The store of files of this application."""
from flask import current_app

from portal.channels.files import PIECE, Bucket, Folder, open_store

__all__ = ["PIECE", "store"]


def store() -> Folder | Bucket:
    return open_store(current_app.config["SETTINGS"])
