"""Where the bytes of files are kept: in a folder, or in the bucket that the settings name. Both have the same few verbs.

What stands under a name is whole and never changes: it is written elsewhere first, made safe on the disk, then renamed.
"""
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from portal.base.config import Settings
from portal.channels.bucket import Bucket
from portal.channels.kept import PIECE, Found, Kept, StoreAway, check_name

__all__ = ["PIECE", "Bucket", "Folder", "Found", "Kept", "StoreAway", "open_store"]


def _at_once(work: Callable, *args):
    return work(*args)


class Folder:
    """A store in a folder of this machine. Names are paths made by us, such as ``blobs/<workspace>/<two>/<sha256>``."""

    def __init__(self, root: Path, *, scans: bool = False, aside: Callable = _at_once):
        #: Whether who waits for it holds up all other requests of the process: a disk does, unlike a socket.
        self.blocks = True
        #: Whether a scanner is to say of what is kept here that it does no harm.
        self.scans = scans
        self._root, self._aside = root, aside

    def put(self, name: str, pieces: Iterable[bytes]) -> Kept:
        """Keep these bytes under a name, all of them or nothing. Raises OSError, such as for a full disk."""
        path, draft = self._path(name), self._path(f"drafts/{secrets.token_hex(16)}")
        digest, size = hashlib.sha256(), 0
        try:
            self._private(draft.parent)
            with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                for piece in pieces:
                    digest.update(piece)
                    size += file.write(piece)
                file.flush()
                self._aside(os.fsync, file.fileno())
            self._private(path.parent)
            os.replace(draft, path)
            self._aside(_settle, path.parent)
        finally:
            draft.unlink(missing_ok=True)
        return Kept(name, size, digest.digest())

    def copy(self, source: str, name: str) -> None:
        """Let the bytes of one name stand under another, too; what stands there already stays, and is young again.

        Raises FileNotFoundError.
        """
        path = self._path(name)
        self._private(path.parent)
        try:
            os.link(self._path(source), path)
        except FileExistsError:
            os.utime(path)
            return
        # It is as old as the upload otherwise, and might be taken for what a crash left.
        os.utime(path)
        self._aside(_settle, path.parent)

    def open(self, name: str) -> BinaryIO:
        """The bytes, seekable. Raises FileNotFoundError."""
        return self._path(name).open("rb")

    def near(self, name: str) -> AbstractContextManager[BinaryIO]:
        """The bytes as a file of this machine, for a program that reads one. Raises FileNotFoundError."""
        return self.open(name)

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes in pieces. Raises FileNotFoundError."""
        with self.open(name) as file:
            while piece := file.read(PIECE):
                yield piece

    def holds(self, name: str) -> bool:
        return self._path(name).is_file()

    def delete(self, name: str) -> None:
        """Let go of a name. One that is not there is no trouble."""
        path = self._path(name)
        path.unlink(missing_ok=True)
        if name.startswith("uploads/"):
            try:
                path.parent.rmdir()
            except OSError:
                pass

    def names(self, below: str) -> Iterator[Found]:
        """Everything that is kept below a first part of names such as ``blobs``."""
        for folder, _, files in os.walk(self._path(below)):
            for file in files:
                path = Path(folder, file)
                if found := self.find(path.relative_to(self._root).as_posix()):
                    yield found

    def find(self, name: str) -> Found | None:
        """What stands under a name, with its size and when it came there."""
        try:
            told = self._path(name).stat()
        except FileNotFoundError:
            return None
        return Found(name, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC))

    def _path(self, name: str) -> Path:
        return self._root / check_name(name)

    def _private(self, folder: Path) -> None:
        """Make a folder, and those above it, that outlive a loss of power as what will lie in it does."""
        made = list(takewhile(lambda each: not each.exists(), (folder, *folder.parents)))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in made:
            self._aside(_settle, each.parent)


def _settle(folder: Path) -> None:
    """The new name outlives a loss of power, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_store(settings: Settings, *, aside: Callable = _at_once) -> Folder | Bucket:
    """The store of an installation with these settings.

    ``aside(work, *args)`` does what waits for the disk where nobody else is held up by it.
    """
    scans = settings.scanner_url is not None
    if settings.files_bucket:
        return Bucket(settings.files_bucket, scans=scans)
    return Folder(settings.data / "files", scans=scans, aside=aside)
