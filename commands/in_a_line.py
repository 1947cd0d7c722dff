"""A command that could not do its work says why in a line, where the reason is not its own code."""
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_a_line() -> Iterator[None]:
    """End the program with one line and exit code 1 where database or queue does not do as it is asked."""
    try:
        yield
    except Exception as error:
        if (said := _said(error)) is None:
            raise
        sys.exit(said)


def _said(error: Exception) -> str | None:
    from sqlalchemy.exc import ProgrammingError

    from portal.base.away import in_one_line, why_away

    missing = isinstance(error, ProgrammingError) and "does not exist" in str(error.orig)
    reason = in_one_line(error.orig) if missing else why_away(error)
    if reason is None:
        return None
    if missing or reason.startswith("no such "):
        return f"The database is not made ready for this version ({reason}): run bin/portico prepare."
    return f"It could not be done: {reason.rstrip('.')}. bin/portico doctor says what to do."
