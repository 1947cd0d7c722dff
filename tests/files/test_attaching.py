"""Files that come with a message: documents about the entry, in the lane of their message."""
import re
from io import BytesIO
from uuid import UUID, uuid4

from sqlalchemy import select

from portal.entries.about import AboutLink
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.upload import Upload
from portal.files.version import Version
from portal.talk.message import Message
from tests.files.uploads import expect, picture, uploaded, with_file
from tests.talk.speaking import found, standing
from tests.world import INTERNAL, act

JSON = {"Accept": "application/json"}


def address(world, entry=None):
    return f"/projects/{world.site.id}/entries/{(entry or world.logo).id}/messages"


def post(client, world, *uploads, lane="shared", body="Look", entry=None, **more):
    return client.post(address(world, entry), data=act(body=body, lane=lane, upload=list(uploads), **more))


def test_an_upload_becomes_a_document_of_the_entry(visit, world, session):
    cleo = visit(world.cleo)
    assert post(cleo, world, uploaded(cleo, world.site, "Logo final.png")).status_code == 303
    document = session.scalars(select(Document)).one()
    version = session.scalars(select(Version)).one()
    assert (document.title, document.about_id, document.audience) == ("Logo final.png", world.logo.id, "client")
    assert (version.number, version.lane, version.size, version.by_id) == (1, "shared", len(picture()), world.cleo.id)
    assert session.get(AboutLink, (document.id, world.logo.id))
    assert session.query(Upload).count() == 0
    page = cleo.get(f"/projects/{world.site.id}/items/{world.logo.id}").text
    assert page.count("Logo final.png") >= 2


def test_without_scripts_files_come_inside_the_form(visit, world, session):
    cleo = visit(world.cleo)
    sent = {**act(body="Two", lane="shared"), "files": [(BytesIO(picture()), "one.png"), (BytesIO(b"words"), "two.txt")]}
    assert cleo.post(address(world), data=sent, content_type="multipart/form-data").status_code == 303
    assert session.scalars(select(Version.name).order_by(Version.id)).all() == ["one.png", "two.txt"]


def test_a_message_may_consist_of_files_only(visit, world, session):
    cleo = visit(world.cleo)
    assert post(cleo, world, uploaded(cleo, world.site), body=" ").status_code == 303
    assert session.scalars(select(Message)).one().attachments == 1
    assert post(cleo, world, body=" ").status_code == 422


