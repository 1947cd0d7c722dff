"""Downloads: through the fence each time, in ranges, with a tag, never as something a browser would run."""
import hashlib

import pytest

from portal.files.version import Version
from tests.files.uploads import picture, with_file
from tests.talk.speaking import found, standing
from tests.world import sign_in

HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def save(client, world):
    """Sends a file as Cleo and gives the address to save it from, and her browser."""
    sign_in(client, world.cleo)

    def save(name, data):
        by = standing(world.cleo, world.logo)
        version = with_file(name, found(by.viewer, world.logo), by, "shared", data)
        return f"/projects/{world.site.id}/documents/{version.document_id}/versions/{version.id}"
    return save


def test_a_file_is_saved_as_it_was_sent(client, save):
    answer = client.get(save("Logo.png", picture()))
    assert answer.data == picture()
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"] == "attachment; filename=Logo.png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(("name", "data"), [("page.html", HTML), ("drawing.svg", SVG), ("notes.txt", HTML), ("unknown", SVG),
                                            ("script.js", b"alert(1)"), ("x.pdf.html", HTML)])
def test_what_could_run_is_bytes_of_no_kind(client, save, name, data):
    address = save(name, data)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    for size in ("thumbnail", "screen"):
        assert client.get(f"{address}/{size}").status_code == 404


def test_a_part_may_be_asked_for_and_an_unchanged_file_is_not_sent_again(client, save):
    address = save("notes.txt", b"0123456789")
    part = client.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    tag = client.get(address).headers["ETag"]
    assert hashlib.sha256(b"0123456789").hexdigest() in tag
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(address, headers={"Range": "bytes=2-4", "If-Range": tag}).status_code == 206
    assert client.get(address, headers={"Range": "bytes=2-4", "If-Range": '"other"'}).data == b"0123456789"
    assert client.get(address, headers={"Range": "bytes=50-60"}).status_code == 416
    head = client.head(address)
    assert (head.data, head.headers["Content-Length"], head.headers["Accept-Ranges"]) == (b"", "10", "bytes")


def test_a_tag_opens_nothing_without_the_session(app, client, world, save):
    address = save("notes.txt", b"0123456789")
    tag = client.get(address).headers["ETag"]
    olaf = app.test_client()
    sign_in(olaf, world.olaf)
    for headers in ({"If-None-Match": tag}, {"Range": "bytes=0-1"}, {}):
        assert olaf.get(address, headers=headers).status_code == 404
        assert app.test_client().get(address, headers=headers).status_code == 302


@pytest.mark.parametrize(("name", "kept"), [
    ("../../plans/plan.txt", "plan.txt"), ("C:\\Users\\x\\plan.txt", "plan.txt"), ("nul\x00l.txt", "null.txt"),
    ("invoice\u202etxt.exe.txt", "invoicetxt.exe.txt"), ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie: x=1.txt"),
    ("  .. ", "file"), ("x" * 300 + ".txt", "x" * 196 + ".txt"), ("Übersicht «1».txt", "Übersicht «1».txt"),
    ('a"b;c.txt', 'a"b;c.txt')])
def test_an_odd_name_is_made_harmless(client, session, save, name, kept):
    answer = client.get(save(name, b"words"))
    assert session.query(Version).one().name == kept
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]


def test_bytes_that_are_gone_are_not_found_and_the_page_stands(client, world, house, save, session):
    address = save("notes.txt", b"gone")
    version = session.query(Version).one()
    store = house.settings.data / "files" / "blobs" / str(version.workspace_id)
    (store / version.sha256.hex()[:2] / version.sha256.hex()).unlink()
    assert client.get(address).status_code == 404
    assert client.get(f"/projects/{world.site.id}/items/{world.logo.id}").status_code == 200


def test_through_a_clients_eyes_staff_save_what_the_client_may(app, world, save):
    from blueprints.support.looking import look_address
    shared = save("open.txt", b"open")
    by = standing(world.tess, world.logo)
    hidden = with_file("inner.txt", found(by.viewer, world.logo), by, "internal", b"inner")
    mia = app.test_client()
    sign_in(mia, world.mia)
    inner = f"/projects/{world.site.id}/documents/{hidden.document_id}/versions/{hidden.id}"
    assert mia.get(inner).data == b"inner"
    with app.test_request_context():
        from flask_login import login_user
        login_user(world.mia)
        looks = [look_address(world.seat(world.cleo).id, way) for way in (shared, inner)]
    assert mia.get(looks[0]).headers["Cache-Control"] == "no-store"
    assert [mia.get(way).status_code for way in looks] == [200, 404]
