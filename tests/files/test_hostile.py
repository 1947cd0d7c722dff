"""What somebody sends to do harm: nothing of it runs, nothing is half there, and each gets its sentence."""
import errno
import struct
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from signal import SIGKILL

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal.files.blob import Blob
from portal.files.painting import drawn, opened
from portal.files.upload import Upload
from portal.files.version import Version
from portal.jobs.picturing import ROOT
from portal.talk.message import Message
from tests.files.uploads import expect, picture, said, uploaded
from tests.world import act

SCRIPT = b"<script>alert(document.cookie)</script>"
LAUGHS = (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12)) + b"]><svg>&m;</svg>")


def zip_bomb() -> bytes:
    """30 MB of nothing, in 30 KB."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", bytes(30 * 2**20))
    return out.getvalue()


def saying(width: int, height: int, kind: str) -> bytes:
    """The head of a picture that says it is so big, and holds next to nothing."""
    if kind == "gif":
        frame = struct.pack("<cHHHH", b",", 0, 0, width, height)
        return b"GIF89a" + struct.pack("<HH", width, height) + bytes(3) + frame + bytes(9)
    if kind == "jpg":
        frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
        return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\x01\x01" + bytes(7) + b"\xff\xc0" + frame + bytes(50)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    whole = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + whole + b"\0\0\0\x14IDAT" + bytes(24)


def with_words(words: bytes) -> bytes:
    """A picture that is one, with a script in its texts and another behind its end."""
    told = PngInfo()
    told.add_text("Comment", words.decode())
    return picture(pnginfo=told) + words


@pytest.fixture
def post(cleo, world, session):
    """Posts files inside a form, as browsers without scripts do; the answer."""
    def post(*files, **more):
        return cleo.post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages", **more, data=act(
            body="Look", lane="shared", files=[(BytesIO(data), name) for name, data in files]))
    return post


@pytest.fixture
def addresses(world, session):
    """Where each file is, by its name."""
    def addresses():
        session.expire_all()
        return {version.name: f"/projects/{world.site.id}/documents/{version.document_id}/versions/{version.id}"
                for version in session.query(Version)}
    return addresses


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BYTES = "application/octet-stream"
#: What is taken: name, bytes, and as what it is given back.
TAKEN = [
    ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>", BYTES), ("laughs.svg", LAUGHS, BYTES),
    ("laughs.xml", LAUGHS, BYTES), ("page.pdf.html", SCRIPT, BYTES), ("page.txt", SCRIPT, BYTES),
    ("both.gif", b"GIF89a/*" + bytes(20) + b"*/=1;" + SCRIPT, "image/gif"),
    ("both.pdf", b"%PDF-1.7\n" + SCRIPT, "application/pdf"), ("bomb.docx", zip_bomb(), WORD)]


def test_whatever_is_taken_is_only_ever_saved_never_shown_by_a_browser(post, cleo, addresses, world):
    assert post(*((name, data) for name, data, _ in TAKEN)).status_code == 303
    ways = addresses()
    for name, data, media_type in TAKEN:
        answer = cleo.get(ways[name])
        assert (answer.data, answer.headers["Content-Type"]) == (data, media_type)
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert SCRIPT not in cleo.get(ways[name].partition("/versions")[0]).data
    assert SCRIPT not in cleo.get(f"/projects/{world.site.id}/items/{world.logo.id}").data


def test_a_picture_is_shown_without_what_was_hidden_in_it_and_behind_it():
    data = with_words(SCRIPT)
    assert data.count(SCRIPT) == 2
    shown = drawn(opened(data), 640)
    assert SCRIPT not in shown
    assert Image.open(BytesIO(shown)).info.keys() <= {"loop", "background", "timestamp", "duration"}


@pytest.mark.parametrize("kind", ["png", "gif", "jpg"])
def test_a_picture_of_fifty_thousand_pixels_a_side_is_refused_by_its_head(kind, monkeypatch):
    # Pillow's own limit is out of the way where pictures are made.
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    with pytest.raises(ValueError, match="too many pixels"):
        opened(saying(50_000, 50_000, kind))


GREEDY = """
import sys, time
from pathlib import Path
from portal.files import painting

def show(data, folder, first):
    for take in (lambda: bytearray(painting.MEMORY), lambda: (folder / "page-1").open("wb").truncate(painting.WRITTEN + 1)):
        try:
            take()
            print("taken", flush=True)
        except (MemoryError, OSError) as error:
            print(type(error).__name__, flush=True)
    while time.process_time() < painting.SECONDS + 3:
        pass

