"""The door for mail servers: who is let in, what is too long, and that yes is said only once a mail is safe."""
import asyncio
import smtplib
import threading
from contextlib import contextmanager

import pytest

from portal.channels import mail_door
from portal.channels.mail_door import Door, OurSMTP

OURS = "reply+x@portal.test"


@contextmanager
def opened(take):
    """A door in a thread of its own; gives its port."""
    loop = asyncio.new_event_loop()

    async def listen():
        door = Door(lambda address: address.endswith("@portal.test"), take)
        return await loop.create_server(
            lambda: OurSMTP(door, data_size_limit=mail_door.LARGEST, decode_data=False, loop=loop), "127.0.0.1", 0)

    def told(coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    # All of it there: in this thread runs the loop of a browser, once a test has had one.
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = told(listen())
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        told(loop.shutdown_default_executor())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def send(port: int, raw: bytes, *to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as line:
        line.sendmail("cleo@example.com", to or [OURS], raw)


def test_a_mail_is_handed_on_whole_with_whom_its_envelope_names():
    taken = []
    with opened(lambda raw, recipients: taken.append((raw, recipients))) as port:
        send(port, b"Subject: x\r\n\r\n.dot\r\n" + b"x" * 2**20 + b"\r\n", OURS, "reply@portal.test")
    assert taken == [(b"Subject: x\r\n\r\n.dot\r\n" + b"x" * 2**20 + b"\r\n", [OURS, "reply@portal.test"])]


def test_what_is_not_for_us_is_not_taken():
    with opened(lambda *_: None) as port, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(port, b"x", "somebody@elsewhere.test")
    assert refused.value.recipients["somebody@elsewhere.test"][0] == 550


def test_what_is_not_safe_is_not_acknowledged():
    with opened(lambda *_: 1 / 0) as port, pytest.raises(smtplib.SMTPDataError) as refused:
        send(port, b"Subject: x\r\n\r\nwords\r\n")
    assert refused.value.smtp_code == 451


def test_what_is_too_large_is_refused_for_good(monkeypatch):
    monkeypatch.setattr(mail_door, "LARGEST", 1000)
    with opened(lambda *_: None) as port, pytest.raises(smtplib.SMTPResponseException) as refused:
        send(port, b"Subject: x\r\n\r\n" + b"words " * 1000)
    assert refused.value.smtp_code == 552
