"""The tus protocol, version 1.0.0 (tus.io): core with creation (also with the first bytes), checksum, expiration, termination."""
import hashlib
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from email.utils import format_datetime

from flask import abort, make_response, request
from werkzeug.exceptions import ClientDisconnected

from blueprints.support.outcomes import unstored
from blueprints.support.store import PIECE
from portal.files.limits import MOST_BYTES
from portal.files.upload import Upload

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
ALGORITHMS = ("sha1", "sha256")
#: The status of a piece that is damaged.
DAMAGED = 460


def check_version() -> None:
    if request.headers.get("Tus-Resumable", VERSION) != VERSION:
        abort(412)


def abilities():
    return _told(make_response("", 204), **{
        "Tus-Version": VERSION, "Tus-Extension": "creation,creation-with-upload,checksum,expiration,termination",
        "Tus-Max-Size": str(MOST_BYTES), "Tus-Checksum-Algorithm": ",".join(ALGORITHMS)})


def told(upload: Upload, response):
    """The answer, with how far the upload is and until when it waits."""
    return _told(response, **{"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.length),
                              "Upload-Expires": format_datetime(upload.expires_at, usegmt=True)})


def ended():
    return _told(make_response("", 204))


def not_taken(status: int, reason: str, sentence: str):
    return _told(unstored(status, reason=reason, sentence=sentence))


def _told(response, **headers):
    response.headers.update({"Tus-Resumable": VERSION, **headers})
    return response


def metadata() -> dict[str, str]:
    """What ``Upload-Metadata`` says: names, each with its value in base64."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = b64decode(value, validate=True).decode()
        except (Error, UnicodeDecodeError):
            continue
    return found


def number(header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def brings_bytes() -> bool:
    return request.mimetype == PIECE_TYPE


class Body:
    """The bytes of this request as they arrive, no more than expected; a lost connection ends them early."""

    def __init__(self, most: int):
        self._most = most
        self._said = request.headers.get("Upload-Checksum", "").partition(" ")
        if self._said[0] and self._said[0] not in ALGORITHMS:
            abort(400)
        self._digest = hashlib.new(self._said[0]) if self._said[0] else None

    def __iter__(self) -> Iterator[bytes]:
        came = 0
        while piece := self._next():
            came += len(piece)
            if came > self._most:
                abort(413)
            if self._digest:
                self._digest.update(piece)
            yield piece

    def _next(self) -> bytes:
        try:
            return request.stream.read(PIECE)
        except ClientDisconnected:
            return b""

    @property
    def is_damaged(self) -> bool:
        """Whether these are other bytes than ``Upload-Checksum`` says."""
        try:
            return self._digest is not None and self._digest.digest() != b64decode(self._said[2], validate=True)
        except Error:
            return True
