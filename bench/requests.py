"""What is asked of a server: one request, as bytes that can be sent again and again."""
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

#: Replaced by a fresh UUID each time a request is sent, so that each post is an act of its own.
FRESH = "fresh-act-id"
#: Replaced by the act that this connection sent before: the newest thing on its screen.
LAST = "last-act-id"


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    headers: dict = field(default_factory=dict)
    form: dict | None = None
    expect: tuple = (200,)
    #: What LAST is in the first sending.
    last: str = ""

    def to_bytes(self, host: str) -> bytes:
        body = urlencode(self.form).encode() if self.form is not None else b""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: gzip, deflate, br, zstd",
                 *(f"{name}: {value}" for name, value in self.headers.items())]
        if self.form is not None:
            # Every UUID is as long as the next, so the length holds for each sending.
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(filled(body))}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def filled(data: bytes, act: str = "", last: str = "") -> bytes:
    """The request as it is sent, once more."""
    return data.replace(FRESH.encode(), (act or str(uuid4())).encode()).replace(LAST.encode(), (last or str(uuid4())).encode())
