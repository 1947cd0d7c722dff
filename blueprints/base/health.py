"""Whether the server is alive, and whether what it needs answers."""
from flask import Blueprint, jsonify

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz():
    return jsonify(alive=True)
