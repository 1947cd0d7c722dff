"""A command that could not do its work says why in a line, where the reason is not its own code."""
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: What SQLite and PostgreSQL say of a table or column they never had.
NEVER_MADE = re.compile(r"^no such (table|column)|^(relation|column) .* does not exist")

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
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from portal.base.away import in_one_line, why_away

    if isinstance(error, OperationalError | ProgrammingError) and NEVER_MADE.search(str(error.orig)):
        return f"The database is not made ready for this version ({in_one_line(error.orig)}): run bin/portico prepare."
    reason = why_away(error)
    return reason and f"It could not be done: {reason.rstrip('.')}. bin/portico doctor says what to do."
