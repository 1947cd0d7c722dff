"""Whether the server is alive, and whether what it needs answers."""
from flask import Blueprint, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from blueprints.support.door import public
from portal.base.database import db
from portal.jobs.heartbeat import worker_lives

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz():
    return jsonify(alive=True)


@bp.get("/readyz")
@public
def readyz():
    """200 when both the database answers and the worker was heard of lately, else 503 and which of them does not."""
    state = {"database": _database_answers(), "jobs": worker_lives()}
    return jsonify(ready=all(state.values()), **state), 200 if all(state.values()) else 503


def _database_answers() -> bool:
    try:
        return db.session.scalar(text("SELECT 1")) == 1
    except SQLAlchemyError:
        db.session.rollback()
        return False
