"""One person who sends files as the outbox does, over a connection kept open, and saves them again."""
import hashlib
import http.client
import json
import random
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import uuid4

MB = 2**20
PIECE = "application/offset+octet-stream"


def content(number: int, megabytes: int) -> Iterator[bytes]:
    """Megabytes that nobody can compress, and that no other number has."""
    chance = random.Random(number)
    return (chance.randbytes(MB) for _ in range(megabytes))


def digest_of(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


class Sender:
    def __init__(self, port: int, cookie: str, project_id, item_id):
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._project, self._item = project_id, item_id
        self._headers = {"Cookie": cookie, "Accept": "application/json"}
        answer, body = self._ask("GET", "/me/pass")
        if made := answer.getheader("Set-Cookie"):
            self._headers["Cookie"] += "; " + made.partition(";")[0]
        self._headers["X-CSRFToken"] = json.loads(body)["csrf"]

    def page(self) -> None:
        self._ask("GET", f"/projects/{self._project}/items/{self._item}", Accept="text/html")

    def send(self, number: int, megabytes: int) -> str:
        """Send a file in pieces of a megabyte, then the message that it comes with. Its id while it came."""
        upload = str(uuid4())
        said = {"id": upload, "filename": f"file-{number}.bin", "project": str(self._project)}
        self._ask("POST", "/uploads", **{
            "Tus-Resumable": "1.0.0", "Upload-Length": str(megabytes * MB),
            "Upload-Metadata": ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in said.items())})
        for at, piece in enumerate(content(number, megabytes)):
            self._ask("PATCH", f"/uploads/{upload}", piece, **{"Tus-Resumable": "1.0.0", "Upload-Offset": str(at * MB),
                                                               "Content-Type": PIECE})
        form = urlencode({"act": str(uuid4()), "lane": "shared", "body": f"File {number}", "upload": upload})
        self._ask("POST", f"/projects/{self._project}/entries/{self._item}/messages", form,
                  **{"Content-Type": "application/x-www-form-urlencoded"})
        return upload

    def save(self, address: str) -> str:
        """Save a file and drop it. Its SHA-256."""
        self._line.request("GET", address, headers=self._headers)
        answer = self._line.getresponse()
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status}")
        return digest_of(iter(lambda: answer.read(MB), b""))

    def _ask(self, method: str, path: str, body=None, **headers):
        self._line.request(method, path, body=body, headers={**self._headers, **headers})
        answer = self._line.getresponse()
        data = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {data[:300]!r}")
        return answer, data
