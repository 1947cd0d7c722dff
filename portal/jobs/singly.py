"""One after the other: where one of them fails that is logged, and the others have their turn all the same."""
import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from portal.base.database import db

log = logging.getLogger("portico.jobs")

One, Outcome = TypeVar("One"), TypeVar("Outcome")


def singly(them: Iterable[One], do: Callable[[One], Outcome]) -> list[Outcome]:
    """What came of those with which it went well. Of the others nothing stays: the next look finds them again."""
    done = []
    for one in them:
        try:
            done.append(do(one))
        except IntegrityError:
            # Another worker was first, or what it is about went meanwhile.
            log.warning("%s: somebody else was first, %s", do.__module__, one)
            db.session.rollback()
        except Exception:
            log.exception("%s: failed for %s", do.__module__, one)
            db.session.rollback()
    return done
