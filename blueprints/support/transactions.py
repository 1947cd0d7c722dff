"""Reading requests begin reading transactions; a writing one reads only once it has committed."""
from flask import Flask, request
from sqlalchemy import event

from portal.base.database import db, writes

SAFE = {"GET", "HEAD", "OPTIONS"}


def install(app: Flask) -> None:
    app.before_request(lambda: writes.set(request.method not in SAFE) and None)
    app.teardown_request(lambda error: writes.set(True) and None)


@event.listens_for(db.session, "after_commit")
def _answer_without_lock(session) -> None:
    """What follows the one commit of a request only renders its answer."""
    from flask import has_request_context

    if has_request_context():
        writes.set(False)
