"""How long a message takes from its writer's press to the open pages of its readers, fragment included."""
import re
import selectors
import socket
from time import perf_counter
from uuid import uuid4

from bench.fill import Filled
from bench.load import _whole
from bench.pages import COOKIE, posting
from bench.requests import filled
from bench.streams import Held, Streams

LAST_MESSAGE = re.compile(rb'id="m-([0-9a-f-]{36})"')


class Reader:
    """An open page: hears of a message on its stream, and fetches the fragment."""

    def __init__(self, port: int, held: Held, town: Filled, after: str):
        self.port, self.held, self.after, self.buffer, self.asking = port, held, after, b"", False
        self.path = f"/projects/{town.project_id}/entries/{town.discussion_id}/messages/arrivals"
        self.socket = socket.create_connection(("127.0.0.1", port))

    def ask(self) -> None:
        self.buffer, self.asking = b"", True
        self.socket.sendall(f"GET {self.path}?after={self.after} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nHX-Request: true\r\n"
                            f"HX-Request-Type: partial\r\nCookie: {COOKIE}={self.held.token}\r\n\r\n".encode())

    def has_it(self) -> bool:
        """Whether the fragment is whole now; notes the newest message in it."""
        self.buffer += self.socket.recv(65536)
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found or not _whole(head.lower(), body):
            return False
        self.asking = False
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"a reader's fragment answered {head[:40]!r}")
        if ids := LAST_MESSAGE.findall(body):
            self.after = ids[-1].decode()
        return bool(ids)


def arrivals(port: int, town: Filled, streams: Streams, *, readers: int, messages: int) -> list[float]:
    """Seconds from the press to each page, for so many messages."""
    post = posting(port, town)["posting a message"]
    pages = {each: Reader(port, each, town, post.last) for each in streams.held[:readers]}
    for page in pages.values():
        streams.selector.register(page.socket, selectors.EVENT_READ, page)
    writer, times, last = socket.create_connection(("127.0.0.1", port)), [], post.last
    for _ in range(messages):
        times += _one(writer, post.to_bytes(f"127.0.0.1:{port}"), last, streams, pages)
        last = next(iter(pages.values())).after
    for page in pages.values():
        streams.selector.unregister(page.socket)
        page.socket.close()
    writer.close()
    return times


def _one(writer, message: bytes, last: str, streams: Streams, pages: dict) -> list[float]:
    began, arrived, answer = perf_counter(), {}, b""
    writer.sendall(filled(message, str(uuid4()), last))
    streams.selector.register(writer, selectors.EVENT_READ, None)
    while len(arrived) < len(pages) and perf_counter() - began < 10:
        for key, _ in streams.selector.select(0.2):
            if key.data is None:
                answer += writer.recv(262144)
            elif isinstance(key.data, Reader):
                if key.data.has_it():
                    arrived[key.data] = perf_counter() - began
            else:
                said = key.data.read()
                page = pages.get(key.data)
                if page and not page.asking and page not in arrived and b'"messages"' in said:
                    page.ask()
    while not _is_answered(answer):
        answer += writer.recv(262144)
    streams.selector.unregister(writer)
    streams.hold(0.3)
    if len(arrived) < len(pages):
        raise SystemExit(f"a message reached {len(arrived)} of {len(pages)} pages within 10 seconds")
    return list(arrived.values())


def _is_answered(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    return bool(found) and _whole(head.lower(), body)
