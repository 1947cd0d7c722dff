"""The first lines of a text, as the worker kept them."""
from flask import current_app

from blueprints.support.store import store
from portal.files.blob import picture_name
from portal.files.looking import Look


def shown_text(look: Look) -> str:
    name = picture_name(look.workspace_id, look.sha256, "text")
    try:
        return b"".join(store().read(name)).decode("utf-8", "replace")
    except FileNotFoundError:
        current_app.logger.error("missing in the store: %s", name)
        return ""
