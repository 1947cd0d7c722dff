"""Work outside of requests that only looks: it waits for nobody's write lock, and lets go of the database before it sends."""
from contextlib import contextmanager

from portal.base.database import db, writes


@contextmanager
def reading():
    """In here the database is only read; afterwards nothing of it is held, and records are of no use any more."""
    intent = writes.set(False)
    try:
        yield
    finally:
        db.session.rollback()
        writes.reset(intent)
