"""The icons of an installed room, by its colour and logo; each address is proven, so that nobody makes us draw at will."""
import hmac
from functools import lru_cache

from flask import Blueprint, Response, abort, current_app, url_for

from blueprints.support.assets import FOR_EVER, asset
from blueprints.support.door import public
from blueprints.support.page import PORTICO, Brand
from portal.people.branded import logo_of
from portal.people.client import Client
from portal.people.workspace import Workspace

bp = Blueprint("brand_icons", __name__)

PLAIN = "mark"
OWN = {("any", 192): "icons/icon-192.png", ("any", 512): "icons/icon-512.png", ("maskable", 512): "icons/maskable-512.png"}


@bp.get("/brand/icons/<string(length=6):colour>/<string(maxlength=64):logo>/<any(any,maskable):purpose>-<int:size>-<proof>.png")
@public
def show(colour: str, logo: str, purpose: str, size: int, proof: str) -> Response:
    if not hmac.compare_digest(proof, _proof(colour, logo, purpose, size)):
        abort(404)
    response = Response(_drawn(colour, logo, purpose == "maskable", size), mimetype="image/png")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@bp.app_template_global()
def icon_url(brand: Brand, purpose: str = "any", size: int = 192) -> str:
    """The address of the icon of this brand; purpose as manifests call it: ``any`` or ``maskable``."""
    if brand.colour == PORTICO.colour and brand.logo_hash is None:
        return asset(OWN[purpose, size])
    facts = {"colour": brand.colour[1:], "logo": brand.logo_hash or PLAIN, "purpose": purpose, "size": size}
    return url_for("brand_icons.show", **facts, proof=_proof(**facts))


def _proof(colour: str, logo: str, purpose: str, size: int) -> str:
    told = f"icon:{colour}:{logo}:{purpose}:{size}"
    return hmac.digest(current_app.config["SECRET_KEY"].encode(), told.encode(), "sha256").hex()[:16]


@lru_cache(128)
def _drawn(colour: str, logo: str, maskable: bool, size: int) -> bytes:
    # Drawing needs megabytes of code that no other page does.
    from portal.branding.icons import as_png, logo_icon, mark_icon

    kept = None if logo == PLAIN else logo_of(logo, Client, Workspace)
    if kept is None:
        return as_png(mark_icon(f"#{colour}", size, maskable=maskable))
    return as_png(logo_icon(kept, size, maskable=maskable))
