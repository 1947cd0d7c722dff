"""A worker is killed outright again and again while people write and it tells and pays: everything owed arrives.

Only with ``--chaos``: 500 messages and 20 kills. Every bad day of ``test_chaos.py`` has some of both.
"""
import os
import signal
import sys
import time
from collections import Counter
from random import Random

import pytest
from sqlalchemy import and_, false, func, or_, select, update

from portal.base.clock import now
from portal.jobs.crew import LINES
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.following import choose_level
from portal.notices.notification import Notification
from portal.notices.preferring import set_pace
from portal.notices.subscribing import subscribe
from portal.people.sessions import open_session
from tests.chaos.reckoning import everybody_was_told_once, mails_of
from tests.support_processes import start, stop, wait_until
from tests.support_push import Browser, push_receiver
from tests.support_server import ROOT, environment
from tests.talk.speaking import say
from tests.world import add_item

MESSAGES, KILLS, LASTING = 500, 20, 100
READERS = ("cleo", "cora", "abe", "mia")


@pytest.fixture
def service():
    with push_receiver() as receiver:
        yield receiver


@pytest.fixture
def items(session, world) -> list:
    """Each message is about another one than those before it, so that hardly any two are told together."""
    return [add_item(world.site, f"Item {number}", audience="client") for number in range(50)]


@pytest.fixture
def readers(session, world, service, items) -> dict:
    """{browser: its user}; each wants everything at once, by push and by mail."""
    found = {}
    for user in (getattr(world, name) for name in READERS):
        browser, (row, _token) = Browser(service.origin), open_session(user=user, assurance="code")
        subscribe(subscription_id=user.id, user_id=user.id, session_id=row.id, **browser.facts)
        for channel in ("push", "mail"):
            set_pace(user_id=user.id, kind="reply", channel=channel, pace="at_once")
        for item in items:
            choose_level(entry=item, user_id=user.id, level="all")
        found[browser] = user
    session.commit()
    return found


class Worker:
    """A worker that is killed and started again; what the dead one had claimed is at once anybody's."""

    def __init__(self, settings, origin: str):
        self._command = [sys.executable, "-m", "bench.payer", origin]
        self._env = {**environment(settings), "MAIL_PER_HOUR": "1000000"}
        self._log = settings.data / "worker.log"
        self.start()

    def start(self) -> None:
        with open(self._log, "ab") as out:
            self.process = start(self._command, cwd=ROOT, env=self._env, stdout=out, stderr=out)

    def kill(self, session) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        session.execute(update(Delivery).where(Delivery.ended_at.is_(None)).values(claimed_until=None))
        session.commit()
        self.start()

    def stop(self) -> None:
        stop(self.process, by=signal.SIGINT)


@pytest.fixture
def worker(house, service):
    worker = Worker(house.settings, service.origin)
    yield worker
    worker.stop()


def test_what_is_owed_arrives_however_often_the_worker_is_killed(session, world, items, service, readers, worker, mailbox,
                                                                 record_property):
    random, began, killed, told = Random(), time.monotonic(), 0, 0
    kills = sorted(random.uniform(3, LASTING) for _ in range(KILLS))
    while told < MESSAGES or killed < KILLS:
        since = time.monotonic() - began
        if killed < KILLS and since > kills[killed]:
            worker.kill(session)
            killed += 1
        elif told < MESSAGES and since > told * LASTING / MESSAGES:
            say(world.tess, items[told % len(items)], f"Word {told}")
            session.commit()
            told += 1
        else:
            hurry(session)
            time.sleep(0.05)
    wait_until(lambda: hurry(session) == 0 and is_told(session), within=120, what="the last delivery being paid")
    record_property("figures", figures(session, mailbox, service, readers, killed, time.monotonic() - began))


def hurry(session) -> int:
    """Nothing waits for its quarter of an hour; how much is owed still."""
    session.execute(update(Delivery).where(Delivery.ended_at.is_(None), Delivery.due_at > now()).values(due_at=now()))
    session.commit()
    return session.scalar(select(func.count()).where(Delivery.ended_at.is_(None)))


def is_told(session) -> bool:
    return session.scalar(select(func.count()).select_from(Notification)) >= MESSAGES * len(READERS)


def figures(session, mailbox, service, readers, killed: int, seconds: float) -> str:
    assert everybody_was_told_once(session) == MESSAGES * len(READERS)
    # A push that its worker could not finish says nothing any more where the mail has told it meanwhile.
    late = and_(Delivery.outcome == "cancelled", Delivery.attempts > 1)
    for channel, settled in (("mail", false()), ("push", late)):
        arrived = select(Carried.notification_id).join(Delivery).where(
            Delivery.channel == channel, or_(Delivery.outcome == "sent", settled))
        assert session.scalar(select(func.count()).select_from(Notification).where(Notification.id.not_in(arrived))) == 0
    mails, again = mails_of(session, mailbox)
    pushes = session.scalar(select(func.count()).where(Delivery.channel == "push", Delivery.outcome == "sent"))
    told = {browser.endpoint.removeprefix(service.origin): browser for browser in readers}
    seen = Counter((taken.path, taken.read_by(told[taken.path])["notification"]["navigate"]) for taken in service.taken)
    twice = len(service.taken) - pushes
    assert 0 <= again <= killed * LINES and 0 <= twice <= killed * LINES
    return (f"{MESSAGES} messages to {len(readers)} readers in {seconds:.0f} s, {killed} times killed: {mails} mails and "
            f"{pushes} pushes arrived ({len(seen)} different), {again} mails and {twice} pushes a second time")
