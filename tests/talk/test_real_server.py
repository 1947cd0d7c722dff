"""Over a real server: it may die before the writer heard that a message is stored, and many may write at once."""
import http.client
import os
import re
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from portal.history.act import Act
from portal.history.event import Event
from portal.people.sessions import open_session
from portal.talk.message import Message
from tests.support.test_headers import EVERYWHERE
from tests.support_processes import wait_until
from tests.talk.speaking import start
from tests.world import act


class Writer:
    """A browser that may hang up before it hears an answer."""

    def __init__(self, url: str, token: str):
        self._host, self._cookies = urlsplit(url).netloc, {"__Host-portico": token}

    def ask(self, method: str, path: str, form: dict | None = None) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self._host, timeout=20)
        connection.request(method, path, body=urlencode(form) if form else None, headers={
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded"})
        return connection

    def csrf(self, path: str) -> str:
        answer = self.ask("GET", path).getresponse()
        name, _, value = answer.getheader("Set-Cookie").partition(";")[0].partition("=")
        self._cookies[name] = value
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())[1]


def kill(server) -> None:
    """End the server and its workers so that none of them can say a last word."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    for pid in (server.process.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    server.process.wait()


def test_what_a_dying_server_stored_is_told_to_the_next_try_and_not_done_again(house, street, server, session, world):
    talk = start(world.tess, world.site, "Kick-off")
    _row, token = open_session(user=world.cleo, assurance="code")
    session.commit()
    writer, page = Writer(server.url, token), f"/projects/{world.site.id}/talk/{talk.id}"
    address = f"/projects/{world.site.id}/entries/{talk.id}/messages"
    sent = act(lane="shared", body="Only once", csrf_token=writer.csrf(page))
    unheard = writer.ask("POST", address, sent)
    wait_until(lambda: [session.rollback(), session.query(Act).filter_by(user_id=world.cleo.id).count()][1],
               what="the act being stored")
    kill(server)
    unheard.close()
    stored = session.query(Act).one().outcome["location"]
    session.rollback()
    street.server(house)
    again = writer.ask("POST", address, sent).getresponse()
    assert (again.status, again.getheader("Location")) == (303, stored)
    assert session.query(Message).filter_by(body="Only once").count() == 1
    assert session.query(Event).filter_by(verb="message_posted", actor_id=world.cleo.id).count() == 1


def test_thirty_two_who_write_at_once_are_all_stored(server, session, world):
    talk = start(world.tess, world.site, "Kick-off")
    _row, token = open_session(user=world.cleo, assurance="code")
    page, address = f"/projects/{world.site.id}/talk/{talk.id}", f"/projects/{world.site.id}/entries/{talk.id}/messages"
    session.commit()
    writer = Writer(server.url, token)
    proof = writer.csrf(page)

    def write(number: int) -> int:
        return writer.ask("POST", address, act(lane="shared", body=f"m{number}", csrf_token=proof)).getresponse().status

    with ThreadPoolExecutor(32) as pool:
        assert set(pool.map(write, range(64))) == {303}
    assert session.query(Message).filter(Message.body.like("m%")).count() == 64
    assert "locked" not in server.log.read_text()


@pytest.mark.parametrize(("sent", "status"), [
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400), (f"GET /{'a' * 9000} HTTP/1.1\r\n\r\n", 414),
    ("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
     "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400),
], ids=["two names", "a long address", "a body in wrong pieces"])
def test_what_cannot_be_read_is_refused_in_the_headers_of_every_answer(server, sent, status):
    where, logged = urlsplit(server.url), server.log.stat().st_size
    with socket.create_connection((where.hostname, where.port), 20) as line:
        line.sendall(sent.encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
    assert answer.status == status and [name for name in EVERYWHERE if answer.getheader(name) is None] == []
    assert b"Traceback" not in server.log.read_bytes()[logged:]
