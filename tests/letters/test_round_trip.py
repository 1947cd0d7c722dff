"""A mail of ours goes out, is answered by the programs people use, and comes back as their words alone."""
from datetime import timedelta

import pytest

from portal.base.clock import now
from portal.jobs.noticing import tell_news
from portal.talk.read_mark import ReadMark
from tests.jobs.test_notice_mail import letter
from tests.jobs.told import owe, say, tell
from tests.letters.answering import facts_of, messages, take
from tests.letters.writing import mail

WORDS = "Take the red one.\n\nAnd thank you!"
HTML = "<div>Take the red one.</div><div><br></div><div>And thank you!</div>"
SENT = "Tess (Studio Nord) <portico@localhost>"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


WAYS = {
    "apple": lambda sent: {"text": f"{WORDS}\n\n> On 4 May 2026, at 10:00, {SENT} wrote:\n> \n{quoted(sent.text)}\n"},
    "thunderbird": lambda sent: {"text": f"{WORDS}\n\nAm 04.05.26 um 10:00 schrieb Tess (Studio Nord):\n{quoted(sent.text)}\n"
                                         "\n-- \nCleo"},
    "outlook": lambda sent: {"text": f"{WORDS}\n\n{'_' * 32}\nFrom: {SENT}\nSent: Monday, May 4, 2026 10:00 AM\n"
                                     f"To: Cleo <cleo@example.com>\nSubject: {sent.subject}\n\n{sent.text}"},
    "bare": lambda sent: {"text": f"{WORDS}\n\n{sent.text}"},
    "gmail": lambda sent: {"text": None, "html": (
        f'<div dir="ltr">{HTML}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, May 4, 2026 at '
        f'10:00 AM Tess (Studio Nord) &lt;<a href="mailto:portico@localhost">portico@localhost</a>&gt; wrote:<br></div>'
        f'<blockquote class="gmail_quote">{sent.html}</blockquote></div>')},
    "outlook in html": lambda sent: {"text": None, "html": (
        f'{HTML}<hr style="width:98%"><div id="divRplyFwdMsg"><b>From:</b> Tess &lt;portico@localhost&gt;<br>'
        f'<b>Sent:</b> Monday, May 4, 2026 10:00:00 AM<br><b>To:</b> cleo@example.com<br><b>Subject:</b> {sent.subject}<br></div>'
        f'{sent.html}')},
}


@pytest.mark.parametrize("way", WAYS)
def test_what_comes_back_is_what_was_written(session, world, way):
    said = say(world, world.tess, world.logo, "Which one?")
    sent = letter(owe(world.cleo, tell(world.cleo, world.logo, message=said)))
    got = take(mail(sender="Cleo <cleo@example.com>", to=sent.reply_to, subject=f"Re: {sent.subject}", **WAYS[way](sent)))
    message = messages(world.logo)[-1]
    assert facts_of(got) == ("posted", None) and (message.body, message.lane) == (WORDS, "shared")
    assert "Which one?" in message.folded and sent.reply_to.partition("@")[0] not in message.folded


def test_what_is_written_back_without_a_word_of_ours_is_all_of_it(session, world):
    said = say(world, world.tess, world.logo, "Which one?")
    sent = letter(owe(world.cleo, tell(world.cleo, world.logo, message=said)))
    take(mail(WORDS, sender="cleo@example.com", to=sent.reply_to))
    assert (messages(world.logo)[-1].body, messages(world.logo)[-1].folded) == (WORDS, None)


def test_an_answer_reads_what_its_mail_told_and_nothing_that_was_said_since(session, world):
    first = say(world, world.tess, world.logo, "Which one?")
    told = tell(world.cleo, world.logo, message=first)
    delivery = owe(world.cleo, told)
    sent = letter(delivery)
    delivery.ended_at, delivery.outcome = now(), "sent"
    since = tell(world.cleo, world.logo, message=say(world, world.tess, world.logo, "Quick, it is urgent"))
    take(mail(WORDS, sender="cleo@example.com", to=sent.reply_to, In_Reply_To=f"<{sent.message_id}>"))
    tell_news()
    assert told.read_at is not None and since.read_at is None
    mark = session.query(ReadMark).filter_by(user_id=world.cleo.id, entry_id=world.logo.id).one()
    assert (mark.number, mark.wrote_shared) == (first.number, True)


def test_done_counts_against_what_that_very_mail_said(session, world):
    world.logo.move = "client"
    delivery = owe(world.cleo, tell(world.cleo, world.logo, message=say(world, world.tess, world.logo, "Finished?")))
    sent = letter(delivery)
    delivery.ended_at, delivery.outcome = now() - timedelta(hours=1), "sent"
    world.logo.stuck_at, world.logo.stuck_reason = now() - timedelta(minutes=30), "The printer is broken"
    late = owe(world.cleo, tell(world.cleo, world.logo, kind="state"), ended_at=now(), outcome="sent")
    for which, outcome in ((sent.message_id, "not_reported"), (f"{late.id}.1@portal.test", None)):
        got = take(mail("Done", sender="cleo@example.com", to=sent.reply_to, References=f"<a@b.c> <{which}>"))
        assert facts_of(got) == ("posted", outcome)
    assert world.logo.is_done
