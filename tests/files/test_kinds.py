"""What a file is: its name and its content agree, or it is refused; what has no signature is offered for download only."""
import zipfile
from io import BytesIO

import pytest
from PIL import Image

from portal.files.kinds import BYTES, kind_of
from portal.files.refusal import FileRefused
from tests.files.uploads import picture

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(100)
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + bytes(100)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


def packed(*names) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 50)
    return out.getvalue()


def gif() -> bytes:
    out = BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF")
    return out.getvalue()


@pytest.mark.parametrize(("name", "data", "media_type", "is_picture"), [
    ("photo.jpg", picture(kind="JPEG"), "image/jpeg", True), ("photo.JPEG", picture(kind="JPEG"), "image/jpeg", True),
    ("a.png", picture(), "image/png", True), ("a.gif", gif(), "image/gif", True),
    ("a.webp", picture(kind="WEBP"), "image/webp", True),
    ("a.tif", picture(kind="TIFF"), "image/tiff", False), ("a.pdf", b"%PDF-1.7\n" + bytes(50), "application/pdf", True),
    ("film.mp4", MP4, "video/mp4", False),
    ("IMG_1.MOV", MOV, "video/quicktime", False), ("pack.zip", packed("a.txt"), "application/zip", False),
    ("design.sketch", packed("document.json"), BYTES, False),
    ("plan.docx", packed("[Content_Types].xml", "word/document.xml"),
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
    ("locked.xlsx", OLE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
    ("old.doc", OLE, "application/msword", False)])
def test_what_is_known_is_told_by_both(name, data, media_type, is_picture):
    assert kind_of(name, data) == (media_type, is_picture)


@pytest.mark.parametrize(("name", "data"), [
    ("page.html", b"<!doctype html>"),
    ("drawing.svg", b"<svg onload='alert(1)'/>"), ("data.xml", b"<?xml version='1.0'?>"), ("thing", b"words"),
    ("scan", b"%PDF-1.7\n" + bytes(50)), ("photo", picture()), ("model.step", b"ISO-10303-21;"), ("x.pdf.svg", b"<svg/>"),
    ("unknown.xyz", bytes(100))])
def test_what_is_not_known_is_bytes_and_no_picture(name, data):
    assert kind_of(name, data) == (BYTES, False)


@pytest.mark.parametrize(("name", "data"), [("notes.txt", b"BM W is a car maker\n"), ("list.csv", b"MZ;price\n1;2\n")])
def test_plain_text_is_saved_as_bytes_and_its_lines_are_shown(name, data):
    assert kind_of(name, data) == (BYTES, True)
    assert kind_of(f"x{name}", b"words" + bytes(3)) == (BYTES, False)


@pytest.mark.parametrize(("name", "data", "code"), [
    ("page.pdf", b"<script>alert(1)</script>", "mismatch"), ("photo.png", b"<svg/>", "mismatch"),
    ("photo.png", picture(kind="JPEG"), "mismatch"), ("photo.jpg", gif(), "mismatch"), ("notes.txt", picture(), "mismatch"),
    ("polyglot.gif", b"%PDF-1.7 GIF89a" + bytes(50), "mismatch"), ("plan.docx", b"words", "mismatch"),
    ("archive.zip", b"Rar!\x1a\x07\x00" + bytes(50), "mismatch"), ("page.html", packed("a"), "mismatch"),
    ("setup.exe", b"anything", "kind"), ("photo.jpg.exe", EXE, "kind"), ("photo.jpg", EXE, "kind"), ("tool", EXE, "kind"),
    ("tool", b"\x7fELF" + bytes(100), "kind"), ("run.bat", b"del *", "kind"), ("link.lnk", bytes(20), "kind")])
def test_what_is_not_what_its_name_says_is_refused_by_name(name, data, code):
    with pytest.raises(FileRefused) as refused:
        kind_of(name, data)
    assert (refused.value.code, refused.value.name) == (code, name)
