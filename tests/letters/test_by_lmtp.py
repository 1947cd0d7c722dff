"""Mail handed over by a mail server: the program as the operator runs it, over a real database."""
import os
import signal
import smtplib
import socket
import sys
from pathlib import Path

import pytest

from portal.letters.letter import Letter
from portal.talk.message import Message
from tests.letters.answering import address_for
from tests.letters.writing import mail
from tests.support_processes import free_port, start, stop, wait_until

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(street):
    """One of the two databases will do: what becomes of a mail is tested on both, beside the door."""
    house = street.house("sqlite")
    yield house
    house.sweep(wholly=True)
    house.queue.flush()


@pytest.fixture
def door(house):
    """Starts ``bin/portico mail-in`` at an address such as ``lmtp://127.0.0.1:8024``."""
    running = []

    def opened(scheme: str):
        port, settings = free_port(), house.settings
        environ = {"PATH": os.environ["PATH"], "PORTICO_DATA": str(settings.data), "DATABASE_URL": settings.database_url,
                   "SECRET_KEY": settings.secret_key, "MAIL_IN_ADDRESS": settings.mail_in_address,
                   "MAIL_IN_LISTEN": f"{scheme}://127.0.0.1:{port}", "LOG_LEVEL": "ERROR"}
        process = start([sys.executable, "-m", "commands.mail_in"], cwd=ROOT, env=environ)
        running.append(process)
        wait_until(lambda: _listens(port), what="the door's first answer")
        return process, port

    yield opened
    for process in running:
        stop(process)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def hand_over(port: int, sender: str, recipients: list[str], raw: bytes) -> list[int]:
    """What an LMTP server says of each recipient; Python's own client reads the first answer only."""
    with smtplib.LMTP("127.0.0.1", port) as line:
        line.ehlo()
        line.mail(sender)
        refused = [code for code in (line.rcpt(each)[0] for each in recipients) if code != 250]
        if refused:
            return refused
        return [line.data(raw)[0], *(line.getreply()[0] for _ in recipients[1:])]


def posted(session, entry_id) -> tuple:
    """The words in a thread and how many letters there are, as another process left them; no lock is held afterwards."""
    found = [body for body, in session.query(Message.body).filter_by(entry_id=entry_id)], session.query(Letter).count()
    session.rollback()
    return found


def test_lmtp_says_yes_for_each_recipient_after_the_commit_and_survives_being_killed(session, world, door):
    to = [address_for(world.cleo, entry) for entry in (world.logo, world.crown)]
    sender, logo = world.cleo.email, world.logo.id
    session.commit()
    process, port = door("lmtp")
    raw = mail(sender=sender, to="team@acme.example")
    for _ in range(2):
        assert hand_over(port, sender, to, raw) == [250, 250]
        # What was acknowledged is in the database, whatever happens next; the same mail again is that mail.
        assert posted(session, logo) == (["Fine with me"], 2)
    assert hand_over(port, sender, ["somebody@elsewhere.test"], raw) == [550]
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert posted(session, logo) == (["Fine with me"], 2)
