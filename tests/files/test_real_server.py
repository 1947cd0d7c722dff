"""Over a real server: killed between the bytes and the row, broken off in the middle of a piece, and many at once."""
import http.client
import json
import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from select import select
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from portal.files.blob import Blob
from portal.files.upload import Upload
from portal.files.version import Version
from portal.people.sessions import open_session
from portal.talk.message import Message
from tests.files.uploads import PIECE, said
from tests.support_processes import wait_until
from tests.world import act

BIG = os.urandom(3 * 2**20)


@pytest.fixture
def ask(server, session, world):
    """Requests of Cleo, straight to the socket."""
    _row, token = open_session(user=world.cleo, assurance="code")
    site, logo = world.site.id, world.logo.id
    # From here on a test that reads would keep the write lock from the server.
    session.commit()
    cookies = {"__Host-portico": token}
    host = urlsplit(server.url).netloc

    def ask(method, path, body=None, **headers):
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.request(method, path, body=body, headers={
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Accept": "application/json", **headers})
        answer = connection.getresponse()
        return answer, answer.read()

    answer, body = ask("GET", "/me/pass")
    name, _, value = (answer.getheader("Set-Cookie") or "").partition(";")[0].partition("=")
    if name:
        cookies[name] = value
    ask.proof = {"X-CSRFToken": json.loads(body)["csrf"]}
    ask.cookies, ask.host, ask.site = cookies, host, site
    ask.messages = f"/projects/{site}/entries/{logo}/messages"
    return ask


def announced(ask, length, upload_id=None) -> str:
    answer, _ = ask("POST", "/uploads", **ask.proof, **{
        "Upload-Length": str(length),
        "Upload-Metadata": said(id=upload_id or uuid4(), filename="big.bin", project=ask.site)})
    assert answer.status == 201
    return answer.getheader("Location")


def piece(ask, address, data, at):
    return ask("PATCH", address, data, **ask.proof, **{"Upload-Offset": str(at), "Content-Type": PIECE})


def offset(ask, address) -> int:
    return int(ask("HEAD", address)[0].getheader("Upload-Offset"))


def files(session, ask) -> list[str]:
    """The addresses of all files there are."""
    ways = [f"/projects/{ask.site}/documents/{version.document_id}/versions/{version.id}" for version in session.query(Version)]
    session.rollback()
    return ways


def kill(server) -> None:
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    for pid in (server.process.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    server.process.wait()


def test_without_its_proof_no_byte_is_taken(ask):
    answer, _ = ask("POST", "/uploads", **{
        "Upload-Length": "5", "Upload-Metadata": said(id=uuid4(), filename="a", project=ask.site)})
    assert answer.status == 419


def test_a_line_that_breaks_loses_only_what_had_not_arrived(ask, session):
    address = announced(ask, len(BIG))
    head = (f"PATCH {address} HTTP/1.1\r\nHost: {ask.host}\r\nCookie: "
            + "; ".join(f"{name}={value}" for name, value in ask.cookies.items())
            + f"\r\nX-CSRFToken: {ask.proof['X-CSRFToken']}\r\nUpload-Offset: 0\r\nContent-Type: {PIECE}"
            + f"\r\nContent-Length: {len(BIG)}\r\n\r\n").encode()
    with socket.create_connection(ask.host.split(":"), timeout=10) as line:
        line.sendall(head + BIG[:2**20])
        time.sleep(0.5)
    wait_until(lambda: offset(ask, address) > 0, what="what had arrived being kept")

    def goes_on() -> bool:
        # What had arrived may be written still: whoever goes on from too early a place asks again.
        at = offset(ask, address)
        assert at <= 2**20
        return piece(ask, address, BIG[at:], at)[0].status == 204

    wait_until(goes_on, what="the rest being taken")
    assert offset(ask, address) == len(BIG)


def test_a_server_killed_while_files_come_leaves_nothing_half_there(house, street, server, ask, session):
    address = announced(ask, len(BIG))
    assert piece(ask, address, BIG[:2**20], 0)[0].status == 204
    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(piece, ask, address, BIG[2**20:], 2**20)
        time.sleep(0.02)
        kill(server)
        with suppress(http.client.HTTPException, OSError):
            going.result()
    street.server(house)
    at = offset(ask, address)
    assert at in (2**20, len(BIG))
    if at < len(BIG):
        assert piece(ask, address, BIG[at:], at)[0].status == 204
    upload = address.rpartition("/")[2]
    form = "&".join(f"{name}={value}" for name, value in act(
        lane="shared", body="Whole", upload=upload, csrf_token=ask.proof["X-CSRFToken"]).items())
    answer, body = ask("POST", ask.messages, form,
                       **{"Content-Type": "application/x-www-form-urlencoded"})
    assert (answer.status, json.loads(body)["outcome"]) == (201, "stored")
    way, = files(session, ask)
    found, data = ask("GET", way)
    assert (found.status, data == BIG) == (200, True)
    assert session.query(Message).count() == 1


def test_the_same_bytes_from_many_at_once_are_all_whole(ask, session):
    def send(number):
        answer, body = ask("POST", "/uploads", BIG[:2**20], **ask.proof, **{
            "Content-Type": PIECE, "Upload-Length": str(2**20),
            "Upload-Metadata": said(id=uuid4(), filename=f"{number}.bin", project=ask.site)})
        form = "&".join(f"{name}={value}" for name, value in act(
            lane="shared", body="", upload=json.loads(body)["id"], csrf_token=ask.proof["X-CSRFToken"]).items())
        return ask("POST", ask.messages, form,
                   **{"Content-Type": "application/x-www-form-urlencoded"})[0].status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(16))) == {201}
    ways = files(session, ask)
    assert len(ways) == 16
    assert session.query(Blob).count() == 1
    session.rollback()
    assert {ask("GET", way)[1] for way in ways[:3]} == {BIG[:2**20]}


@pytest.mark.parametrize("way", ["piece", "form"])
def test_what_never_ends_is_cut_off_and_nothing_of_it_is_kept(house, ask, session, way):
    drafts = house.settings.data / "files" / "drafts"
    before = set(drafts.glob("*"))
    more = {"X-CSRFToken": ask.proof["X-CSRFToken"], "Transfer-Encoding": "chunked", "Accept": "application/json",
            "Cookie": "; ".join(f"{name}={value}" for name, value in ask.cookies.items())}
    if way == "piece":
        head = {"Upload-Offset": "0", "Content-Type": PIECE, **more}
        line = f"PATCH {announced(ask, 5 * 2**20)} HTTP/1.1"
    else:
        head = {"Content-Type": "multipart/form-data; boundary=x", **more}
        line = f"POST {ask.messages} HTTP/1.1"
    told = "\r\n".join([line, f"Host: {ask.host}", *(f"{name}: {value}" for name, value in head.items())]) + "\r\n\r\n"
    begin = b"" if way == "piece" else b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.bin"\r\n\r\n'
    sent, chunk = 0, b"100000\r\n" + bytes(2**20) + b"\r\n"
    with socket.create_connection(ask.host.split(":"), timeout=20) as line:
        line.sendall(told.encode() + (b"%x\r\n%s\r\n" % (len(begin), begin) if begin else b""))
        with suppress(ConnectionError):
            while sent < 200 and not select([line], [], [], 0)[0]:
                line.sendall(chunk)
                sent += 1
    assert sent < 100
    wait_until(lambda: set(drafts.glob("*")) <= before, what="nothing being left of it")
    assert session.query(Version).count() == session.query(Message).count() == 0
    assert ask("GET", f"/projects/{ask.site}")[0].status == 200


def test_two_arrivals_of_one_announcement_at_once_are_one(ask, session):
    upload_id = uuid4()
    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(lambda _: announced(ask, 500, upload_id), range(6)))) == 1
    assert session.query(Upload).count() == 1


def test_of_many_who_begin_at_once_only_as_many_get_in_as_there_is_room_for(ask, session, world):
    world.nord.file_quota = 1000
    session.commit()

    def begin(number):
        answer, body = ask("POST", "/uploads", **ask.proof, **{
            "Upload-Length": "400", "Upload-Metadata": said(id=uuid4(), filename=f"{number}.bin", project=ask.site)})
        return answer.status, json.loads(body).get("reason")

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(begin, range(8)))
    assert told == [(201, None)] * 2 + [(422, "file_quota")] * 6
    assert session.query(Upload).count() == 2
