"""Uploads that nobody goes on with are given up after seven days, with their bytes; what is damaged or orphaned is found."""
import json
import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.channels.files import open_store
from portal.files.blob import Blob
from portal.files.upload import Upload
from portal.jobs.sweeping import sweep_uploads
from portal.letters.originals import original_name
from tests.files.uploads import expect, go_on, uploaded, with_file
from tests.letters.answering import answer
from tests.talk.speaking import found, standing

DAY = 86_400


@pytest.fixture
def store(house):
    return open_store(house.settings)


@pytest.fixture
def check(app, session):
    def check(*options):
        session.commit()
        answer = app.test_cli_runner().invoke(args=["files", "check", "--json", *options])
        return answer.exit_code, [(each["kind"], each["name"]) for each in json.loads(answer.output)["troubles"]]
    return check


def age(store, name, days):
    path = store._root / name
    os.utime(path, (time.time() - days * DAY,) * 2)


def sent(world, name=b"words"):
    by = standing(world.cleo, world.logo)
    return with_file("notes.txt", found(by.viewer, world.logo), by, "shared", name)


def test_an_upload_waits_for_a_week_and_is_then_given_up(cleo, world, session, store):
    address = expect(cleo, world.site, "notes.txt", length=100).headers["Location"]
    go_on(cleo, address, b"x" * 40, 0)
    upload = session.scalars(select(Upload)).one()
    piece, = upload.pieces
    upload.touched_at = now() - timedelta(days=6, hours=23)
    session.commit()
    age(store, piece, 8)
    sweep_uploads()
    assert cleo.head(address).headers["Upload-Offset"] == "40"
    upload.touched_at = now() - timedelta(days=7, minutes=1)
    session.commit()
    sweep_uploads()
    assert cleo.head(address).status_code == 404
    assert not store.holds(piece)


def test_bytes_of_a_request_that_is_being_served_are_left_alone(session, world, store):
    young, old = (store.put(f"uploads/{world.logo.id}/{name}", [b"x"]).name for name in ("a", "b"))
    draft = store.put("drafts/left", [b"x"]).name
    age(store, old, 2)
    age(store, draft, 2)
    sweep_uploads()
    assert (store.holds(young), store.holds(old), store.holds(draft)) == (True, False, False)


def test_what_is_whole_is_found_whole(world, check):
    sent(world)
    assert not [each for each in check()[1] if each[0] != "orphaned"]


def test_a_missing_and_a_damaged_file_are_found(world, session, check, store):
    gone, spoilt = (store._root / session.get(Blob, (version.workspace_id, version.sha256)).name
                    for version in (sent(world, b"one"), sent(world, b"two")))
    gone.unlink()
    spoilt.write_bytes(b"other")
    code, troubles = check()
    assert code == 1
    assert {("missing", gone.relative_to(store._root).as_posix()), ("damaged", spoilt.relative_to(store._root).as_posix())} == {
        each for each in troubles if each[0] != "orphaned"}


def test_bytes_without_a_message_are_orphans_and_can_be_removed(world, check, store):
    check("--remove-orphans")
    name = store.put(f"blobs/{world.nord.id}/00/{'0' * 64}", [b"left by a crash"]).name
    assert ("orphaned", name) not in check()[1]
    age(store, name, 1)
    assert check() == (3, [("orphaned", name)])
    assert check("--remove-orphans")[0] == 0
    assert check() == (0, [])


def test_an_upload_in_waiting_is_no_orphan(cleo, world, check):
    check("--remove-orphans")
    uploaded(cleo, world.site)
    assert check() == (0, [])


def test_the_check_reads_mails_as_they_came_too(session, world, store, check):
    letter = answer(world.cleo, world.logo)
    name = original_name(letter.sha256)
    stray = store.put(f"letters/aa/{'a' * 64}", [b"x"]).name
    age(store, stray, 1)
    assert check() == (3, [("orphaned", stray)])
    store.delete(stray)
    store.delete(name)
    assert check() == (1, [("missing", name)])
