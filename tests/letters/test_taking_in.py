"""What becomes of a mail: the right person's message in the right thread and lane, or a letter in the tray with its reason."""
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from portal.base.clock import now
from portal.channels.files import open_store
from portal.files.document import Document
from portal.history.act import Act
from portal.history.event import Event
from portal.jobs import taking_in
from portal.jobs.taking_in import ComeBack, take_in
from portal.letters.letter import Letter
from portal.letters.originals import read_original
from portal.notices.delivery import Delivery
from portal.notices.mail_standing import MailStanding
from portal.talk.message import Message
from tests.letters.answering import address_for, answer, facts_of, messages, take
from tests.letters.scanning import clamd
from tests.letters.writing import PNG, mail, raw
from tests.world import add_item

QUOTED = "Take the second.\n\nOn Mon, 4 May 2026, Tess wrote:\n> Which one?\n"


def test_an_answer_becomes_a_message_of_its_writer_in_its_thread_and_lane(session, world, house):
    letter = answer(world.cleo, world.logo, QUOTED)
    message, = messages(world.logo)
    assert facts_of(letter) == ("posted", None) and letter.posted_message_id == message.id
    assert (message.author_id, message.side, message.lane) == (world.cleo.id, "client", "shared")
    assert message.body == "Take the second." and message.letter_id == letter.id
    assert "Which one?" in message.folded
    assert (letter.workspace_id, letter.user_id, letter.entry_id) == (world.nord.id, world.cleo.id, world.logo.id)
    assert session.query(Event).filter_by(verb="message_posted", actor_id=world.cleo.id, lane="shared").count() == 1
    assert session.query(Act).filter_by(user_id=world.cleo.id, act_id=message.id, verb="mail.reply").count() == 1
    assert b"Take the second." in read_original(letter, open_store(house.settings))


@pytest.mark.parametrize("lane", ["shared", "internal"])
def test_what_the_team_answers_stays_in_the_lane_it_was_told_in(session, world, lane):
    answer(world.tess, world.logo, lane=lane)
    assert [(message.lane, message.side) for message in messages(world.logo)] == [(lane, "staff")]


def test_a_contact_never_posts_internally_whatever_the_address_says(session, world):
    letter = answer(world.cleo, world.logo, lane="internal")
    assert facts_of(letter) == ("tray", "may_not") and messages(world.logo) == []


def test_somebody_else_at_an_address_lands_in_the_tray(session, world):
    for sender in ("cora@example.com", "stranger@elsewhere.test", "cleo@example.com, cora@example.com", ""):
        letter = answer(world.cleo, world.logo, sender=sender)
        assert facts_of(letter) == ("tray", "other_sender") and letter.workspace_id == world.nord.id
    assert messages(world.logo) == [] and session.query(Delivery).count() == 0


def test_an_address_that_was_never_made_lands_in_the_tray_of_whom_it_can_only_be_for(session, world):
    for to in ("reply+aaaa@portal.test", "reply@portal.test"):
        assert take(mail(to=to, sender=world.cleo.email)).workspace_id == world.nord.id
    assert take(mail(to="reply@portal.test", sender="stranger@elsewhere.test")).workspace_id is None
    assert {letter.reason for letter in session.query(Letter)} == {"no_address"}


def test_who_was_removed_or_only_reads_posts_nothing_and_hears_so_once_a_day(session, world):
    seat = world.seat(world.cleo)
    address_for(world.cleo, world.logo)
    seat.removed_at = now()
    assert facts_of(answer(world.cleo, world.logo)) == ("tray", "no_access")
    assert facts_of(answer(world.cleo, world.logo, "Again")) == ("tray", "no_access")
    assert facts_of(answer(world.vera, world.logo)) == ("tray", "may_not")
    owed = [(each.kind, each.address) for each in session.query(Delivery)]
    assert sorted(owed) == [("letter_kept", "cleo@example.com"), ("letter_kept", "vera@example.com")] and not messages(world.logo)


