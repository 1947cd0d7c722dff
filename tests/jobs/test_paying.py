"""What is owed is paid once: by lease, again after a crash, later after trouble, never what is void."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.channels.mail import Post
from portal.jobs import paying
from portal.jobs.claiming import LEASE, PRESSING, SUSPECT, claim
from portal.jobs.crew import Answer
from portal.jobs.paying import pay_owed
from portal.jobs.queue import current_queue
from portal.jobs.recording import ATTEMPTS, record
from portal.notices.delivery import Delivery
from portal.people.challenge import Challenge
from portal.people.challenges import LASTS, ask, code_of, token_of


@pytest.fixture
def key(app):
    return app.config["SETTINGS"].secret_key


@pytest.fixture
def owed(session, world, key):
    """One owed sign-in mail to Cleo."""
    challenge = ask(key=key, email="cleo@example.com", browser="a browser")
    session.commit()
    return session.scalars(select(Delivery).where(Delivery.subject_id == challenge.id)).one()


def fresh(session, owed) -> Delivery:
    session.refresh(owed)
    return owed


def test_a_sign_in_mail_carries_code_and_link(session, world, owed, mailbox, key, app):
    world.nord.name, world.acme.brand_color = "Studio Nord", "#aa3355"
    session.commit()
    pay_owed()
    letter = mailbox.wait_for("cleo@example.com")
    code, token = code_of(key, owed.subject_id), token_of(key, owed.subject_id)
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (text, html):
        assert f"{code[:4]}-{code[4:]}" in part
        assert f"{app.config['SETTINGS'].base_url}/sign-in/{token}" in part
    assert "#aa3355" in html and "Studio Nord" in letter["From"] and code[:4] in letter["Subject"]
    assert (fresh(session, owed).outcome, owed.attempts, owed.claimed_until) == ("sent", 1, None)


def test_it_is_written_in_the_readers_language(session, world, owed, mailbox):
    world.cleo.locale = "de"
    session.commit()
    pay_owed()
    letter = mailbox.wait_for("cleo@example.com")
    assert '<html lang="de">' in letter.get_body(("html",)).get_content()


def test_paid_is_paid(session, owed, mailbox):
    pay_owed()
    pay_owed()
    assert len(mailbox.to("cleo@example.com")) == 1


def test_an_address_nobody_has_gets_nothing(session, world, mailbox, key):
    ask(key=key, email="nobody@example.com", browser="a browser")
    session.commit()
    pay_owed()
    assert mailbox.letters == []
    assert session.scalars(select(Delivery)).one().outcome == "cancelled"


@pytest.mark.parametrize("change", [{"cancelled_at": now()}, {"used_at": now()}, {"tries": 5}])
def test_what_became_void_meanwhile_is_not_sent(session, owed, mailbox, change):
    challenge = session.get(Challenge, owed.subject_id)
    for name, value in change.items():
        setattr(challenge, name, value)
    session.commit()
    pay_owed()
    assert mailbox.letters == [] and fresh(session, owed).outcome == "cancelled"


def test_whoever_is_killed_between_claim_and_record_leaves_it_for_after_the_lease(
        session, owed, mailbox, monkeypatch, time_machine):
    class Killed(BaseException):
        pass

    def killed(*args, **kwargs):
        raise Killed

    start = now()
    time_machine.move_to(start, tick=False)
    monkeypatch.setattr(Post, "send", killed)
    with pytest.raises(Killed):
        pay_owed()
    monkeypatch.undo()
    time_machine.move_to(start + LEASE - timedelta(seconds=1), tick=False)
    pay_owed()
    assert mailbox.letters == [], "within the lease it is another's"
    time_machine.move_to(start + LEASE + timedelta(seconds=1), tick=False)
    pay_owed()
    assert len(mailbox.to("cleo@example.com")) == 1 and fresh(session, owed).attempts == 2


def test_what_brings_workers_down_is_claimed_alone_and_given_up_in_the_end(session, world, owed, mailbox, key, time_machine):
    deadly = owed
    other = ask(key=key, email="cora@example.com", browser="another browser")
    session.commit()
    for times in range(SUSPECT):
        time_machine.move_to(now() + times * (LEASE + timedelta(seconds=1)))
        assert len(claim(PRESSING).owed) == 2
    time_machine.move_to(now() + LEASE + timedelta(seconds=1))
    told = session.scalars(select(Delivery).where(Delivery.subject_id == other.id)).one()
    alone = [claim(PRESSING).owed for _ in range(2)]
    assert [[each.id for each in some] for some in alone] == [[deadly.id], [told.id]]
    assert claim(PRESSING) is None
    deadly.attempts, deadly.claimed_until = ATTEMPTS, now() - timedelta(minutes=1)
    told.claimed_until, other.expires_at = None, now() + timedelta(minutes=5)
    session.commit()
    pay_owed()
    assert (fresh(session, deadly).outcome, deadly.trouble) == ("refused", "given up: the worker ended over it")
    assert mailbox.to("cleo@example.com") == [] and len(mailbox.to("cora@example.com")) == 1


def test_one_claim_at_a_time(session, owed):
    assert [each.id for each in claim(PRESSING).owed] == [owed.id]
    assert claim(PRESSING) is None


def test_a_late_record_of_a_lost_lease_changes_nothing(session, owed, time_machine):
    first = claim(PRESSING)
    time_machine.move_to(now() + LEASE + timedelta(seconds=1))
    assert claim(PRESSING).owed[0].attempts == 2
    record(first, [(first.owed[0], Answer("refused", "550 No such box"))])
    assert fresh(session, owed).ended_at is None


def test_trouble_is_tried_again_ever_later_and_given_up_in_the_end(session, owed, mailbox, time_machine):
    mailbox.refusal = "451 Try again later"
    waits = []
    # What outlives its ten minutes would be void: keep the challenge alive to see the end.
    session.get(Challenge, owed.subject_id).expires_at = now() + timedelta(days=30)
    session.commit()
    for _ in range(ATTEMPTS):
        at = max(now(), fresh(session, owed).due_at) + timedelta(seconds=1)
        time_machine.move_to(at, tick=False)
        pay_owed()
        waits.append(fresh(session, owed).due_at - at)
    assert owed.outcome == "refused" and "451" in owed.trouble and owed.attempts == ATTEMPTS
    assert waits[0] < timedelta(seconds=30) and waits[1] > waits[0] and max(waits) <= timedelta(hours=6) * 1.2
    assert mailbox.letters == []


def test_a_final_refusal_is_recorded_and_not_tried_again(session, owed, mailbox):
    mailbox.refusal = "550 No such box"
    pay_owed()
    assert (fresh(session, owed).outcome, owed.attempts) == ("refused", 1) and "550" in owed.trouble


def test_one_mail_that_cannot_be_made_does_not_stop_the_others(session, world, owed, mailbox, key):
    session.add(Delivery(kind="unheard_of", address="x@example.com", due_at=now() - timedelta(minutes=1)))
    session.commit()
    pay_owed()
    assert len(mailbox.to("cleo@example.com")) == 1
    assert session.scalars(select(Delivery).where(Delivery.kind == "unheard_of")).one().ended_at is None


def test_what_is_due_later_waits(session, owed, mailbox):
    owed.due_at = now() + timedelta(minutes=1)
    session.commit()
    pay_owed()
    assert mailbox.letters == []


def test_the_message_id_stays_the_same_over_tries(session, owed, mailbox, time_machine):
    pay_owed()
    fresh(session, owed).ended_at, owed.due_at = None, now()
    session.commit()
    time_machine.move_to(now() + LASTS / 2)
    pay_owed()
    first, again = mailbox.to("cleo@example.com")
    assert first["Message-ID"] == again["Message-ID"]


def test_a_commit_that_owes_nudges_the_worker(session, world, key):
    before = current_queue().pending_count()
    ask(key=key, email="cleo@example.com", browser="a browser")
    session.commit()
    assert current_queue().pending_count() == before + 1
    ask(key=key, email="cleo@example.com", browser="a browser")
    session.rollback()
    session.commit()
    assert current_queue().pending_count() == before + 1


def test_without_a_mail_server_the_letter_is_a_file(session, owed, app, monkeypatch, tmp_path):
    from dataclasses import replace

    monkeypatch.setattr(paying, "current_settings", lambda: replace(app.config["SETTINGS"], smtp_url=None, data=tmp_path))
    pay_owed()
    [file] = (tmp_path / "mail").iterdir()
    assert b"To: cleo@example.com" in file.read_bytes() and fresh(session, owed).outcome == "sent"
