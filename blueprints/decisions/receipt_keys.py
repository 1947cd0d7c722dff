"""With which keys receipts of this portal are signed, where others look for it: a key set (RFC 7517)."""
from flask import Blueprint, Response
from flask.json import dumps

from blueprints.support.door import public
from portal.decisions.envelope import FORMAT
from portal.decisions.keys import current_key, known_keys

bp = Blueprint("receipt_keys", __name__)


@bp.get("/.well-known/portico-receipts.json")
@public
def index() -> Response:
    told = {"format": FORMAT, "current": current_key().id, "keys": [key.as_jwk for key in known_keys().values()]}
    response = Response(dumps(told), mimetype="application/json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
