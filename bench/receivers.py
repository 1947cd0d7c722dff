"""A mail server and a push service on this machine that take everything at once: a process of its own, told to end by SIGTERM.

Prints its two ports, and at the end what came: how many, how many of them twice, from when to when, and when to each address.
"""
import asyncio
import json
import re
import signal
import time
from collections import defaultdict
from dataclasses import dataclass, field

IDS = re.compile(rb"^Message-ID: <([^>]+)>", re.MULTILINE | re.IGNORECASE)
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass
class Taken:
    """What one kind of receiver got."""

    count: int = 0
    bytes: int = 0
    first: float = 0.0
    last: float = 0.0
    seen: set = field(default_factory=set)
    twice: int = 0
    #: When each to an address came.
    at: dict = field(default_factory=lambda: defaultdict(list))

    def take(self, what: bytes, size: int, to: str) -> None:
        moment = time.time()
        self.count, self.bytes, self.last = self.count + 1, self.bytes + size, moment
        self.at[to].append(moment)
        self.first = self.first or moment
        self.twice += what in self.seen
        self.seen.add(what)

    def told(self) -> dict:
        return {"count": self.count, "twice": self.twice, "first": self.first, "last": self.last, "at": self.at,
                "kb": self.bytes / max(1, self.count) / 1024}


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, taken: Taken) -> None:
    """One SMTP conversation."""
    to = ""
    writer.write(b"220 bench\r\n")
    while line := await reader.readline():
        verb = line[:4].upper()
        if verb == b"EHLO":
            writer.write(b"250-bench\r\n250 8BITMIME\r\n")
        elif verb == b"DATA":
            writer.write(b"354 go on\r\n")
            letter = await reader.readuntil(b"\r\n.\r\n")
            found = IDS.search(letter)
            taken.take(found[1] if found else letter, len(letter), to)
            writer.write(b"250 taken\r\n")
        elif verb == b"QUIT":
            writer.write(b"221 bye\r\n")
            break
        else:
            if verb == b"RCPT":
                to = line.partition(b"<")[2].partition(b">")[0].decode()
            writer.write(b"250 fine\r\n")
    writer.close()


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, taken: Taken) -> None:
    """One HTTP connection of a push service."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(int(LENGTH.search(head)[1]))
            # Each is encrypted with a key of its own: only equal bytes are the same one twice.
            taken.take(body, len(body), head.split(b" ", 2)[1].decode())
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main() -> None:
    mails, pushes, over = Taken(), Taken(), asyncio.Event()
    post = await asyncio.start_server(lambda r, w: converse(r, w, mails), "127.0.0.1", 0, limit=2**22)
    service = await asyncio.start_server(lambda r, w: answer(r, w, pushes), "127.0.0.1", 0)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    print(json.dumps({"smtp": post.sockets[0].getsockname()[1], "push": service.sockets[0].getsockname()[1]}), flush=True)
    await over.wait()
    print(json.dumps({"mail": mails.told(), "push": pushes.told()}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
