"""Listening to a real server's stream in tests, and to the hub without one."""
import json
import os
import select
import socket
from contextlib import contextmanager
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

from portal.base.database import db
from portal.live.cursor import Cursors
from portal.live.log import settled

#: Seconds. Who waits for what surely comes waits no longer than it takes, and fails nothing on a busy machine.
PATIENCE = 60.0


class Ear:
    """One end of a stream: what came so far, as events."""

    def __init__(self, connection: socket.socket):
        self.connection, self.text, self.events, self.ended = connection, "", [], False
        self.status, self.headers = None, {}

    def hear(self, within: float = PATIENCE, until=None):
        """Read until ``until(event)`` holds for one, which is returned; None when time is up or the stream ended."""
        end, at = monotonic() + within, 0
        while True:
            while at < len(self.events):
                if until and until(self.events[at]):
                    return self.events[at]
                at += 1
            left = end - monotonic()
            if left <= 0 or self.ended or not self._read(left):
                return None

    def rows(self, kind: str, within: float = PATIENCE):
        """The first event that holds a row of this kind: that row."""
        found = self.hear(within, lambda event: any(row[0] == kind for row in event["rows"]))
        return found and next(row for row in found["rows"] if row[0] == kind)

    def has_begun(self, within: float = PATIENCE) -> bool:
        return self.hear(within, lambda event: event["event"] in ("beat", "again")) is not None

    def has_ended(self, within: float = PATIENCE) -> bool:
        self.hear(within)
        return self.ended

    def answer(self, within: float = PATIENCE) -> int | None:
        """The status of what the server said, be it a stream or not."""
        end = monotonic() + within
        while self.status is None and not self.ended and (left := end - monotonic()) > 0 and self._read(left):
            pass
        return self.status

    @property
    def cursor(self) -> str:
        return next(event["id"] for event in reversed(self.events) if event["id"])

    def told(self) -> list:
        return [row for event in self.events for row in event["rows"]]

    def _read(self, left: float) -> bool:
        if not select.select([self.connection], [], [], left)[0]:
            return False
        data = self.connection.recv(65536)
        self.ended = not data
        self.text += data.decode()
        if self.status is None and "\r\n\r\n" in self.text and self.text.startswith("HTTP"):
            head, self.text = self.text.split("\r\n\r\n", 1)
            self.status = int(head.split()[1])
            self.headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
        *whole, self.text = self.text.split("\n\n")
        self.events += map(_event, whole)
        return True

    def close(self) -> None:
        self.connection.close()


def _event(text: str) -> dict:
    fields = dict(line.partition(": ")[::2] for line in text.split("\n"))
    found = {"id": fields.get("id"), "event": fields.get("event", "message"), "data": fields.get("data", ""),
             "retry": fields.get("retry"), "rows": []}
    if found["event"] == "message" and found["data"]:
        found["rows"] = json.loads(found["data"])
    return found


def listen(server, token: str, cursor: str | None = None, *, again: str | None = None) -> Ear:
    """Ask a server for a stream, as a page with this cursor does, or a browser that comes again."""
    address = urlsplit(server.url)
    connection = socket.create_connection((address.hostname, address.port), timeout=PATIENCE)
    path = f"/live?since={cursor}" if cursor else "/live"
    last = f"Last-Event-ID: {again}\r\n" if again else ""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nAccept: text/event-stream\r\n{last}"
                       f"Cookie: __Host-portico={token}\r\n\r\n".encode())
    return Ear(connection)


@contextmanager
def pair():
    """Two ends of one connection; the hub may close its own."""
    ours, theirs = socket.socketpair()
    fd = os.dup(ours.fileno())
    os.set_blocking(fd, False)
    ours.close()
    try:
        yield fd, Ear(theirs)
    finally:
        theirs.close()


def is_of_now(settings, user_id, cursor: str) -> bool:
    """Whether a page was made over this database.

    Between tests it is another one behind the same name; a process that has not looked since hands out places of the old.
    """
    (place, _at), now = Cursors(settings.secret_key).open(user_id, cursor), settled()
    db.session.rollback()
    return place.event <= now.event and place.signal <= now.signal


def aside(work) -> Thread:
    thread = Thread(target=work, daemon=True)
    thread.start()
    return thread
