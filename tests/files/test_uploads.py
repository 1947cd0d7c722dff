"""Uploads: a file comes in pieces, once, and only who sends it knows of it."""
import hashlib
from base64 import b64encode
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest

from portal.base.clock import now
from portal.channels.files import open_store
from portal.files.adding import add_documents
from portal.files.limits import MOST_BYTES
from portal.files.refusal import FileRefused
from portal.files.upload import RESERVED, Upload
from portal.files.uploading import taken_in
from portal.files.version import Version
from tests.files.uploads import expect, go_on, picture, said, uploaded
from tests.letters.answering import answer as mailed
from tests.letters.answering import facts_of
from tests.talk.speaking import standing
from tests.world import act, sign_in

TEXT = b"A plain text.\n" * 400


def test_a_small_file_comes_with_its_announcement(cleo, world, session):
    upload = session.get(Upload, UUID(uploaded(cleo, world.site, data=picture())))
    assert (upload.offset, upload.media_type, upload.is_picture) == (upload.length, "image/png", True)
    assert upload.sha256 == hashlib.sha256(picture()).digest()


def test_a_big_file_comes_in_pieces_and_goes_on_after_a_break(cleo, world, session):
    address = expect(cleo, world.site, "notes.txt", length=len(TEXT)).headers["Location"]
    assert go_on(cleo, address, TEXT[:1000], 0).headers["Upload-Offset"] == "1000"
    asked = cleo.head(address)
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == ("1000", str(len(TEXT)))
    assert asked.headers["Cache-Control"] == "private, no-store"
    assert go_on(cleo, address, TEXT[1000:4000], 1000).status_code == 204
    last = go_on(cleo, address, TEXT[4000:], 4000)
    assert last.headers["Upload-Offset"] == str(len(TEXT))
    assert session.get(Upload, UUID(cleo.get(address).json["id"])).sha256 == hashlib.sha256(TEXT).digest()


def test_a_piece_that_comes_twice_is_taken_once(cleo, world):
    address = expect(cleo, world.site, "notes.txt", length=len(TEXT)).headers["Location"]
    go_on(cleo, address, TEXT[:1000], 0)
    again = go_on(cleo, address, TEXT[:1000], 0)
    assert (again.status_code, again.headers["Upload-Offset"]) == (409, "1000")
    assert go_on(cleo, address, TEXT[1000:], 1000).status_code == 204
    assert go_on(cleo, address, b"more", len(TEXT)).status_code == 413


def test_an_announcement_that_comes_twice_is_one(cleo, world):
    upload_id = uuid4()
    first = expect(cleo, world.site, "notes.txt", length=len(TEXT), upload_id=upload_id)
    go_on(cleo, first.headers["Location"], TEXT[:10], 0)
    again = expect(cleo, world.site, "notes.txt", length=len(TEXT), upload_id=upload_id)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, "10")
    other = expect(cleo, world.site, "other.txt", length=len(TEXT), upload_id=upload_id)
    assert (other.status_code, other.json["reason"]) == (422, "upload_taken")


def test_somebody_elses_upload_is_like_none_and_its_id_is_refused_alike(app, cleo, world):
    upload_id = uploaded(cleo, world.site)
    olaf = app.test_client()
    sign_in(olaf, world.olaf)
    for address in (f"/uploads/{upload_id}", f"/uploads/{uuid4()}"):
        assert olaf.head(address).status_code == olaf.get(address).status_code == olaf.delete(address).status_code == 404
        assert go_on(olaf, address, b"x", 0).status_code == 404
    taken = expect(olaf, world.shop, "logo.png", length=len(picture()), upload_id=upload_id)
    mine = expect(cleo, world.site, "another.png", length=5, upload_id=upload_id)
    assert taken.status_code == 422
    assert taken.data == mine.data


