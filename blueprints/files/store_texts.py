"""The first lines of a text, and what is written on pages, as the worker kept them."""
from flask import current_app

from blueprints.support.store import store
from portal.files.blob import picture_name


def shown_text(of, made: str = "text") -> str:
    """What was made of the bytes of a version (a row with ``workspace_id`` and ``sha256``), ``words-3`` of its third page."""
    name = picture_name(of.workspace_id, of.sha256, made)
    try:
        return b"".join(store().read(name)).decode("utf-8", "replace")
    except FileNotFoundError:
        current_app.logger.error("missing in the store: %s", name)
        return ""
