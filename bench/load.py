"""The load generator, a process of its own: keeps N connections busy for some seconds and times every answer.

Reads its orders as JSON from stdin and prints what it saw as JSON.
"""
import json
import selectors
import socket
import sys
from time import perf_counter
from uuid import uuid4

from bench.requests import filled

#: How long to wait for the last answers of a busy machine, in seconds.
PATIENCE = 30


class Connection:
    """One keep-alive connection that asks again as soon as it is answered."""

    def __init__(self, address, message: bytes, last: str):
        self.message, self.last = message, last
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.began = 0.0

    def ask(self) -> None:
        self.buffer = b""
        self.began = perf_counter()
        act = str(uuid4())
        self.socket.sendall(filled(self.message, act, self.last))
        self.last = act

    def answered(self) -> int | None:
        """The status once the whole answer is here. Raises ConnectionError when the server hung up."""
        data = self.socket.recv(262144)
        if not data:
            raise ConnectionError("the server closed the connection")
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found or not _whole(head.lower(), body):
            return None
        return int(head[9:12])


def _whole(head: bytes, body: bytes) -> bool:
    if b"transfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    _, found, rest = head.partition(b"content-length:")
    return not found or len(body) >= int(rest.split(b"\r\n", 1)[0])


def run(host: str, port: int, messages: list[bytes], lasts: list[str], connections: int, seconds: float) -> dict:
    with selectors.DefaultSelector() as selector:
        for number in range(connections):
            which = number % len(messages)
            connection = Connection((host, port), messages[which], lasts[which])
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask()
        began, times, statuses = perf_counter(), [], {}
        # What is under way at the end is awaited: left behind, it would be paid by whoever is measured next.
        while selector.get_map() and perf_counter() - began < seconds + PATIENCE:
            for key, _ in selector.select(1.0):
                status = key.data.answered()
                if status is None:
                    continue
                times.append(perf_counter() - key.data.began)
                statuses[status] = statuses.get(status, 0) + 1
                if perf_counter() - began < seconds:
                    key.data.ask()
                else:
                    selector.unregister(key.fileobj)
        lasted = perf_counter() - began
    return {"times": times, "statuses": statuses, "seconds": lasted}


if __name__ == "__main__":
    orders = json.load(sys.stdin)
    orders["messages"] = [message.encode("latin-1") for message in orders["messages"]]
    json.dump(run(**orders), sys.stdout)
