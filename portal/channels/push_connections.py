"""Connections to push services: each name looked at first, kept open for the next push, closed after a while."""
import ssl
import threading
import time
from collections import defaultdict
from functools import cache
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection, RemoteDisconnected

from portal.base.config import Settings
from portal.base.push_endpoints import Endpoint, receiver_of_tests
from portal.channels.public_addresses import connect_outside

#: Servers close what is idle; after so many seconds we do it first.
IDLE = 20
#: How much of an answer is read, in bytes: a reason, no more.
READ = 300
#: The other side had closed the connection before our request came.
CLOSED = (RemoteDisconnected, ConnectionResetError, BrokenPipeError)


class Connections:
    """Open connections by host, safe from several threads. No proxy, no redirect, nothing from the environment."""

    def __init__(self, settings: Settings, patience: float):
        self._inside, self._patience = receiver_of_tests(settings), patience
        self._idle: dict[Endpoint, list[tuple[float, HTTPConnection]]] = defaultdict(list)
        self._lock = threading.Lock()

    def post(self, where: Endpoint, body: bytes, headers: dict) -> tuple[HTTPResponse, str]:
        """The answer and the beginning of what it says. Raises NotPublic, OSError, HTTPException."""
        place = where._replace(path="")
        kept = self._kept(place)
        if kept is not None:
            try:
                return self._asked(place, kept, where.path, body, headers)
            except CLOSED:
                pass
        return self._asked(place, self._opened(place), where.path, body, headers)

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, defaultdict(list)
        for connections in idle.values():
            for _since, connection in connections:
                connection.close()

    def _kept(self, place: Endpoint) -> HTTPConnection | None:
        with self._lock:
            while self._idle[place]:
                since, connection = self._idle[place].pop()
                if time.monotonic() - since < IDLE:
                    return connection
                connection.close()
        return None

    def _opened(self, place: Endpoint) -> HTTPConnection:
        if place.secure:
            connection = HTTPSConnection(place.host, place.port, timeout=self._patience, context=_trust())
        else:
            connection = HTTPConnection(place.host, place.port, timeout=self._patience)
        if place.origin != self._inside:
            connection._create_connection = connect_outside
        return connection

    def _asked(self, place: Endpoint, connection: HTTPConnection, path: str, body: bytes, headers: dict):
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            said = answer.read(READ).decode("utf-8", "replace")
        except BaseException:
            connection.close()
            raise
        if answer.isclosed() and not answer.will_close:
            with self._lock:
                self._idle[place].append((time.monotonic(), connection))
        else:
            connection.close()
        return answer, " ".join(said.split())


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
