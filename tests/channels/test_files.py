"""The store: what stands under a name is whole and never changes."""
import errno
import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.base.clock import now
from portal.channels.files import Bucket, Folder


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path):
    """Each test runs over both kinds of store: they are to behave alike."""
    if request.param == "folder":
        return Folder(tmp_path / "files")
    return Bucket(request.getfixturevalue("buckets")())


def everything(store):
    return {found.name for part in ("blobs", "uploads", "pictures", "drafts") for found in store.names(part)}


def test_what_is_put_is_told_by_size_and_hash_and_read_again(store):
    kept = store.put("blobs/a/b", iter([b"one", b"", b"two"]))
    assert (kept.size, kept.sha256) == (6, hashlib.sha256(b"onetwo").digest())
    assert b"".join(store.read("blobs/a/b")) == b"onetwo"
    assert everything(store) == {"blobs/a/b"}


def test_what_breaks_off_leaves_nothing(store):
    def breaking():
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        store.put("blobs/a/b", breaking())
    assert everything(store) == set()


def test_a_second_name_is_given_once_and_the_first_may_go(store):
    store.put("uploads/u/1", [b"first"])
    store.put("uploads/v/1", [b"other"])
    store.copy("uploads/u/1", "blobs/a/b")
    store.copy("uploads/v/1", "blobs/a/b")
    store.delete("uploads/u/1")
    store.delete("uploads/u/1")
    assert b"".join(store.read("blobs/a/b")) == b"first"
    assert everything(store) == {"blobs/a/b", "uploads/v/1"}
    with pytest.raises(FileNotFoundError):
        store.copy("uploads/u/1", "blobs/a/c")


def test_what_is_given_a_second_name_is_young_there_though_it_came_long_ago(tmp_path):
    store, past = Folder(tmp_path / "files"), time.time() - 86_400
    for name in ("uploads/u/1", "uploads/v/1", "blobs/a/left"):
        store.put(name, [b"bytes"])
        os.utime(tmp_path / "files" / name, (past, past))
    store.copy("uploads/u/1", "blobs/a/b")
    store.copy("uploads/v/1", "blobs/a/left")
    assert all((now() - store.find(name).at).total_seconds() < 60 for name in ("blobs/a/b", "blobs/a/left"))
    assert (now() - store.find("uploads/v/1").at).total_seconds() > 80_000
    assert store.find("blobs/a/missing") is None


def test_two_who_put_the_same_at_once_both_have_it(tmp_path):
    # A service keeps each object whole by itself; the one of these tests does not bear two at once.
    store = Folder(tmp_path / "files")
    data = bytes(range(256)) * 4000
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda _: store.put("blobs/a/b", iter([data[:500_000], data[500_000:]])), range(8)))
    assert {each.sha256 for each in kept} == {hashlib.sha256(data).digest()}
    assert b"".join(store.read("blobs/a/b")) == data


def test_it_is_read_from_any_place_and_near_as_a_file_of_this_machine(store):
    data = bytes(range(256)) * 4096
    store.put("blobs/a/b", [data])
    with store.open("blobs/a/b") as file:
        assert (file.seek(0, 2), file.seek(700_000), file.read(5)) == (len(data), 700_000, data[700_000:700_005])
        assert file.tell() == 700_005
        assert (file.seek(-3, 2), file.read(), file.read(), file.seek(10), file.read(3)) == (
            len(data) - 3, data[-3:], b"", 10, data[10:13])
    with store.near("blobs/a/b") as file:
        assert os.pread(file.fileno(), 3, 5) == data[5:8]
    store.put("blobs/a/none", [])
    assert list(store.read("blobs/a/none")) == []


def test_what_is_not_there_is_not_found(store):
    for reach in (store.open, lambda name: list(store.read(name)), lambda name: store.near(name).__enter__()):
        with pytest.raises(FileNotFoundError):
            reach("blobs/a/missing")
    assert not store.holds("blobs/a/missing")
    assert list(store.names("blobs")) == []


def test_everything_below_a_part_of_names_is_told_with_size_and_moment(store):
    for name in ("blobs/a/b", "blobs/c", "blobsy/a", "pictures/a"):
        store.put(name, [b"four"])
    assert {(each.name, each.size) for each in store.names("blobs")} == {("blobs/a/b", 4), ("blobs/c", 4)}
    assert all(abs((now() - each.at).total_seconds()) < 60 for each in store.names("blobs"))


def test_only_this_user_reads_it(tmp_path):
    Folder(tmp_path / "files").put("blobs/a/b", [b"x"])
    path = tmp_path / "files" / "blobs" / "a" / "b"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0


def test_no_name_leads_out(store, tmp_path):
    # Each of them would lead into a folder of the test, should the rule ever fail.
    outside = tmp_path / "outside"
    for name in ("../outside", "blobs/../../outside", str(outside)):
        for reach in (lambda name: store.put(name, [b"x"]), store.open, store.delete, store.holds,
                      lambda name: store.copy("blobs/a/b", name)):
            with pytest.raises(ValueError):
                reach(name)
    assert not outside.exists()


def test_folders_that_were_made_outlive_a_loss_of_power_too(tmp_path, monkeypatch):
    root, settled = tmp_path / "data" / "files", []
    monkeypatch.setattr("portal.channels.files._settle", settled.append)
    store = Folder(root)
    store.put("blobs/a/bb/c", iter([b"one"]))
    assert {tmp_path, tmp_path / "data", root, root / "blobs", root / "blobs/a", root / "blobs/a/bb"} <= set(settled)
    settled.clear()
    store.copy("blobs/a/bb/c", "blobs/a/dd/c")
    assert settled == [root / "blobs/a", root / "blobs/a/dd"]
    settled.clear()
    store.put("blobs/a/bb/e", iter([b"one"]))
    assert settled == [root / "blobs/a/bb"]
