"""The product over a bucket: what people send goes there and comes back by the same ways, and none of it stays here."""
import json
import os
from io import BytesIO

import pytest
from PIL import Image

from portal.base.database import writes
from portal.channels.bucket import Bucket
from portal.channels.files import open_store
from portal.files.version import Version
from tests.files.uploads import expect, go_on, picture, uploaded
from tests.support_s3 import running_s3
from tests.world import act


@pytest.fixture(scope="module")
def buckets():
    with running_s3() as bucket:
        yield bucket


@pytest.fixture
def store(house, buckets, monkeypatch):
    monkeypatch.setitem(vars(house.settings), "files_bucket", buckets())
    return open_store(house.settings)


@pytest.fixture
def post(cleo, world, session):
    def post(*uploads):
        answer = cleo.post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages", headers={"Accept": "application/json"},
                           data=act(body="Look", lane="shared", upload=list(uploads)))
        session.expire_all()
        return answer, [f"/projects/{world.site.id}/documents/{version.document_id}/versions/{version.id}"
                        for version in session.query(Version).order_by(Version.size)]
    return post


def kept_here(house) -> set:
    return set((house.settings.data / "files").rglob("*"))


def names(store, *parts):
    return sorted(found.name.split("/")[0] for part in parts for found in store.names(part))


def test_files_go_to_the_bucket_and_come_back_in_whole_and_in_parts(cleo, world, store, post, run_jobs, app, session, house):
    data, before = os.urandom(300_000), kept_here(house)
    address = expect(cleo, world.site, "long.bin", length=len(data)).headers["Location"]
    for at in range(0, len(data), 100_000):
        assert go_on(cleo, address, data[at:at + 100_000], at).status_code == 204
    photo = picture(900, 600, kind="JPEG")
    answer, ways = post(address.rpartition("/")[2], uploaded(cleo, world.site, "photo.jpg", photo))
    assert answer.status_code == 201
    run_jobs()
    assert names(store, "uploads", "blobs", "pictures") == ["blobs", "blobs", "pictures", "pictures"]
    assert kept_here(house) == before
    small, long = ways
    assert cleo.get(small).data == photo
    assert Image.open(BytesIO(cleo.get(f"{small}/thumbnail").data)).size == (640, 427)
    whole = cleo.get(long)
    assert (whole.data, whole.headers["Content-Length"]) == (data, str(len(data)))
    part = cleo.get(long, headers={"Range": "bytes=299990-"})
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, data[-10:], "bytes 299990-299999/300000")
    assert cleo.get(long, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert cleo.head(long).headers["Content-Length"] == str(len(data))

    gone, spoilt = (f"blobs/{version.workspace_id}/{version.sha256.hex()[:2]}/{version.sha256.hex()}"
                    for version in session.query(Version).order_by(Version.size))
    store.delete(gone)
    store.put(spoilt, [b"other"])
    session.commit()
    told = app.test_cli_runner().invoke(args=["files", "check", "--json"])
    troubles = {(each["kind"], each["name"]) for each in json.loads(told.output)["troubles"]}
    assert troubles == {("missing", gone), ("damaged", spoilt)}
    assert (cleo.get(small).status_code, told.exit_code) == (404, 1)


def test_the_bucket_is_never_asked_while_others_wait_to_write(cleo, world, store, post, session, monkeypatch):
    copy, asked = Bucket.copy, []
    monkeypatch.setattr(Bucket, "copy", lambda *of: asked.append(writes.get()) or copy(*of))
    site = f"/projects/{world.site.id}"
    _answer, (way,) = post(uploaded(cleo, world.site, "one.txt", b"one"))
    upload = uploaded(cleo, world.site, "two.txt", b"two")
    for address, data in ((way.partition("/versions")[0] + "/versions", upload), (f"{site}/documents", upload)):
        answer = cleo.post(address, data=act(upload=data), headers={"Accept": "application/json"})
    # What one form took is no other one's, however early its bytes were copied.
    assert (answer.status_code, answer.json["reason"]) == (422, "file_unknown")
    assert cleo.post(f"{site}/documents", data=act(files=(BytesIO(b"three"), "three.txt"))).status_code == 303
    assert asked == [False] * 3 and len(names(store, "blobs")) == 3


def test_while_the_bucket_is_away_words_are_kept_and_files_are_said_to_be_out_of_reach(
        cleo, world, store, post, session, house, monkeypatch):
    first, second = uploaded(cleo, world.site, "one.png"), uploaded(cleo, world.site, "two.png", picture(50, 50))
    _, ways = post(first)
    monkeypatch.setattr("botocore.retries.standard.StandardRetryConditions.is_retryable", lambda *_: False)
    there = house.settings.files_bucket
    monkeypatch.setitem(vars(house.settings), "files_bucket", there._replace(url="http://127.0.0.1:1/bucket"))
    answer = cleo.get(ways[0])
    assert (answer.status_code, "Files are out of reach" in answer.text) == (503, True)
    assert cleo.get(f"/projects/{world.site.id}/items/{world.logo.id}").status_code == 200
    answer, _ = post(second)
    assert (answer.status_code, answer.json["outcome"]) == (503, "later")
    answer = expect(cleo, world.site, "three.png", length=5, data=b"words", Accept="application/json")
    assert (answer.status_code, answer.json["outcome"]) == (503, "later")
    monkeypatch.setitem(vars(house.settings), "files_bucket", there)
    assert post(second)[0].status_code == 201
    assert session.query(Version).count() == 2
