"""Files of a mail on their way into a thread: taken in like those of a form, each by itself."""
import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.files.kinds import HEAD, PROGRAMS, content_of
from portal.files.limits import MOST_FILES
from portal.files.making import keep_ahead
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.files.uploading import taken_in
from portal.files.version import Version
from portal.letters.reading import File
from portal.people.user import User
from portal.people.workspace import Workspace


class Taken(NamedTuple):
    uploads: list[Upload]
    #: Why one of them stays in the original only, as ``file_<code>``; None where all were taken.
    refused: str | None


NOTHING = Taken([], None)


def not_repeated(files: Iterable[File], *, entry: Entry, lane: str, by: User) -> list[File]:
    """The files, without pictures between the words that this person's mails brought to this lane of the entry before.

    The picture below a signature comes with every answer. In the original it stands each time.
    """
    files = list(files)
    pictures = {hashlib.sha256(file.data).digest() for file in files if file.inline}
    known = set(db.session.scalars(
        select(Version.sha256).join(Entry, Entry.id == Version.document_id)
        .where(Entry.about_id == entry.id, Version.by_id == by.id, Version.lane == lane,
               Version.sha256.in_(pictures)))) if pictures else set()
    return [file for file in files if not (file.inline and hashlib.sha256(file.data).digest() in known)]


def take_files(files: Iterable[File], *, by: User, workspace: Workspace, store) -> Taken:
    """Keep the bytes of each file that may come in; nothing is noted of them yet."""
    uploads, refused = [], None
    for file in files:
        try:
            if len(uploads) >= MOST_FILES:
                raise FileRefused("too_many", file.name)
            upload = _taken(file, by, workspace, store, uploads)
            keep_ahead(workspace.id, [upload], store)
            uploads.append(upload)
        except FileRefused as refusal:
            refused = refused or f"file_{refusal.code}"
    return Taken(uploads, refused)


def _taken(file: File, by: User, workspace: Workspace, store, beside: list[Upload]) -> Upload:
    try:
        return _as(file.name, file, by, workspace, store, beside)
    except FileRefused as refusal:
        # Mail programs call a picture what they like; what it is stands in it.
        ending = content_of(file.data[:HEAD])
        if refusal.code != "mismatch" or ending is None or ending in PROGRAMS:
            raise
        return _as(f"{file.name}.{ending}", file, by, workspace, store, beside)


def _as(name: str, file: File, by: User, workspace: Workspace, store, beside: list[Upload]) -> Upload:
    return taken_in(by=by, workspace=workspace, name=name, data=iter([file.data]), length=len(file.data), store=store,
                    beside=beside)
