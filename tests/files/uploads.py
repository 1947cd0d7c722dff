"""Sending files in tests, as a browser or the outbox would."""
from base64 import b64encode
from io import BytesIO
from uuid import uuid4

from flask import current_app
from PIL import Image

from portal.base.database import db
from portal.channels.files import open_store
from portal.files.adding import add_documents, add_version
from portal.files.attaching import attach
from portal.files.blob import Blob, picture_name
from portal.files.pictures import SIZES
from portal.files.quoting import first_lines
from portal.files.uploading import taken_in
from portal.talk.posting import post_message

PIECE = "application/offset+octet-stream"


def picture(width=40, height=30, *, kind="PNG", colour=(200, 60, 30), **how) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **how)
    return out.getvalue()


def said(**facts) -> str:
    return ",".join(f"{name} {b64encode(str(value).encode()).decode()}" for name, value in facts.items())


def expect(client, project, name="logo.png", *, length, upload_id=None, data=None, **more):
    """``POST /uploads``: with data, the first bytes come along."""
    upload_id = upload_id or uuid4()
    return client.post("/uploads", data=data, headers={
        "Tus-Resumable": "1.0.0", "Upload-Length": str(length),
        "Upload-Metadata": said(id=upload_id, filename=name, project=project.id),
        **({"Content-Type": PIECE} if data is not None else {}), **more})


def go_on(client, address, data, at, **more):
    return client.patch(address, data=data, headers={
        "Tus-Resumable": "1.0.0", "Upload-Offset": str(at), "Content-Type": PIECE, **more})


def uploaded(client, project, name="logo.png", data=None) -> str:
    """The id of an upload that is whole."""
    data = picture() if data is None else data
    answer = expect(client, project, name, length=len(data), data=data)
    assert answer.status_code == 201, answer.text
    assert answer.json["whole"]
    return answer.json["id"]


def with_file(name, entry, by, lane, data=None):
    """A version that came with a message, and its pictures as if they had been made."""
    data, store = data or picture(), open_store(current_app.config["SETTINGS"])
    upload = taken_in(by=by.viewer.user, workspace=entry.project.workspace, name=name, data=iter([data]), length=len(data),
                      store=store)
    message = post_message(entry=entry, by=by, message_id=uuid4(), body="", lane=lane, attachments=1)
    version, = attach(message=message, entry=entry, by=by, uploads=[upload], store=store)
    blob = db.session.get(Blob, (version.workspace_id, version.sha256))
    if blob.picture == "waiting":
        as_shown(blob, store, data)
    return version


def whole(name: str, by, data: bytes):
    """An upload that is whole, and not noted yet."""
    return taken_in(by=by.viewer.user, workspace=by.project.workspace, name=name, data=iter([data]), length=len(data),
                    store=open_store(current_app.config["SETTINGS"]))


def shelved(name: str, by, about=None, data: bytes = b"words"):
    """A document that was put on an entry, or on the project, by itself."""
    document, = add_documents(project=by.project, about=about, by=by, uploads=[whole(name, by, data)],
                              store=open_store(current_app.config["SETTINGS"]))
    return document


def versioned(document, by, name: str, data: bytes = b"other words", note: str = ""):
    """A new version of a document."""
    return add_version(document=document, by=by, upload=whole(name, by, data), note=note,
                       store=open_store(current_app.config["SETTINGS"]))


def as_shown(blob, store, data: bytes) -> None:
    """What the worker would make of it: pictures, two pages of a PDF, or the lines of a text."""
    pages = 2 if data.startswith(b"%PDF") else 0
    is_text = not pages and first_lines(data) is not None
    for size in ["text"] if is_text else [*SIZES, *(f"{what}-{number + 1}" for number in range(pages)
                                                            for what in ("page", "words"))]:
        made = data if is_text else b"Written here" if size.startswith("words") else b"picture"
        store.put(picture_name(blob.workspace_id, blob.sha256, size), iter([made]))
    if is_text:
        blob.picture = "text"
    else:
        blob.picture, blob.width, blob.height = "ready", 40, 30
    if pages:
        blob.pages, blob.pages_in_all, blob.page_sizes = pages, pages, [[40, 30]] * pages
        blob.page_words = [12] * pages