def test_the_same_act_twice_attaches_once(visit, world, session):
    cleo = visit(world.cleo)
    sent = act(body="Look", lane="shared", upload=[uploaded(cleo, world.site)])
    first, again = (cleo.post(address(world), data=sent) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert session.query(Version).count() == 1
    other = cleo.post(address(world), data={**sent, "upload": [uploaded(cleo, world.site)]})
    assert other.status_code == 422


def test_an_upload_that_is_not_whole_is_refused_and_nothing_is_half_done(visit, world, session):
    cleo = visit(world.cleo)
    begun = expect(cleo, world.site, "film.txt", length=50).json["id"]
    for upload, reason, word in ((begun, "file_not_whole", "film.txt"), (str(uuid4()), "file_unknown", ""),
                                 ("no", "file_unknown", "")):
        answer = cleo.post(address(world), data=act(body="Look", lane="shared", upload=upload), headers=JSON)
        assert (answer.status_code, answer.json["reason"]) == (422, reason)
        assert word in answer.json["sentence"]
    assert session.query(Message).count() == session.query(Document).count() == 0


def test_nobody_attaches_what_somebody_else_sent(visit, world, session):
    cora = visit(world.cora)
    mine = uploaded(cora, world.site)
    answer = visit(world.cleo).post(address(world), data=act(body="Mine", lane="shared", upload=mine), headers=JSON)
    assert (answer.status_code, answer.json["reason"]) == (422, "file_unknown")
    assert session.get(Upload, UUID(mine)) is not None


def test_a_refused_form_keeps_its_files_beside_its_words(visit, world, session):
    cleo = visit(world.cleo)
    sent = {**act(body="x" * 20_001, lane="shared"), "files": [(BytesIO(picture()), "one.png")]}
    refused = cleo.post(address(world), data=sent, content_type="multipart/form-data")
    assert refused.status_code == 422
    upload = session.scalars(select(Upload)).one()
    assert f'name="upload" value="{upload.id}"' in refused.text
    assert "one.png" in refused.text
    assert post(cleo, world, str(upload.id)).status_code == 303


def test_the_same_bytes_are_kept_once_in_a_workspace(visit, world, session, house):
    cleo = visit(world.cleo)
    sent = [uploaded(cleo, world.site, name) for name in ("a.png", "b.png", "c.png")]
    post(cleo, world, *sent[:2])
    post(cleo, world, sent[2])
    blob = session.scalars(select(Blob)).one()
    assert session.query(Document).count() == 3
    assert (house.settings.data / "files" / blob.name).read_bytes() == picture()
    assert not [upload for upload in sent if (house.settings.data / "files" / "uploads" / upload).exists()]


def test_internal_files_are_in_nothing_a_contact_reads(visit, world, session):
    tess = visit(world.tess)
    post(tess, world, uploaded(tess, world.site, f"{INTERNAL}.png"), lane="internal")
    post(tess, world, uploaded(tess, world.site, "open.png"))
    hidden, shown = session.scalars(select(Version).order_by(Version.lane)).all()
    cleo = visit(world.cleo)
    item = f"/projects/{world.site.id}/items/{world.logo.id}"
    for page in (item, "/", f"/projects/{world.site.id}/entries/{world.logo.id}/files"):
        assert INTERNAL not in cleo.get(page).text
    assert "open.png" in cleo.get(item).text
    assert INTERNAL in tess.get(item).text
    documents = f"/projects/{world.site.id}/documents"
    for ways in ("", f"/versions/{hidden.id}", f"/versions/{hidden.id}/thumbnail", f"/versions/{hidden.id}/screen"):
        unknown = cleo.get(f"{documents}/{uuid4()}{ways}")
        answer = cleo.get(f"{documents}/{hidden.document_id}{ways}")
        assert (answer.status_code, answer.text.count("nonce")) == (404, unknown.text.count("nonce")), ways
    assert cleo.get(f"{documents}/{shown.document_id}/versions/{hidden.id}").status_code == 404
    assert cleo.get(f"{documents}/{shown.document_id}/versions/{shown.id}").data == picture()







def test_a_discussion_begins_with_files(visit, world, session):
    cleo = visit(world.cleo)
    talk = f"/projects/{world.site.id}/talk"
    sent = {**act(subject="Photos", body="", lane="shared"), "files": [(BytesIO(picture()), "one.png")]}
    started = cleo.post(talk, data=sent, content_type="multipart/form-data")
    assert started.status_code == 303
    assert "one.png" in cleo.get(started.headers["Location"]).text
    assert "Files" in cleo.get(talk).text.partition("Photos")[2]


def test_a_refused_discussion_keeps_its_files_and_says_which_one_is_wrong(visit, world, session):
    cleo = visit(world.cleo)
    talk = f"/projects/{world.site.id}/talk"
    sent = {**act(subject="", body="Hello", lane="shared"), "files": [(BytesIO(picture()), "one.png")]}
    refused = cleo.post(talk, data=sent, content_type="multipart/form-data")
    upload = session.scalars(select(Upload)).one()
    assert (refused.status_code, f'value="{upload.id}"' in refused.text) == (422, True)
    wrong = cleo.post(talk, data=act(subject="Hello", body="Hello", lane="shared", upload=[str(upload.id), str(uuid4())]),
                      headers=JSON)
    assert (wrong.status_code, wrong.json["reason"]) == (422, "file_unknown")
    bad = {**act(subject="Hello", body="Hello", lane="shared"), "files": [(BytesIO(b"<html>"), "two.pdf")]}
    assert "two.pdf" in cleo.post(talk, data=bad, content_type="multipart/form-data").text
    assert session.query(Document).count() == 0


def test_a_form_may_bring_more_than_a_page_from_somebody_who_is_signed_in_only(app, visit, world, session):
    def send(visitor):
        files = [(BytesIO(bytes([number]) * 15 * 2**20), f"{number}.bin") for number in range(2)]
        return visitor.post(address(world), data={**act(body="Big", lane="shared"), "files": files},
                            content_type="multipart/form-data").status_code
    assert send(visit(world.cleo)) == 303
    assert send(app.test_client()) == 413
    assert session.query(Version).count() == 2


def test_too_many_files_are_refused_together(visit, world, session):
    cleo = visit(world.cleo)
    files = [(BytesIO(b"words"), f"{number}.txt") for number in range(21)]
    answer = cleo.post(address(world), data={**act(body="Many", lane="shared"), "files": files}, headers=JSON,
                       content_type="multipart/form-data")
    assert (answer.status_code, answer.json["reason"]) == (422, "file_too_many")
    assert "20" in answer.json["sentence"]


def test_a_reply_to_what_is_no_longer_shared_keeps_its_files_with_its_words(visit, world, session):
    tess = visit(world.tess)
    upload = uploaded(tess, world.site, "late.png")
    answer = post(tess, world, upload, entry=world.secret)
    assert (answer.status_code, f'value="{upload}"' in answer.text) == (409, True)
    assert session.query(Document).count() == 0


def test_the_files_of_an_item_come_in_pages_and_a_contacts_pages_hold_shared_ones_only(visit, world, session):
    for number in range(12):
        by = standing(world.cleo, world.logo)
        with_file(f"open-{number}.txt", found(by.viewer, world.logo), by, "shared", str(number).encode())
        by = standing(world.tess, world.logo)
        with_file(f"{INTERNAL}-{number}.txt", found(by.viewer, world.logo), by, "internal", f"i{number}".encode())
    cleo, item = visit(world.cleo), f"/projects/{world.site.id}/items/{world.logo.id}"
    first = cleo.get(item).text.partition('id="files-title"')[2].partition("</section>")[0]
    assert [f"open-{number}.txt" in first for number in (11, 2, 1, 0)] == [True, True, False, False]
    more = re.search(r'href="([^"]+/files\?before=[^"]+)"', first)[1]
    rest = cleo.get(more, headers={"HX-Request": "true"}).text
    assert re.findall(r">(open-\d+\.txt)<", rest) == ["open-1.txt", "open-0.txt"]
    assert "before=" not in rest
    assert INTERNAL not in first + rest + cleo.get(more).text
    assert "No files yet" in visit(world.olaf).get(f"/projects/{world.shop.id}/entries/{world.cart.id}/files").text
