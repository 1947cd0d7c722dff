"""What keeps a command from its work is told in a line; a fault of our own keeps its trace."""
import logging
import sqlite3

import pytest
from redis.exceptions import ConnectionError as QueueAway
from sqlalchemy.exc import OperationalError, ProgrammingError

from commands.in_a_line import in_a_line
from portal.base.away import log_failure

AWAY = 'connection to server at "10.0.0.1", port 5432 failed: Connection refused\n\tIs the server running on that host?'


def failing(kind, said: str):
    return kind("SELECT 1", {}, sqlite3.OperationalError(said))


@pytest.mark.parametrize(("error", "told"), [
    (failing(OperationalError, AWAY), "doctor"), (QueueAway("Error 111 connecting to 10.0.0.1:6379."), "doctor"),
    (failing(OperationalError, "no such table: users"), "prepare"),
    (failing(ProgrammingError, 'relation "users" does not exist\nLINE 1: SELECT'), "prepare"),
])
def test_a_database_that_is_away_or_was_never_made_is_a_line_that_says_what_to_do(error, told):
    with pytest.raises(SystemExit) as ended, in_a_line():
        raise error
    assert "\n" not in ended.value.code and f"bin/portico {told}" in ended.value.code


def test_our_own_fault_keeps_its_trace(caplog):
    with pytest.raises(ProgrammingError), in_a_line():
        raise failing(ProgrammingError, "syntax error at or near FORM")
    for error in (failing(OperationalError, AWAY), ValueError("ours")):
        log_failure(logging.getLogger("portico.test"), "it failed", error, desk="mails")
    away, ours = caplog.records
    assert (away.exc_info, "\n" in away.reason, away.desk) == (None, False, "mails") and ours.exc_info[1] is error
