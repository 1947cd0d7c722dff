"""Holding streams open, as browsers do: opened in handfuls, read as they speak."""
import selectors
import socket
from collections.abc import Callable
from time import perf_counter

from bench.pages import COOKIE

#: So many are being opened at once.
HANDFUL = 64


class Held:
    """One stream: what came of its head, then of its events."""

    def __init__(self, port: int, token: str):
        self.token, self.text, self.begun, self.dead = token, b"", False, False
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n"
                            f"Cookie: {COOKIE}={token}\r\n\r\n".encode())

    def read(self) -> bytes:
        """What it said just now, whole events only."""
        try:
            data = self.socket.recv(65536)
        except OSError:
            data = b""
        if not data:
            self.dead = True
            return b""
        self.text += data
        whole, _, self.text = self.text.rpartition(b"\n\n")
        self.begun = self.begun or b"event: beat" in whole
        return whole


class Streams:
    """All that are held, in one loop."""

    def __init__(self, port: int):
        self.port, self.held, self.selector = port, [], selectors.DefaultSelector()

    def open(self, tokens: list[str], within: float = 90) -> int:
        """Open one for each token; returns how many failed to begin in time."""
        until, fresh = perf_counter() + within, []
        for start in range(0, len(tokens), HANDFUL):
            some = [Held(self.port, token) for token in tokens[start:start + HANDFUL]]
            for each in some:
                self.selector.register(each.socket, selectors.EVENT_READ, each)
            self.held += some
            fresh += some
            while perf_counter() < until and any(not each.begun and not each.dead for each in some):
                self.listen(0.2)
        return sum(not each.begun for each in fresh)

    def listen(self, seconds: float, heard: Callable[[Held, bytes], None] = lambda *_: None) -> None:
        """Read whatever comes next, waiting so long at most."""
        for key, _ in self.selector.select(seconds):
            said = key.data.read()
            if key.data.dead:
                self.selector.unregister(key.fileobj)
            elif said:
                heard(key.data, said)

    def hold(self, seconds: float) -> None:
        until = perf_counter() + seconds
        while perf_counter() < until:
            self.listen(0.2)

    @property
    def dead(self) -> int:
        return sum(each.dead for each in self.held)

    def close(self) -> None:
        for each in self.held:
            each.socket.close()
        self.selector.close()
        self.selector, self.held = selectors.DefaultSelector(), []
