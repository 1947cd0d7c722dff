"""What a document is called: by its first version, from when contacts see one by the first that they see; or as somebody says."""
from collections.abc import Iterable

from sqlalchemy import select, update

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.files.document import Document
from portal.files.lanes import open_to
from portal.files.names import seen_of
from portal.files.version import Version
from portal.projects.standing import Standing
from portal.talk.access import may_reply

#: Of a name that somebody gives.
LONGEST_NAME = 200


class NoName(ValueError):
    """A document is called something."""


def may_rename(standing: Standing, document: Entry) -> bool:
    """Who brought a document says what it is called, and managers, who say what the client sees."""
    mine = document.created_by_id == standing.viewer.user_id
    return may_reply(standing) and (mine or standing.may(contact=None, staff="manager"))


def rename(*, document: Document, by: Standing, name: str) -> bool:
    """Call a document, and the pins on it, by another name for all who see it; its versions keep those they came with.

    The same name: nothing happens. Returns whether anything changed. Raises NoName.
    """
    name, before = seen_of(name)[:LONGEST_NAME].strip(), document.title
    if not name:
        raise NoName(document.id)
    if name == before:
        return False
    document.is_named = True
    _call(document, name)
    tell(document, actor_id=by.viewer.user_id, verb="document_renamed", field="title", old=before, new=name)
    return True


def call_as_seen(document: Document) -> None:
    """Once a version is out of sight its name is, too: the first that is still seen gives the document its own."""
    for staff_here in (False, True):
        name = db.session.scalar(select(Version.name).where(
            Version.document_id == document.id, open_to(staff_here)).order_by(Version.number).limit(1))
        if name:
            return call_as_shared([(document, name)])


def call_nothing(document: Document) -> None:
    """Of a file that was taken back even the name is gone."""
    _call(document, "…")


def call_as_shared(firsts: Iterable[tuple[Document, str]]) -> None:
    """Call documents, and the pins on them, by the names of the versions that contacts see first: the team's names stay its own.

    Twice is once; no statement where they are called so already.
    """
    for document, name in firsts:
        if document.title != name and not document.is_named:
            _call(document, name)


def _call(document: Document, name: str) -> None:
    document.title = name
    db.session.execute(update(Entry).where(Entry.about_id == document.id, Entry.kind == "pin").values(title=name))