painting._show, painting.SECONDS = show, int(time.process_time()) + 1
sys.exit(painting.main(Path(sys.argv[1]), 1))
"""


def test_whatever_a_file_makes_of_who_unpacks_it_gets_little_memory_disk_and_time(tmp_path):
    done = subprocess.run([sys.executable, "-c", GREEDY, str(tmp_path)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          cwd=ROOT, timeout=180, check=False)
    assert done.stdout.split() == [b"MemoryError", b"OSError"] and done.returncode == -SIGKILL


ODD = {
    "../../../etc/passwd.txt": "passwd.txt", "..\\..\\boot.txt": "boot.txt", "nu\x00ll.txt": "null.txt",
    "inv\u202etxt.exe.txt": "invtxt.exe.txt", "x" * 255 + ".txt": "x" * 196 + ".txt", "\u2066a\u2069.txt": "a.txt",
    "<img src=x onerror=alert(1)>.txt": "<img src=x onerror=alert(1)>.txt", "CON": "CON", "...": "file"}


def test_an_odd_name_is_only_ever_words(cleo, world, addresses):
    uploads = [uploaded(cleo, world.site, name, b"words") for name in ODD]
    cleo.post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages", data=act(body="", lane="shared", upload=uploads))
    ways = addresses()
    assert sorted(ways) == sorted(ODD.values())
    assert "<img src=x" not in cleo.get(f"/projects/{world.site.id}/items/{world.logo.id}").text
    for way in ways.values():
        told = cleo.get(way).headers["Content-Disposition"]
        assert told.startswith("attachment; filename") and "/" not in told.partition("filename=")[2]


REFUSED = [
    ("page.pdf", SCRIPT, "is not what its name says"), ("photo.png", b"<svg/>", "is not what its name says"),
    ("photo.jpg.exe", b"MZ\x90\x00" + bytes(50), "is a program"), ("photo.png", b"MZ\x90\x00" + bytes(50), "is a program"),
    ("exe.\u202egnp.exe", picture(), "is a program"), ("empty.txt", b"", "is empty")]


def test_what_is_refused_says_so_by_name_and_leaves_nothing(post, session, house):
    before = left(house)
    for name, data, sentence in REFUSED:
        answer = post((name, data))
        assert (answer.status_code, sentence in answer.text) == (422, True), name
    assert (session.query(Version).count(), session.query(Blob).count(), session.query(Message).count()) == (0, 0, 0)
    assert left(house) == before


def left(house) -> set[str]:
    """What lies below drafts and uploads: pieces of what was not taken."""
    root = house.settings.data / "files"
    return {path.name for part in ("drafts", "uploads") for path in (root / part).rglob("*") if path.is_file()}


def test_where_the_disk_is_full_nothing_is_half_there_and_it_goes_through_later(post, session, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    for place in ("fsync", "link", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(f"portal.channels.files.os.{place}", full)
            answer = post(("notes.txt", b"words"))
            assert (answer.status_code, "There is no room for files here" in answer.text) == (507, True), place
            answer = post(("notes.txt", b"words"), headers={"Accept": "application/json"})
            assert (answer.status_code, answer.json["outcome"]) == (507, "later"), place
    assert (session.query(Version).count(), session.query(Message).count()) == (0, 0)
    assert post(("notes.txt", b"words")).status_code == 303
    assert session.query(Version).count() == 1


def test_an_announcement_that_says_nonsense_or_comes_too_short_is_not_used(cleo, world, session):
    for headers in ({"Upload-Length": "-5"}, {"Upload-Length": "9" * 30}, {"Upload-Length": "²"}, {"Upload-Metadata": "id !!!"},
                    {"Upload-Metadata": said(id="nobody", filename="a", project=world.site.id)}):
        answer = expect(cleo, world.site, length=5, **headers)
        assert (answer.status_code, answer.json["reason"]) == (422, "upload_unclear"), headers
    half = expect(cleo, world.site, "half.txt", length=10, data=b"half").json["id"]
    answer = cleo.post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages",
                       data=act(body="Look", lane="shared", upload=half), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["reason"]) == (422, "file_not_whole")
    assert "half.txt" in answer.json["sentence"]
    assert (session.query(Upload).count(), session.query(Version).count()) == (1, 0)
