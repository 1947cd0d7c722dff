"""A file of a service far away, read like one of this machine: from any place, fetched as it is read."""
import io
from collections.abc import Callable

from portal.channels.kept import StoreAway


class FarFile(io.RawIOBase):
    """So many bytes; ``begin(at)`` fetches from there on, and ``troubles()`` turns what goes wrong into OSError."""

    def __init__(self, size: int, begin: Callable, troubles: Callable):
        self._size, self._begin, self._troubles = size, begin, troubles
        self._at, self._body = 0, None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if at < 0:
            raise ValueError(at)
        if at != self._at:
            self._leave()
            self._at = at
        return at

    def readinto(self, room) -> int:
        most = min(len(room), self._size - self._at)
        if most <= 0:
            return 0
        if self._body is None:
            self._body = self._begin(self._at)
        with self._troubles():
            came = self._body.read(most)
        if not came:
            raise StoreAway("the bytes end too early")
        room[:len(came)] = came
        self._at += len(came)
        return len(came)

    def close(self) -> None:
        self._leave()
        super().close()

    def _leave(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None
