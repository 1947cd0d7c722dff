"""What is written to a stream: server-sent events (WHATWG HTML, 9.2), each with the cursor to go on from."""
import json
import random
from collections.abc import Iterable

from portal.live.line import Line

#: Of one project so many rows are told in one go; beyond that its pages look at all of it again.
MOST_ROWS = 40


def rows_of(lines: Iterable[tuple[Line, bool]]) -> tuple[tuple[str, ...], ...]:
    """The rows for these lines, each beside whether it is the reader's own; each row once.

    A flood of one project becomes few rows: its lists changed, and its pages look at all they show.
    """
    by_project: dict = {}
    for line, own in lines:
        by_project.setdefault(line.project_id, {}).update(dict.fromkeys(line.rows(own)))
    told: dict = {}
    for project_id, rows in by_project.items():
        told.update(rows if len(rows) <= MOST_ROWS else {("list", str(project_id)): None, ("flood", str(project_id)): None})
    return tuple(told)


def news(rows: tuple) -> bytes:
    """The body of an event that carries rows: the same for all who hear the same."""
    return b"data: " + json.dumps(rows, separators=(",", ":")).encode() + b"\n\n"


def event(kind: str, data: str = "") -> bytes:
    return f"event: {kind}\ndata: {data}\n\n".encode()


def numbered(cursor: str, body: bytes) -> bytes:
    return b"id: " + cursor.encode() + b"\n" + body


def retry(least: float, most: float) -> bytes:
    """After how long to come again, in seconds, spread so that not all come at once."""
    return f"retry: {int(random.uniform(least, most) * 1000)}\n\n".encode()
