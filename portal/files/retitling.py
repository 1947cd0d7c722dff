"""What a document is called: by its first version, and from when contacts see one, by the first that they see."""
from collections.abc import Iterable

from sqlalchemy import update

from portal.base.database import db
from portal.entries.entry import Entry
from portal.files.document import Document


def call_as_shared(firsts: Iterable[tuple[Document, str]]) -> None:
    """Call documents, and the pins on them, by the names of the versions that contacts see first: the team's names stay its own.

    Twice is once; no statement where they are called so already.
    """
    for document, name in firsts:
        if document.title == name:
            continue
        document.title = name
        db.session.execute(update(Entry).where(Entry.about_id == document.id, Entry.kind == "pin").values(title=name))
