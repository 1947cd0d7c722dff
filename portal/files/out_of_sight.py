"""What follows when versions can no longer be seen, by contacts or by anybody: the names, the pins, the questions about them."""
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, select

from portal.base.database import db
from portal.entries.readers import contacts_on, named_readers
from portal.entries.sharing import unshare_all
from portal.files.document import Document
from portal.files.lanes import open_to
from portal.files.pin_following import hide_pins_of
from portal.files.retitling import call_as_seen
from portal.files.sighting import VersionSeen
from portal.files.version import Version
from portal.history.withholding import withhold
from portal.people.user import User

#: Rooms above add here what becomes of their open matters: called with the ids of the versions, who did it, and whether
#: nobody sees them any more, else contacts alone do not.
versions_gone: list[Callable[[Collection[UUID], User, bool], None]] = []
#: And here which of these versions stay, whoever brought them.
versions_kept: list[Callable[[Collection[UUID]], set[UUID]]] = []

#: Lines of history that name a version.
NAMING = ("document_added", "document_uploaded", "version_added", "version_shared", "version_seen", "version_saved",
          "document_shared", "document_renamed", "version_unshared", "file_infected")


def those_kept(version_ids: Collection[UUID]) -> set[UUID]:
    """Those of these versions that stay where they are, because somebody answered about exactly them."""
    return set().union(*(keep(version_ids) for keep in versions_kept)) if version_ids else set()


def put_out_of_sight(versions: Sequence[Version], document: Document, by: User, *, from_all: bool) -> None:
    """Let the rest follow, after versions of a document were withdrawn from everybody, or made the team's own.

    What contacts have kept on their devices goes, and where it goes from everybody, what those of the team have kept who
    had it before them; where contacts see nothing of the document any more it is the team's own.
    """
    ids = [version.id for version in versions]
    db.session.flush()
    for follow in versions_gone:
        follow(ids, by, from_all)
    hide_pins_of(by, Version.id.in_(ids))
    call_as_seen(document)
    withhold(entry_id=document.id, verbs=NAMING, tells=_tells_of(versions, document, from_all), from_all=from_all)
    if from_all:
        _drop_copies_of_who_saw(ids)
    if not document.is_shared:
        return
    if db.session.scalar(select(exists().where(Version.document_id == document.id, open_to(False)))):
        _drop_copies(document)
    else:
        unshare_all(entries=[document], by=by)


def _tells_of(versions: Sequence[Version], document: Document, from_all: bool) -> Callable[[str, str | None], bool]:
    """What names one of them, or says why it was made; a name that another version bears too is still seen.

    Where nothing is left of the document at all, every name it ever had goes.
    """
    names, notes = ({getattr(version, what) for version in versions} for what in ("name", "note"))
    seen = set(db.session.scalars(select(Version.name).where(Version.document_id == document.id, open_to(from_all))))
    if from_all and not seen:
        return lambda name, note: True
    return lambda name, note: name in names and (name not in seen or bool(note) and note in notes)


def _drop_copies(document: Document) -> None:
    readers = named_readers([document]).get(document.id)
    for seat in contacts_on(document.project_id):
        if readers is None or seat.id in readers:
            seat.user.lose_access()


def _drop_copies_of_who_saw(version_ids: Collection[UUID]) -> None:
    """Of either side: whoever never had it on their screen has kept at most its name."""
    saw = select(VersionSeen.user_id).where(VersionSeen.version_id.in_(version_ids))
    for user in db.session.scalars(select(User).where(User.id.in_(saw))):
        user.lose_access()
