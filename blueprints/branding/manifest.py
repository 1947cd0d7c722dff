"""What the installed app is called and looks like, with the reader's brand laid over it."""
import json
from copy import deepcopy
from functools import cache

from flask import Blueprint, Response
from flask_babel import gettext

from blueprints.branding.icons import icon_url
from blueprints.support.assets import asset
from blueprints.support.door import public, this_session
from blueprints.support.joining import STATIC
from blueprints.support.page import Brand, brand_of_reader

bp = Blueprint("manifest", __name__)


@bp.get("/manifest.json")
@public
def show() -> Response:
    # Browsers ask with the reader's cookie; without one the product shows itself.
    this_session()
    response = Response(json.dumps(manifest_of(brand_of_reader()), ensure_ascii=False), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def manifest_of(brand: Brand) -> dict:
    """The manifest of one brand, in the reader's language."""
    manifest = deepcopy(_plain())
    manifest.update(name=brand.name, short_name=brand.name[:24], theme_color=brand.colour)
    words = gettext("Needs you"), gettext("New message"), gettext("Projects")
    for shortcut, word in zip(manifest["shortcuts"], words, strict=True):
        shortcut["name"] = word
    for icon in [*manifest["icons"], *(icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"])]:
        icon["src"] = icon_url(brand, icon.get("purpose", "any"), int(icon["sizes"].partition("x")[0]))
    for picture in manifest["screenshots"]:
        picture["src"] = asset(picture["src"])
    return manifest


@cache
def _plain() -> dict:
    return json.loads((STATIC.parent / "manifest.json").read_text())