def test_files_go_only_where_one_may_write(app, world):
    for name, status in (("vera", 403), ("olaf", 404), ("tom", 404), ("tess", 201)):
        visitor = app.test_client()
        sign_in(visitor, getattr(world, name))
        assert expect(visitor, world.site, length=5).status_code == status, name


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("page.pdf", b"<!doctype html><script>alert(1)</script>", "file_mismatch"),
    ("photo.png", picture(kind="JPEG"), "file_mismatch"),
    ("photo.png.exe", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100), "file_kind"),
    ("photo.png", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100), "file_kind"),
    ("nothing.txt", b"", "file_empty"),
])
def test_a_file_that_is_not_what_its_name_says_is_refused_with_its_name(cleo, world, session, name, data, reason):
    answer = expect(cleo, world.site, name, length=len(data), data=data)
    assert (answer.status_code, answer.json["outcome"], answer.json["reason"]) == (422, "refused", reason)
    assert name in answer.json["sentence"]
    assert session.query(Upload).count() == 0


def test_of_a_file_that_came_in_pieces_and_is_refused_nothing_is_left(cleo, world, house):
    data = picture(kind="JPEG")
    address = expect(cleo, world.site, "photo.png", length=len(data)).headers["Location"]
    assert go_on(cleo, address, data[:100], 0).status_code == 204
    assert go_on(cleo, address, data[100:], 100).json["reason"] == "file_mismatch"
    assert not (house.settings.data / "files" / "uploads" / address.rpartition("/")[2]).exists()


def test_what_is_too_big_is_refused_before_it_is_sent(cleo, world):
    answer = expect(cleo, world.site, "film.mov", length=MOST_BYTES + 1)
    assert (answer.status_code, answer.json["reason"]) == (413, "file_too_big")
    assert "film.mov" in answer.json["sentence"]
    assert "100" in answer.json["sentence"]


def test_more_bytes_than_announced_are_not_taken(cleo, world, session, house):
    drafts = house.settings.data / "files" / "drafts"
    before = set(drafts.iterdir()) if drafts.exists() else set()
    address = expect(cleo, world.site, "notes.txt", length=10).headers["Location"]
    assert go_on(cleo, address, b"x" * 11, 0).status_code == 413
    assert cleo.head(address).headers["Upload-Offset"] == "0"
    assert set(drafts.iterdir()) <= before


def test_a_damaged_piece_is_told_and_not_kept(cleo, world):
    address = expect(cleo, world.site, "notes.txt", length=len(TEXT)).headers["Location"]
    right = b64encode(hashlib.sha256(TEXT[:100]).digest()).decode()
    answer = go_on(cleo, address, TEXT[1:101], 0, **{"Upload-Checksum": f"sha256 {right}"})
    assert answer.status_code == 460
    assert cleo.head(address).headers["Upload-Offset"] == "0"
    assert go_on(cleo, address, TEXT[:100], 0, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204


def test_bytes_on_their_way_count_in_the_quota(cleo, world):
    world.nord.file_quota = 1000
    assert expect(cleo, world.site, "a.txt", length=600).status_code == 201
    answer = expect(cleo, world.site, "b.txt", length=600)
    assert (answer.status_code, answer.json["reason"]) == (422, "file_quota")


def test_files_inside_one_form_count_together_in_the_quota(cleo, world, session):
    world.nord.file_quota = 1000
    session.commit()
    answer = cleo.post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages", content_type="multipart/form-data",
                       headers={"Accept": "application/json"},
                       data=act(body="Two", lane="shared", files=[(BytesIO(b"x" * 600), f"{n}.txt") for n in range(2)]))
    assert (answer.status_code, answer.json["reason"]) == (422, "file_quota")
    assert session.query(Version).count() == 0


def test_the_operator_says_how_much_room_a_workspace_has(app, cleo, world, session):
    def run(*words):
        session.commit()
        return app.test_cli_runner().invoke(args=["files", "quota", *words])

    assert expect(cleo, world.site, length=2 * 2**20).status_code == 201
    told = run("Studio Nord", "1")
    assert (told.exit_code, told.output) == (0, "Studio Nord: 2.0 of 1 MB\n")
    answer = expect(cleo, world.site, length=10)
    assert (answer.status_code, answer.json["reason"]) == (422, "file_quota")
    assert run("Studio Nord", "3").exit_code == 0 and expect(cleo, world.site, length=10).status_code == 201
    assert run("Studio Nord").output == "Studio Nord: 2.0 of 3 MB\n"
    nobody, nothing = run("Studio Sud", "5"), run("Studio Nord", "0")
    assert (nobody.exit_code, nothing.exit_code) == (1, 2) and "no workspace 'Studio Sud'. There are: " in nobody.output


