"""Before the outbox sends what waits it asks as whom it would, and for a proof that is fresh."""
from flask import Blueprint, jsonify
from flask_wtf.csrf import generate_csrf

from blueprints.support.door import this_session

bp = Blueprint("passes", __name__, url_prefix="/me/pass")


@bp.get("")
def show():
    """Acts of another user than this one stay where they are."""
    user = this_session().user
    return jsonify(user=str(user.id), epoch=user.access_epoch, csrf=generate_csrf())
