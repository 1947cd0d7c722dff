"""Putting a sample project's files where they belong: documents of their own, version by version, shared or not yet."""
from datetime import datetime

from portal.base.clock import at
from portal.base.database import db
from portal.entries.sharing import share
from portal.entries.visible import find_entry
from portal.files.adding import add_documents, add_version
from portal.files.attaching import staged
from portal.files.document import Document
from portal.files.seeing import note_seen
from portal.files.sharing_versions import share_version
from portal.files.uploading import taken_in
from portal.files.version import Version
from portal.projects.standing import Standing
from portal.sample.files import bytes_of


def put_on_shelf(stage) -> None:
    """Everything that the script lists under ``SHELF``."""
    for title, about, versions in stage.script.SHELF:
        document = None
        for number, (days, who, note, shared) in enumerate(versions, 1):
            with at(stage.day(days, number)):
                document = _put(stage, document, title, about, who, number, note)
                if shared:
                    _share(stage, document)
            if shared:
                _look(stage, document, stage.day(days, number + 3))


def _put(stage, document: Document | None, title: str, about: str | None, who: str, number: int, note: str) -> Document:
    by = stage.standing(who)
    upload = _sent(stage, by, title, number)
    if document is None:
        above = about and find_entry(by.viewer, stage.project.id, stage.items[about].id)
        document, = add_documents(project=stage.project, about=above, by=by, uploads=[upload], store=stage.store)
    else:
        add_version(document=document, by=by, upload=upload, note=note, store=stage.store)
    for name in staged([upload]):
        stage.store.delete(name)
    return document


def _sent(stage, by: Standing, title: str, number: int):
    data = bytes_of(title, number)
    return taken_in(by=by.viewer.user, workspace=stage.project.workspace, name=title, data=iter([data]), length=len(data),
                    store=stage.store)


def _share(stage, document: Document) -> None:
    by = stage.standing("mira")
    share_version(_newest(document), document=document, by=by)
    share(entry=document, by=by.seat.user)


def _look(stage, document: Document, moment: datetime) -> None:
    with at(moment):
        for who in ("cleo", "cora"):
            note_seen(_newest(document), document, stage.standing(who))


def _newest(document: Document) -> Version:
    return db.session.query(Version).filter_by(document_id=document.id).order_by(Version.number.desc()).first()
