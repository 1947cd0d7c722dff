"""Jobs that only look: they wait for nobody's write lock, and let go of the database before anything is sent."""
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