def test_files_of_one_mail_count_together_in_the_quota(world, session):
    world.nord.file_quota = 1000
    files = [(f"{n}.txt", str(n).encode() * 600) for n in range(2)]
    assert facts_of(mailed(world.cleo, world.logo, "Two", files=files)) == ("posted", "file_quota")
    assert session.query(Version).count() == 1


def test_of_two_forms_that_came_at_once_the_second_finds_no_room(world, session, house):
    world.nord.file_quota = 1000
    by, store = standing(world.cleo, world.logo), open_store(house.settings)
    # Both were looked at before either was noted.
    first, second = (taken_in(by=world.cleo, workspace=world.nord, name="a.txt", data=iter([data * 600]), length=600, store=store)
                     for data in (b"a", b"b"))
    add_documents(project=by.project, about=None, by=by, uploads=[first], store=store)
    with pytest.raises(FileRefused, match="quota"):
        add_documents(project=by.project, about=None, by=by, uploads=[second], store=store)


def test_who_announced_and_sends_nothing_takes_room_from_others_for_an_hour_only(cleo, world, session):
    world.nord.file_quota = 1000
    session.commit()
    stalled = expect(cleo, world.site, "a.txt", length=900, data=b"x" * 10).headers["Location"]
    assert expect(cleo, world.site, "b.txt", length=500).status_code == 422
    session.query(Upload).one().touched_at = now() - RESERVED - timedelta(seconds=1)
    session.commit()
    assert expect(cleo, world.site, "b.txt", length=500).status_code == 201
    # Whoever comes back later asks for room again, and finds it once there is some.
    answer = go_on(cleo, stalled, b"x" * 20, 10)
    assert (answer.status_code, answer.json["reason"]) == (422, "file_quota")
    world.nord.file_quota = 2000
    session.commit()
    assert go_on(cleo, stalled, b"x" * 20, 10).status_code == 204


def test_an_upload_given_up_is_gone_with_its_bytes(cleo, world, house):
    address = expect(cleo, world.site, "notes.txt", length=len(TEXT)).headers["Location"]
    go_on(cleo, address, TEXT[:1000], 0)
    assert cleo.delete(address).status_code == 204
    assert cleo.head(address).status_code == 404
    assert not list((house.settings.data / "files" / "uploads").glob(f"{address.rpartition('/')[2]}*"))


def test_a_program_learns_what_is_understood(cleo):
    told = cleo.options("/uploads")
    assert (told.status_code, told.headers["Tus-Version"], told.headers["Tus-Max-Size"]) == (204, "1.0.0", str(MOST_BYTES))
    assert cleo.post("/uploads", headers={"Tus-Resumable": "2.0.0", "Upload-Metadata": said(id=uuid4())}).status_code == 412


def test_what_somebody_else_chose_on_this_device_is_not_taken_in_ones_name(cleo, world):
    answer = expect(cleo, world.site, length=5, **{"X-Portico-User": str(world.cora.id)})
    assert (answer.status_code, answer.json["reason"]) == (401, "another_user")
    assert expect(cleo, world.site, length=5, **{"X-Portico-User": str(world.cleo.id)}).status_code == 201


def test_where_the_disk_is_full_the_outbox_hears_later_and_nothing_is_half_there(cleo, world, monkeypatch, session):
    address = expect(cleo, world.site, "notes.txt", length=10).headers["Location"]

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.channels.files.os.fsync", full)
    answer = go_on(cleo, address, b"x" * 10, 0, Accept="application/json")
    assert (answer.status_code, answer.json["outcome"]) == (507, "later")
    monkeypatch.undo()
    assert cleo.head(address).headers["Upload-Offset"] == "0"
    assert go_on(cleo, address, b"x" * 10, 0).status_code == 204
