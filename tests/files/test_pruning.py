"""Uploads that nobody goes on with are given up after seven days, with their bytes; what is damaged or orphaned is found."""
import json
import os
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.channels.files import Folder, open_store
from portal.files.blob import Blob, picture_name
from portal.files.checking import check_files, is_file, remove_orphans
from portal.files.upload import Upload
from portal.jobs.picturing import paint_waiting
from portal.jobs.sweeping import sweep_uploads
from portal.letters.originals import check_originals, original_name
from tests.files.pdfs import pdf
from tests.files.uploads import expect, go_on, picture, uploaded, with_file
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


def test_nobody_who_writes_waits_while_the_store_is_asked_for_what_to_sweep(session, world, store, monkeypatch):
    left = store.put(f"uploads/{world.logo.id}/a", [b"x"]).name
    age(store, left, 2)
    held, asked = [], Folder.names
    monkeypatch.setattr(Folder, "names", lambda *of: held.append(session().in_transaction()) or asked(*of))
    sweep_uploads()
    assert held == [False, False] and not store.holds(left)


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


def test_pictures_that_are_gone_or_were_given_up_can_be_made_again(send, session, check, store):
    blob = send("plan.pdf", pdf(2))
    session.commit()
    paint_waiting()
    session.expire_all()
    assert (blob.picture, blob.pages) == ("ready", 2)
    store.delete(picture_name(blob.workspace_id, blob.sha256, "page-2"))
    assert ("unpictured", blob.name) in check()[1]
    for spoil in (lambda: None, lambda: setattr(blob, "picture", "refused")):
        spoil()
        check("--repair")
        session.expire_all()
        assert (blob.picture, blob.tries, blob.pages) == ("waiting", 0, None)
        session.commit()
        paint_waiting()
        session.expire_all()
        assert (blob.picture, blob.pages, blob.page_sizes) == ("ready", 2, [[1066, 1599]] * 2)
    assert ("unpictured", blob.name) not in check()[1]


def test_a_picture_of_nothing_is_an_orphan_and_one_of_a_file_is_not(send, session, check, store):
    check("--remove-orphans")
    blob = send("photo.png", picture())
    session.commit()
    paint_waiting()
    session.expire_all()
    made = picture_name(blob.workspace_id, blob.sha256, "small")
    left = store.put(picture_name(blob.workspace_id, b"0" * 32, "page-3"), [b"left by a crash"]).name
    session.commit()
    for name in (made, left):
        age(store, name, 1)
    assert check() == (3, [("orphaned", left)])
    assert list(remove_orphans([made, left], is_file, store)) == [left]
    assert store.holds(made)


def test_nobody_who_writes_waits_for_the_check(world, session, store, monkeypatch):
    monkeypatch.setattr("portal.files.checking.AT_ONCE", 1)
    for data in (b"one", b"two", b"three"):
        sent(world, data)
    letter = answer(world.cleo, world.logo)
    session.commit()
    held = []

    def read(name):
        # The transaction that looked is over when bytes are read.
        held.append(db.session().in_transaction())
        return type(store).read(store, name)
    looking = SimpleNamespace(names=store.names, holds=store.holds, read=read)
    told = [trouble for check in (check_files, check_originals) for trouble in check(looking)]
    assert not [trouble for trouble in told if trouble.kind != "orphaned"]
    assert len(held) == 3 + 1 and not any(held)
    assert letter.sha256


def test_what_gets_its_row_or_is_taken_up_again_while_the_check_reads_is_left_alone(world, session, check, store):
    check("--remove-orphans")
    version = sent(world)
    session.commit()
    taken = session.get(Blob, (version.workspace_id, version.sha256)).name
    again, left = (store.put(f"blobs/{world.nord.id}/00/{digit * 64}", [b"left by a crash"]).name for digit in "01")
    for name in (taken, again, left):
        age(store, name, 1)
    store.put("uploads/u/1", [b"left by a crash"])
    store.copy("uploads/u/1", again)
    # As a check would find them that began before all that.
    assert list(remove_orphans([taken, again, left, "blobs/odd"], is_file, store)) == [left]
    assert store.holds(taken) and store.holds(again)


def test_a_file_that_comes_while_the_check_reads_is_no_orphan(world, session, store):
    sent(world, b"one")
    session.commit()
    late = []

    def read(name):
        if not late:
            # It had been on its way for long: its bytes are old, and its row is new.
            late.append(store.put(f"blobs/{world.nord.id}/00/{'2' * 64}", [b"late"]).name)
            age(store, late[0], 1)
        return type(store).read(store, name)
    told = list(check_files(SimpleNamespace(names=store.names, holds=store.holds, read=read)))
    assert ("orphaned", late[0]) not in told


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
