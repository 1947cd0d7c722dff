"""What a database or a queue says when it does not do as it is asked: a line is enough, nobody's code is at fault."""
import logging
import sqlite3
import sys

from sqlalchemy.exc import OperationalError


def why_away(error: BaseException) -> str | None:
    """Its reason in one line; None for any other error, which is worth its trace."""
    if isinstance(error, OperationalError):
        # By this number SQLite tells statements it does not understand, which are ours to mend.
        ours = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
        return None if ours else in_one_line(error.orig or error)
    # Loaded only where there is one.
    queues = sys.modules.get("redis.exceptions")
    away = queues and isinstance(error, queues.ConnectionError | queues.TimeoutError)
    return in_one_line(error) if away else None


def in_one_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def log_failure(log: logging.Logger, message: str, error: Exception, **facts: str) -> None:
    """Log an error that was caught: the reason of what is away, and the trace of anything else."""
    if reason := why_away(error):
        log.error(message, extra={**facts, "reason": reason})
    else:
        log.error(message, extra=facts, exc_info=error)