def test_what_is_no_longer_shared_takes_no_answer_of_the_client_or_to_the_client(session, world):
    for user in (world.cleo, world.tess):
        address_for(user, world.logo)
    world.logo.audience = "internal"
    assert facts_of(answer(world.cleo, world.logo)) == ("tray", "no_access")
    assert facts_of(answer(world.tess, world.logo)) == ("tray", "not_shared") and messages(world.logo) == []


def test_machines_are_kept_and_never_answered(session, world):
    for headers in ({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}):
        assert facts_of(answer(world.cleo, world.logo, **headers)) == ("tray", "automatic")
    assert messages(world.logo) == [] and session.query(Delivery).count() == 0


def test_what_a_trusted_server_calls_forged_lands_in_the_tray(session, world, house, monkeypatch):
    said = "mx.portal.test; dmarc=fail header.from=example.com; dkim=none; spf=fail smtp.mailfrom=example.com"
    assert facts_of(answer(world.cleo, world.logo, Authentication_Results=said)) == ("posted", None)
    monkeypatch.setitem(vars(house.settings), "mail_in_trusted", ("mx.portal.test",))
    assert facts_of(answer(world.cleo, world.logo, Authentication_Results=said)) == ("tray", "forged")


def test_whom_a_trusted_server_vouches_for_hears_that_a_mail_went_astray(session, world, house, monkeypatch):
    raw = [mail(sender=world.cleo.email, Authentication_Results=f"mx.portal.test; dmarc={word} header.from=example.com")
           for word in ("pass", "fail")]
    assert facts_of(take(raw[0])) == ("tray", "no_address") and session.query(Delivery).count() == 0
    monkeypatch.setitem(vars(house.settings), "mail_in_trusted", ("mx.portal.test",))
    take(raw[1])
    assert session.query(Delivery).count() == 0
    take(raw[0].replace(b"Message-ID: <", b"Message-ID: <x"))
    assert [(each.kind, each.address) for each in session.query(Delivery)] == [("letter_kept", "cleo@example.com")]


def test_what_does_harm_is_not_opened_and_where_nobody_can_say_it_waits_outside(session, world, house, monkeypatch):
    monkeypatch.setitem(vars(house.settings), "scanner_url", "clamd://127.0.0.1:1")
    to = address_for(world.cleo, world.logo)
    with pytest.raises(ComeBack):
        take(mail(sender=world.cleo.email, to=to))
    with clamd() as url:
        monkeypatch.setitem(vars(house.settings), "scanner_url", url)
        assert facts_of(take(mail("EVIL", sender=world.cleo.email, to=to))) == ("tray", "virus")
        assert facts_of(take(mail("EVIL", sender="stranger@elsewhere.test", to=to))) == ("tray", "virus")
        assert facts_of(take(mail("LARGE", sender=world.cleo.email, to=to))) == ("tray", "too_large")
        assert facts_of(take(mail(sender=world.cleo.email, to=to))) == ("posted", None)


@pytest.mark.parametrize("where", ["settle", "_let_go"])
def test_killed_at_any_moment_a_mail_is_neither_lost_nor_posted_twice(session, world, monkeypatch, where):
    class Killed(BaseException):
        pass

    def killed(*_, done=getattr(taking_in, where), **facts):
        done(*_, **facts)
        raise Killed

    raw = mail(sender=world.cleo.email, to=address_for(world.cleo, world.logo), files=[("a.png", PNG)])
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(taking_in, where, killed)
        take(raw)
    session.rollback()
    assert len(messages(world.logo)) == (where == "_let_go")
    assert facts_of(take(raw)) == ("posted", None)
    assert len(messages(world.logo)) == session.query(Letter).count() == session.query(Document).count() == 1


def test_words_are_needed_and_have_a_limit(session, world):
    assert facts_of(answer(world.cleo, world.logo, "\n\n")) == ("tray", "no_words")
    assert facts_of(answer(world.cora, world.logo, "words " * 4000)) == ("tray", "too_many_words")
    assert messages(world.logo) == []


