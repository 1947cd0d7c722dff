"""Where a stream goes on: opaque, and one person's own.

Places in the log count everybody's events: told plainly, the distance between two of them would say how much happens in
other people's projects. So a cursor is encrypted for its user with a fresh nonce: two for the same place look unlike, and
one that was made for somebody else, or by somebody else, opens nothing. (HMAC-SHA256 as a keystream and as a tag.)
"""
import hmac
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from time import time
from typing import NamedTuple
from uuid import UUID

_PLAIN = struct.Struct(">QQI")
_NONCE, _TAG = 9, 10


class Position(NamedTuple):
    """How far both logs have been read: every line before these places is known."""

    event: int
    signal: int

    @property
    def is_known(self) -> bool:
        return self.event > 0


class Cursors:
    """Makes and opens cursors with a key that only this installation has."""

    def __init__(self, secret: str):
        self._hide, self._prove = (hmac.digest(secret.encode(), b"live cursor " + use, sha256) for use in (b"hide", b"prove"))

    def seal(self, user_id: UUID, position: Position, at: float | None = None) -> str:
        """The cursor of a user at a position, made at a moment (seconds)."""
        nonce = os.urandom(_NONCE)
        plain = _PLAIN.pack(*position, int(time() if at is None else at))
        hidden = self._mixed(plain, nonce, user_id)
        return urlsafe_b64encode(nonce + hidden + self._tag(nonce + hidden, user_id)).decode()

    def open(self, user_id: UUID, cursor: str | None) -> tuple[Position, int] | None:
        """The position and the moment a cursor was made at, or None for what is not this user's."""
        try:
            raw = urlsafe_b64decode((cursor or "").encode())
        except ValueError:
            return None
        body, tag = raw[:-_TAG], raw[-_TAG:]
        if len(body) != _NONCE + _PLAIN.size or not hmac.compare_digest(tag, self._tag(body, user_id)):
            return None
        event, signal, at = _PLAIN.unpack(self._mixed(body[_NONCE:], body[:_NONCE], user_id))
        return Position(event, signal), at

    def _mixed(self, text: bytes, nonce: bytes, user_id: UUID) -> bytes:
        stream = hmac.digest(self._hide, nonce + user_id.bytes, sha256)
        return bytes(a ^ b for a, b in zip(text, stream, strict=False))

    def _tag(self, body: bytes, user_id: UUID) -> bytes:
        return hmac.digest(self._prove, body + user_id.bytes, sha256)[:_TAG]
