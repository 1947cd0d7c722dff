"""A document with two versions that contacts see and one they do not, and pins of both lanes on it."""
from uuid import uuid4

from flask import current_app
from sqlalchemy import select

from portal.base.database import db
from portal.channels.files import open_store
from portal.files.adding import add_version
from portal.files.blob import Blob, picture_name
from portal.files.document import Document
from portal.files.placing import place_pin
from portal.files.reading import find_version
from portal.files.uploading import taken_in
from portal.files.version import Version
from tests.files.pdfs import pdf
from tests.files.uploads import as_shown, picture, with_file
from tests.talk.speaking import standing
from tests.world import INTERNAL


def next_version(document, by, data, name="Paper 2.pdf"):
    """The next version of a document, with what is shown of it."""
    store = open_store(current_app.config["SETTINGS"])
    upload = taken_in(by=by.viewer.user, workspace=by.project.workspace, name=name, data=iter([data]), length=len(data),
                      store=store)
    made = add_version(document=document, by=by, upload=upload, note="", store=store)
    as_shown(db.session.get(Blob, (made.workspace_id, made.sha256)), store, data)
    db.session.flush()
    return made


def pin_on(version, by, body="Too small", *, lane="shared", page=1, x=0.25, y=0.5):
    """A pin by somebody who sees the version."""
    document = db.session.get(Document, version.document_id)
    db.session.refresh(document, ["project"])
    return place_pin(document=document, version=find_version(by, version.document_id, version.id), by=by, pin_id=uuid4(),
                     page=page, x=x, y=y, body=body, lane=lane)


def pinned_paper(item, contact, staff):
    """The first version, and a shared pin on it; beside it stand what must stay hidden."""
    first = with_file("Paper.pdf", item, contact, "shared", pdf(2))
    document = db.session.get(Document, first.document_id)
    pin = pin_on(first, contact)
    pin_on(first, staff, f"Dear {INTERNAL}", lane="internal", page=2)
    next_version(document, contact, pdf(2, wide=True))
    hidden = next_version(document, staff, pdf(3), name=f"{INTERNAL}.pdf")
    pin_on(hidden, staff, f"Dearer {INTERNAL}", lane="internal")
    return first, pin


def pinned(document, user):
    """A pin on what a contact sees of a document of the sample, which has a second version then."""
    by = standing(user, document)
    first = db.session.scalars(select(Version).where(Version.document_id == document.id).order_by(Version.number)).first()
    show_pages(first)
    show_pages(next_version(document, by, pdf(2, wide=True)))
    return pin_on(first, by)


def show_pages(version, width=40, height=30) -> None:
    """With pictures that a browser can show."""
    store = open_store(current_app.config["SETTINGS"])
    blob = db.session.get(Blob, (version.workspace_id, version.sha256))
    blob.picture, blob.width, blob.height = "ready", width, height
    blob.pages, blob.pages_in_all, blob.page_sizes = 2, 2, [[width, height]] * 2
    blob.page_words = [12, 12]
    for made in ("small", "screen", "page-1", "page-2"):
        store.put(picture_name(version.workspace_id, version.sha256, made), iter([picture(width, height, kind="WEBP")]))
    for made in ("words-1", "words-2"):
        store.put(picture_name(version.workspace_id, version.sha256, made), iter([b"Written here"]))
