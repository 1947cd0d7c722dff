"""The desks of a worker: what lets somebody in waits for no notice, and a death at any point loses nothing."""
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.channels.mail import Post
from portal.jobs import paying
from portal.jobs.claiming import LEASE
from portal.jobs.crew import LINES
from portal.jobs.desks import close_desks, open_desks
from portal.jobs.mails.kinds import MAILS, Mail
from portal.jobs.paying import pay, pay_owed
from portal.notices.delivery import Delivery
from portal.people.challenges import ask
from tests.support_processes import wait_until


@pytest.fixture
def owe(session, monkeypatch):
    """Owes so many mails of a kind that nobody waits for."""
    monkeypatch.setitem(MAILS, "plain", lambda delivery, settings: Mail(
        template="sign_in", facts={"code": "ABCDEFGH", "token": "x", "until": now(), "called": ""}))

    def owe(count: int, called: str = "reader") -> None:
        session.add_all(Delivery(kind="plain", address=f"{called}{number}@example.com", due_at=now() - timedelta(minutes=1))
                        for number in range(count))
        session.commit()
    return owe


def owed(session) -> list[Delivery]:
    session.commit()
    return session.scalars(select(Delivery).where(Delivery.ended_at.is_(None))).all()


def test_a_code_for_signing_in_waits_for_no_notice(app, session, world, mailbox, owe):
    owe(30, "slow")
    mailbox.holding = "slow"
    desks = open_desks(pay, app.app_context)
    try:
        wait_until(lambda: mailbox.held == LINES, what="every line being busy with a notice")
        ask(key=app.config["SETTINGS"].secret_key, email="cleo@example.com", browser="a browser")
        session.commit()
        mailbox.wait_for("cleo@example.com")
        assert len(mailbox.letters) == 1, "no notice had left, and the code did"
        mailbox.holding = None
        wait_until(lambda: not owed(session), what="the notices being paid")
    finally:
        mailbox.holding = None
        close_desks(desks)
    assert len(mailbox.letters) == 31


def test_with_one_to_pay_what_lets_somebody_in_goes_first(app, session, world, mailbox, owe):
    owe(3)
    ask(key=app.config["SETTINGS"].secret_key, email="cleo@example.com", browser="a browser")
    session.commit()
    pay_owed()
    assert mailbox.letters[0]["To"] == "cleo@example.com" and len(mailbox.letters) == 4


class Killed(BaseException):
    pass


def killed_before(work):
    def die(*args, **kwargs):
        raise Killed
    return die


def killed_after(work):
    def die(*args, **kwargs):
        work(*args, **kwargs)
        raise Killed
    return die


@pytest.mark.parametrize("when", [killed_before, killed_after])
@pytest.mark.parametrize(("room", "name"), [(paying, "composed"), (Post, "send"), (paying, "record")])
def test_a_death_at_any_point_loses_nothing_and_repeats_only_what_was_in_flight(session, mailbox, owe, monkeypatch, time_machine,
                                                                               room, name, when):
    owe(12)
    start = now()
    time_machine.move_to(start, tick=False)
    with monkeypatch.context() as patch:
        patch.setattr(room, name, when(getattr(room, name)))
        with pytest.raises(Killed):
            pay_owed()
    pay_owed()
    before = len(mailbox.letters)
    assert before <= LINES and len(owed(session)) >= 12 - LINES, "within the lease it is another's"
    time_machine.move_to(start + LEASE + timedelta(seconds=1), tick=False)
    pay_owed()
    letters = {number: mailbox.to(f"reader{number}@example.com") for number in range(12)}
    assert all(letters.values()) and owed(session) == []
    assert all(len({each["Message-ID"] for each in some}) == 1 for some in letters.values())
    assert len(mailbox.letters) - 12 <= before <= (0 if name == "composed" else LINES)


def test_a_server_that_is_away_keeps_nothing_in_line_and_costs_no_try(session, mailbox, owe, app, monkeypatch):
    monkeypatch.setattr(paying, "current_settings", lambda: replace(app.config["SETTINGS"], smtp_url="smtp://127.0.0.1:1"))
    owe(40)
    pay_owed()
    waiting = owed(session)
    assert len(waiting) == 40 and all(each.claimed_until is None and each.due_at > now() for each in waiting)
    assert sum(each.attempts for each in waiting) <= 2 * LINES, "only those at the door were tried"
