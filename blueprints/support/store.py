"""The store of files of this application."""
from flask import current_app

from portal.channels.files import PIECE, Folder, open_store

__all__ = ["PIECE", "store"]


def store() -> Folder:
    return open_store(current_app.config["SETTINGS"].data)
