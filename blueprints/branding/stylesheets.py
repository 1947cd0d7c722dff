"""A brand's stylesheet, by colour and hash: whoever knows the colour may read it, and browsers keep it for ever."""
from flask import Blueprint, Response, abort

from blueprints.support.assets import FOR_EVER
from blueprints.support.door import public
from blueprints.support.page import Brand
from portal.branding.stylesheet import brand_stylesheet

bp = Blueprint("brand_stylesheets", __name__)


@bp.get("/brand/<string(length=6):colour>-<string(length=8):digest>.css")
@public
def show(colour: str, digest: str) -> Response:
    try:
        text = brand_stylesheet(f"#{colour}")
    except ValueError:
        abort(404)
    response = Response(text, mimetype="text/css")
    fresh = Brand(colour=f"#{colour}").stylesheet_url.endswith(f"-{digest}.css")
    response.headers["Cache-Control"] = FOR_EVER if fresh else "public, max-age=300"
    return response