def test_files_come_along_in_the_lane_and_what_is_not_taken_stays_in_the_original(session, world, run_jobs):
    letter = answer(world.tess, world.logo, "See", lane="internal", files=[("a.png", PNG), ("virus.exe", b"MZ"), ("b.jpg", PNG)])
    message, = messages(world.logo)
    files = session.query(Document).order_by(Document.title).all()
    assert [(each.title, each.audience) for each in files] == [("a.png", "internal"), ("b.jpg.png", "internal")]
    assert message.attachments == 2 and facts_of(letter) == ("posted", "file_kind")
    assert facts_of(answer(world.cleo, world.logo, "\n", files=[("c.png", PNG)])) == ("posted", None)
    assert facts_of(answer(world.cora, world.logo, "\n", files=[("d.exe", b"MZ")])) == ("tray", "no_words")


def test_the_picture_below_a_signature_is_filed_once_and_a_file_each_time(session, world):
    body = ("--x\nContent-Type: text/plain\n\nAnswer %s\n--x\nContent-Type: image/png\nContent-ID: <l>\n"
            "Content-Transfer-Encoding: base64\n\n" + b64encode(PNG).decode() + "\n--x\nContent-Type: image/png\n"
            "Content-Disposition: attachment; filename=draft.png\nContent-Transfer-Encoding: base64\n\n"
            + b64encode(PNG).decode() + "\n--x--\n")
    to = address_for(world.cleo, world.logo)
    for n in range(3):
        take(raw(f"From: cleo@example.com\nTo: {to}\nMessage-ID: <{n}@x>\nContent-Type: multipart/mixed; boundary=x", body % n))
    assert [message.attachments for message in messages(world.logo)] == [2, 1, 1]


def test_one_mail_posts_once_however_often_and_by_whatever_way_it_comes(session, world):
    address = address_for(world.cleo, world.logo)
    sent = mail(QUOTED, sender=world.cleo.email, to=address, files=[("a.png", PNG)])
    letters = [take(sent), take(sent, way="imap"), take(b"Received: from elsewhere\n" + sent, way="lmtp", recipients=[address])]
    assert len({letter.id for letter in letters}) == 1 == len(messages(world.logo)) == session.query(Document).count()


def test_other_words_under_a_taken_message_id_are_kept_for_the_team(session, world):
    letters = [answer(world.cleo, world.logo, text, message_id="<1@example.com>") for text in ("One", "Two", "Two")]
    assert [facts_of(letter) for letter in letters] == [("posted", None)] + [("tray", "same_id")] * 2
    assert letters[1].id == letters[2].id and [message.body for message in messages(world.logo)] == ["One"]


def test_twins_at_the_same_time_post_once(app, session, world):
    raw, gate = mail(sender=world.cleo.email, to=address_for(world.cleo, world.logo)), Barrier(4)

    def arrive(_):
        with app.app_context():
            gate.wait()
            return [letter.id for letter in take_in(raw, way="lmtp")]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(arrive, range(4)))
    assert found == [found[0]] * 4 and len(messages(world.logo)) == 1 and session.query(Letter).count() == 1


def test_an_envelope_without_its_word_leaves_it_to_the_headers_and_one_with_it_decides(session, world):
    to = address_for(world.cleo, world.logo)
    assert facts_of(take(mail(sender=world.cleo.email, to=to), recipients=["reply@portal.test"])) == ("posted", None)
    other = address_for(world.cora, world.logo)
    letter = take(mail(sender=world.cleo.email, to=to), recipients=[other])
    assert facts_of(letter) == ("tray", "other_sender") and letter.user_id == world.cora.id


def test_a_mail_to_two_of_our_addresses_posts_in_both_threads(session, world):
    other = add_item(world.site, "Colours", audience="client")
    to = f"{address_for(world.cleo, world.logo)}, {address_for(world.cleo, other)}, {world.tess.email}"
    session.commit()
    letters = take_in(mail(sender=world.cleo.email, to=to), way="imap")
    assert [letter.state for letter in letters] == ["posted"] * 2 and len(messages(world.logo)) == len(messages(other)) == 1


