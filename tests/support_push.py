"""A real push service on this machine: takes what we send, checks whose it is, reads it as the browser would."""
import base64
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from uuid import uuid4

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid.jwt import decode


def as_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """The keys a browser keeps for one subscription."""

    def __init__(self, origin: str):
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), uuid4().bytes
        self.endpoint = f"{origin}/push/{uuid4()}"

    @property
    def keys(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": as_text(point), "auth": as_text(self.secret)}

    @property
    def facts(self) -> dict[str, str]:
        """As a form sends them."""
        return {"endpoint": self.endpoint, **self.keys}

    def read(self, body: bytes) -> bytes:
        """What was sent (RFC 8291). Raises where it was encrypted for somebody else."""
        return http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")


@dataclass
class Taken:
    """One request of ours."""

    path: str
    headers: dict[str, str]
    body: bytes
    claims: dict

    def read_by(self, browser: Browser) -> dict:
        return json.loads(browser.read(self.body))


@dataclass
class Receiver:
    """``receiver.answers`` are statuses, in turn (the last one stays), each perhaps with headers; 0 is no answer at all."""

    origin: str = ""
    #: The key that signs for us; None: any.
    key: str | None = None
    answers: list = field(default_factory=lambda: [201])
    taken: list[Taken] = field(default_factory=list)
    asked: int = 0
    over: Event = field(default_factory=Event)

    def clear(self) -> None:
        self.key, self.answers, self.asked = None, [201], 0
        self.taken.clear()

    def next_answer(self) -> tuple[int, dict]:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, tuple) else (answer, {})

    def check(self, headers) -> dict:
        """The claims of a signature that is good, is for this place, and not for longer than a day (RFC 8292)."""
        kind, _, parts = headers["Authorization"].partition(" ")
        token, key = (part.partition("=")[2] for part in parts.split(","))
        claims = decode(token, key)
        assert kind == "vapid" and (self.key is None or key == self.key)
        assert claims["aud"] == self.origin and claims["sub"].startswith(("mailto:", "https://"))
        assert time.time() < claims["exp"] <= time.time() + 86_400
        assert headers["Content-Encoding"] == "aes128gcm" and int(headers["TTL"]) > 0
        return claims


def handler_of(receiver: Receiver):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                claims = receiver.check(self.headers)
            except Exception as wrong:
                return self.say(403, {}, repr(wrong))
            status, headers = receiver.next_answer()
            if status == 0:
                # Longer than anybody waits, unless the test is over.
                receiver.over.wait(30)
                self.close_connection = True
                return None
            if status < 300:
                receiver.taken.append(Taken(self.path, dict(self.headers), body, claims))
            return self.say(status, headers, "")

        do_GET = do_POST

        def say(self, status: int, headers: dict, text: str) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(text))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def push_receiver():
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(receiver))
    server.daemon_threads = True
    receiver.origin = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()
