"""Mail handed over by a mail server: the program as the operator runs it, over a real database."""
import os
import smtplib
import socket
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest

from portal.letters.letter import Letter
from portal.talk.message import Message
from tests.letters.answering import address_for, take
from tests.letters.writing import mail
from tests.support_processes import free_port, start, stop, wait_until
from tests.support_world import make_ready

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(request, street):
    """One of the two databases will do: what becomes of a mail is tested on both, beside the door."""
    house = street.house("sqlite")
    make_ready(house, request.fixturenames)
    yield house
    house.settle(wholly=True)
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


def test_it_says_yes_for_each_recipient_after_the_commit_and_killed_it_loses_and_repeats_nothing(session, world, door, request):
    """As a mail server does: what was not acknowledged is handed over again, until it is."""
    mails, kills = (60, 8) if request.config.getoption("--chaos") else (5, 1)
    to, sender, logo = [address_for(world.cleo, entry) for entry in (world.logo, world.crown)], world.cleo.email, world.logo.id
    session.commit()
    process, port = door("lmtp")
    first = mail("First", sender=sender, to="team@acme.example")
    for _ in range(2):
        assert hand_over(port, sender, to, first) == [250, 250] and posted(session, logo) == (["First"], 2)
    assert hand_over(port, sender, ["somebody@elsewhere.test"], first) == [550]
    words = [f"Number {n}" for n in range(mails)]
    waiting = {each: mail(each, sender=sender, to=to[0], files=[("notes.txt", b"x" * 90_000)]) for each in words}
    for kill in range(kills):
        # While the third is read, or stored, or answered.
        _until_killed(port, sender, to[0], waiting, Timer(0.02 + 0.02 * kill, process.kill))
        process.kill()
        process.wait()
        if kill < kills - 1:
            process, port = door("lmtp")
    again = len(waiting)
    for raw in waiting.values():
        take(raw, way="lmtp", recipients=to[:1])
    assert sorted(posted(session, logo)[0]) == sorted(["First", *words])
    request.node.user_properties.append(("figures", f"{mails} mails, {kills} kills, {again} handed over after the last"))


def test_a_taken_port_is_told_in_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        environ = {"PATH": os.environ["PATH"], "PORTICO_DATA": str(tmp_path), "MAIL_IN_ADDRESS": "reply@portal.test",
                   "MAIL_IN_LISTEN": f"lmtp://127.0.0.1:{taken.getsockname()[1]}"}
        told = subprocess.run([sys.executable, "-m", "commands.mail_in"], cwd=ROOT, env=environ, capture_output=True, text=True)
    assert (told.returncode, told.stderr.count("\n")) == (1, 1) and told.stderr.startswith("MAIL_IN_LISTEN"), told.stderr


def test_by_smtp_too_and_told_to_stop_it_still_takes_what_has_come_whole(session, world, door, house, request):
    to, sender, logo = [address_for(world.cleo, entry) for entry in (world.logo, world.crown)], world.cleo.email, world.logo.id
    session.commit()
    process, port = door("smtp")
    originals = house.settings.data / "files" / "letters"
    with smtplib.SMTP("127.0.0.1", port, timeout=120) as line:
        assert line.sendmail(sender, to, mail("First", sender=sender, to="team@acme.example")) == {}
        assert posted(session, logo) == (["First"], 2)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            line.sendmail(sender, ["somebody@elsewhere.test"], b"x")
        known = set(originals.rglob("*"))
        # Somebody else writes while the last mail comes, so it is not taken yet when the door closes.
        writer = sqlite3.connect(house.settings.data / "portico.sqlite3", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        request.addfinalizer(writer.close)
        sending = ThreadPoolExecutor(1).submit(line.sendmail, sender, to[:1], mail("Last", sender=sender, to=to[0]))
        wait_until(lambda: set(originals.rglob("*")) - known, what="the last mail's arrival")
        process.terminate()
        wait_until(lambda: not _listens(port), what="the door's end")
        writer.execute("ROLLBACK")
        assert sending.result(120) == {}
    assert process.wait(120) == 0 and posted(session, logo) == (["First", "Last"], 3)


def _until_killed(port: int, sender: str, to: str, waiting: dict, shot: Timer) -> None:
    """Hand over what waits, as long as somebody is there; what is acknowledged waits no more."""
    for number, words in enumerate(list(waiting)):
        if number == 2:
            shot.start()
        try:
            assert hand_over(port, sender, [to], waiting[words]) == [250]
        except (OSError, smtplib.SMTPException):
            return
        del waiting[words]
