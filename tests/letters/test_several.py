"""Answers to mails that told of several threads: in nobody's thread, kept for who may read them, and their writer hears so."""
import re
from datetime import timedelta

import pytest

from portal.base.clock import now
from portal.letters.numbers import mails_named
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from tests.jobs.test_notice_mail import letter
from tests.jobs.told import owe, say, tell
from tests.letters.answering import facts_of, messages, take
from tests.letters.writing import mail
from tests.world import add_item


@pytest.fixture
def sent(session, world):
    """A bundle of two threads, to Cora."""
    texts = add_item(world.site, "Texts", audience="client")
    told = [tell(world.cora, entry, message=say(world, world.tess, entry, "Have a look")) for entry in (world.logo, texts)]
    return letter(owe(world.cora, *told, kind="bundle"))


def answer(sent, sender="cora@example.com", to=None):
    return take(mail("The second one", sender=sender, to=to or sent.reply_to))


def test_it_waits_for_the_team_in_no_thread_and_its_writer_is_asked_which(session, world, sent, mailbox, run_jobs):
    got = answer(sent)
    assert facts_of(got) == ("tray", "several")
    assert (got.workspace_id, got.user_id, got.entry_id) == (world.nord.id, world.cora.id, None)
    assert [message.body for message in messages(world.logo)] == ["Have a look"]
    run_jobs()
    asked, = (each for each in mailbox.to(world.cora.email) if "not posted" in each["Subject"])
    said = asked.get_body(("plain",)).get_content()
    assert "we do not guess which one you mean" in said and "the team has your mail" in said and "Texts" not in said


def test_only_whom_it_was_sent_to_is_answered_and_only_what_we_made_is_known(session, world, sent):
    assert facts_of(answer(sent, sender="olaf@example.com")) == ("tray", "other_sender")
    number = sent.reply_to.partition("m-")[2].partition("-")[0]
    forged = sent.reply_to.replace(f"m-{number}-", f"m-{'b' if number[0] == 'a' else 'a'}{number[1:]}-")
    assert facts_of(answer(sent, to=forged)) == ("tray", "no_address")
    assert session.query(Delivery).filter_by(kind="letter_kept").count() == 0


def test_its_names_tell_nobody_how_many_mails_there_are_and_those_that_said_so_are_answered_still(app, session, world, sent):
    owed, settings = session.query(Delivery).filter_by(kind="bundle").one(), app.config["SETTINGS"]
    assert re.fullmatch(r"reply\+m-[a-z2-7]{18}-[a-z2-7]{24}@portal\.test", sent.reply_to)
    assert re.fullmatch(r"[a-z2-7]{18}\.[a-z2-7]{16}@.+", sent.message_id)
    facts = owed.id, int(owed.created_at.timestamp())
    before = f"m-{facts[0]}-{facts[1]}-{sent.reply_to.partition('@')[0][-24:]}"
    assert facts_of(answer(sent, to=sent.reply_to.replace(sent.reply_to[6:-12], before))) == ("tray", "several")
    named = f"<{sent.message_id}> <{facts[0]}.{facts[1]}@portal.test> <{'a' * 18}.{'b' * 16}@portal.test>"
    assert mails_named(named, settings.secret_key) == [owed.id, owed.id]


def test_long_after_its_delivery_was_forgotten_it_still_answers_for_its_reader_alone(session, world, sent):
    session.query(Carried).delete()
    # Its number goes to the next one.
    session.query(Delivery).filter_by(kind="bundle").update({"created_at": now() - timedelta(days=40)})
    assert facts_of(answer(sent)) == ("tray", "several")
    assert facts_of(answer(sent, sender="cleo@example.com")) == ("tray", "no_address")


def test_a_digest_that_shows_another_providers_item_as_well_is_answered_to_neither(session, world):
    """What needs somebody stands in it over all of their projects, whatever it was owed for."""
    texts = add_item(world.site, "Texts", audience="client")
    told = [tell(world.tess, entry) for entry in (world.logo, texts)]
    own = letter(owe(world.tess, *told, kind="daily"))
    seat = Membership(workspace_id=world.rexco.id, user_id=world.tess.id, role="member")
    session.add(seat)
    session.flush()
    session.add(ProjectMember(workspace_id=world.rexco.id, project_id=world.crown.project_id, membership_id=seat.id))
    session.flush()
    both = letter(owe(world.tess, *told, kind="daily"))
    assert world.crown.title in both.text and world.crown.title not in own.text
    for sent, workspace_id in ((own, world.nord.id), (both, None)):
        assert facts_of(got := answer(sent, sender=world.tess.email)) == ("tray", "several")
        assert got.workspace_id == workspace_id
    assert facts_of(answer(both, world.tess.email, both.reply_to.replace("+n-", "+m-"))) == ("tray", "no_address")


def test_of_two_providers_neither_reads_what_may_be_meant_for_the_other(session, world, mailbox, run_jobs):
    seat = Membership(workspace_id=world.rexco.id, user_id=world.tess.id, role="member")
    session.add(seat)
    session.flush()
    session.add(ProjectMember(workspace_id=world.rexco.id, project_id=world.crown.project_id, membership_id=seat.id))
    session.flush()
    sent = letter(owe(world.tess, tell(world.tess, world.logo), tell(world.tess, world.crown), kind="bundle"))
    assert facts_of(got := answer(sent, sender=world.tess.email)) == ("tray", "several") and got.workspace_id is None
    run_jobs()
    asked, = (each for each in mailbox.to(world.tess.email) if "not posted" in each["Subject"])
    said = asked.get_body(("plain",)).get_content()
    assert "your mail is kept as you sent it" in said and "the team" not in said
