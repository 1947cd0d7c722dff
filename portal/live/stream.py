"""One open page's stream: a socket that the hub writes to, and next to nothing else. A thousand idle ones are a few MB."""
import os
import socket
from _socket import socket as PlainSocket
from contextlib import suppress
from time import monotonic

from portal.live.cursor import Position
from portal.talk.audience import Listener


class Stream:
    """A connection that was taken over from the web server, and for whom it is."""

    __slots__ = ("fd", "session_id", "listener", "position", "since", "due", "until")

    def __init__(self, fd: int, session_id, listener: Listener, position: Position | None, *, lasts: float):
        self.fd, self.session_id, self.listener = fd, session_id, listener
        #: What it has been told of; None where it begins with what comes.
        self.position = position
        self.since, self.due = monotonic(), 0.0
        self.until = self.since + lasts

    def write(self, text: bytes) -> bool:
        """Whether it was taken whole. A reader so slow that the system's buffer is full is let go: it comes again."""
        try:
            return os.write(self.fd, text) == len(text)
        except OSError:
            return False

    def is_gone(self) -> bool:
        """Whether the other end hung up; what it says is not listened to."""
        try:
            with _borrowed(self.fd) as connection:
                return connection.recv(4096, socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def close(self) -> None:
        fd, self.fd = self.fd, -1
        if fd >= 0:
            os.close(fd)


class _borrowed:
    """A socket object over a descriptor, for one call. The plain one: gevent's would prepare to wait."""

    def __init__(self, fd: int):
        self._socket = PlainSocket(socket.AF_INET, socket.SOCK_STREAM, 0, fd)

    def __enter__(self):
        return self._socket

    def __exit__(self, *error):
        self._socket.detach()


def take_over(connection) -> int:
    """A descriptor of our own for a connection: the web server may close its own, the other end notices nothing."""
    fd = os.dup(connection.fileno())
    os.set_blocking(fd, False)
    with suppress(OSError), _borrowed(fd) as own:
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return fd