def test_done_and_stuck_on_the_first_line_report_on_ones_own_item(session, world):
    world.logo.move = "client"
    assert facts_of(answer(world.cleo, world.logo, "Stuck: no logo file yet\n\nPlease send it.")) == ("posted", None)
    assert world.logo.stuck_reason == "no logo file yet" and [each.body for each in messages(world.logo)] == ["Please send it."]
    assert facts_of(answer(world.cleo, world.logo, "done.\n")) == ("posted", None)
    assert world.logo.is_done and world.logo.done_by_id == world.cleo.id and len(messages(world.logo)) == 1


def test_a_report_that_is_not_ones_own_to_make_is_posted_as_words(session, world):
    assert facts_of(answer(world.cleo, world.logo, "Done")) == ("posted", "not_reported")
    assert not world.logo.is_done and [message.body for message in messages(world.logo)] == ["Done"]


def test_what_became_stuck_since_it_was_told_is_not_done_by_mail(session, world):
    world.logo.move = "client"
    address_for(world.cleo, world.logo)
    world.logo.stuck_at, world.logo.stuck_reason = now(), "Wait"
    assert facts_of(answer(world.cleo, world.logo, "Done")) == ("posted", "not_reported") and not world.logo.is_done
    world.logo.done_at, world.logo.done_by_id = now(), world.tess.id
    assert facts_of(answer(world.cleo, world.logo, "Stuck: wait")) == ("posted", "not_reported") and world.logo.is_done


def test_a_sentence_that_begins_with_done_is_a_sentence(session, world):
    world.logo.move = "client"
    answer(world.cleo, world.logo, "Done is better than perfect")
    assert not world.logo.is_done and len(messages(world.logo)) == 1


def test_a_mistake_of_ours_drops_no_mail(session, world, monkeypatch):
    monkeypatch.setattr("portal.letters.judging.why_automatic", lambda message: 1 / 0)
    letter = answer(world.cleo, world.logo)
    assert facts_of(letter) == ("tray", "trouble") and letter.workspace_id == world.nord.id and messages(world.logo) == []


def test_who_wrote_hears_of_a_mistake_of_ours_and_what_cannot_even_be_opened_is_kept(session, world, house, monkeypatch):
    monkeypatch.setattr("portal.letters.settling.answered", lambda *_: 1 / 0)
    assert facts_of(answer(world.cleo, world.logo)) == ("tray", "trouble")
    kept = session.query(Delivery).filter_by(kind="letter_kept").one()
    assert (kept.address, kept.workspace_id) == (world.cleo.email, world.nord.id)
    monkeypatch.setattr("portal.jobs.taking_in.arrivals", lambda *_, **__: 1 / 0)
    whole = mail(sender=world.cleo.email, to="reply@portal.test")
    letter, = take_in(whole, way="lmtp", recipients=["reply@portal.test"])
    again, = take_in(whole, way="lmtp", recipients=["reply@portal.test"])
    assert facts_of(letter)[0] == "tray" and again.id == letter.id
    assert read_original(letter, open_store(house.settings)) == whole


def test_a_report_counts_only_at_the_address_that_was_made_for_whom_it_is_about(session, world, house):
    from portal.letters.addressing import bounce_address
    report = ("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
              "From: MAILER-DAEMON@example.com\nMessage-ID: <%s>\nTo: %s\n\n--b\nContent-Type: text/plain\n\nSorry\n"
              "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
              "Final-Recipient: rfc822; cleo@example.com\nAction: failed\nStatus: 5.1.1\n"
              "Diagnostic-Code: smtp; 550 no such user\n\n--b--\n")
    proven = bounce_address("cleo@example.com", house.settings)
    letters = [take((report % (n, to)).encode()) for n, to in enumerate(("reply@portal.test", proven,
                                                                       bounce_address("cora@example.com", house.settings)))]
    assert [facts_of(letter) for letter in letters] == [("tray", "bounce"), ("bounce", None), ("tray", "bounce")]
    assert [(each.address, each.hard) for each in session.query(MailStanding)] == [("cleo@example.com", 1)]
    assert session.query(Message).count() == 0
