"""Mail by HTTP: a mail server, or a service, posts it as it came and shows the token of the settings."""
from hmac import compare_digest

from flask import Blueprint, abort, current_app, request

from blueprints.support.door import public
from blueprints.support.forms import guard
from blueprints.support.sizes import takes_body
from blueprints.support.transactions import looks_first
from portal.jobs.taking_in import ComeBack, take_in

bp = Blueprint("mail_in", __name__, url_prefix="/mail-in")

#: A larger one is refused, and whoever has it tells its sender.
LARGEST = 60 * 2**20
KINDS = {"message/rfc822", "application/octet-stream", "text/plain"}


@bp.post("")
@public
@guard.exempt
@looks_first
@takes_body(LARGEST)
def create():
    """201 once the mail is safe; 503 where it shall come again. ``recipient`` may say whom the envelope named."""
    _check_token()
    if request.mimetype not in KINDS:
        abort(415)
    raw = request.get_data(cache=False, parse_form_data=False)
    if not raw.strip():
        abort(422)
    try:
        letters = take_in(raw, way="http", recipients=request.args.getlist("recipient"))
    except ComeBack:
        return {"outcome": "later"}, 503, {"Retry-After": "60"}
    return {"outcome": "stored", "letters": [{"id": str(letter.id), "state": letter.state} for letter in letters]}, 201


def _check_token() -> None:
    wanted = current_app.config["SETTINGS"].mail_in_token
    if wanted is None:
        abort(404)
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not compare_digest(shown.strip().encode(), wanted.encode()):
        abort(401)
