"""Reading requests begin reading transactions; a writing one reads only once it has committed."""
from uuid import UUID

from flask import Flask, has_request_context
from sqlalchemy import event

from blueprints.support.noted import asked, view_asked_for
from portal.base.alone import go_alone
from portal.base.database import db, writes
from portal.base.together import leave_for_commit

SAFE = {"GET", "HEAD", "OPTIONS"}


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.teardown_request(lambda error: writes.set(True) and None)


def _begin() -> None:
    request = asked()
    writes.set(request.method not in SAFE and not getattr(view_asked_for(), "looks_first", False))
    # After the one commit the answer shows what was just written: nothing of it needs to be read again.
    db.session().expire_on_commit = False
    # A slow body must not be awaited with the write lock in hand: it is read before anything is asked of the database.
    if request.method not in SAFE:
        request.form  # noqa: B018  (reading it is the point)


def looks_first(view):
    """Mark a mutating route that looks things up before it writes, and calls ``begin_writing`` between the two.

    On SQLite there is one writer at a time: the others need not wait while one only looks.
    """
    view.looks_first = True
    return view


def begin_writing() -> bool:
    """From here on the request writes. Whether somebody else may have written since it looked, and would not have otherwise."""
    if writes.get():
        return False
    db.session.commit()
    writes.set(True)
    return db.engine.dialect.name == "sqlite"


def begin_writing_together() -> bool:
    """Write with the commit, and with whoever waits to write then. Whether somebody else may write before that.

    For requests that have looked up all they need; what they write goes by ``Prepared.write``.
    """
    return leave_for_commit() or begin_writing()


def in_turn(changed: UUID | str) -> None:
    """Where this request may write: wait while another changes the same thing, and read it only then.

    Two who read before either wrote would both find nothing changed meanwhile, and the second overwrite the first.
    """
    if writes.get():
        go_alone(f"changing {changed}")


@event.listens_for(db.session, "after_commit")
def _answer_without_lock(session) -> None:
    """What follows the one commit of a request only renders its answer."""
    if has_request_context():
        writes.set(False)
