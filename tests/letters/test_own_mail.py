"""Answers to our own mails, as programs write them: the words are the reply, and nothing of ours that acts is repeated."""
import re
from html import escape

import pytest

from portal.letters.from_html import words_of
from portal.letters.keys import without_keys
from portal.letters.trimming import trim
from tests.jobs.test_notice_mail import letter
from tests.jobs.told import owe, say, tell

WORDS = "The light one, please.\n\nBest regards\nCleo"
HTML = "".join(f"<div>{line or '<br>'}</div>" for line in WORDS.split("\n"))


def body(html: str) -> str:
    return re.search(r"<body.*?>(.*)</body>", html, re.DOTALL)[1]


def above(mail) -> str:
    return f"{WORDS}\n\n{mail.text}"


def quoted(mail) -> str:
    lines = "\n".join(f"> {line}".rstrip() for line in mail.text.split("\n"))
    return f"{WORDS}\n\nOn Tue, 3 Mar 2026 at 09:12, {mail.sender_name} <{mail.reply_to}>\nwrote:\n\n{lines}\n"


def headed(mail) -> str:
    return (f"{WORDS}\n\n________________________________\nFrom: {mail.sender_name} <{mail.reply_to}>\n"
            f"Sent: Tuesday, 3 March 2026\nTo: Cleo\nSubject: {mail.subject}\n\n{mail.text}")


def quoted_html(mail) -> str:
    sender = f'{escape(mail.sender_name)} &lt;<a href="x">{mail.reply_to}</a>&gt;'
    told = f"<div>On Tue, 3 Mar 2026 at 09:12, {sender} wrote:<br></div>"
    return words_of(f"<div dir=ltr>{HTML}</div><br><div class=gmail_quote>{told}<blockquote>{body(mail.html)}</blockquote></div>")


def headed_html(mail) -> str:
    told = (f"<b>From:</b> {escape(mail.sender_name)} &lt;{mail.reply_to}&gt;<br><b>Sent:</b> Tuesday, 3 March 2026<br>"
            f"<b>To:</b> Cleo<br><b>Subject:</b> {escape(mail.subject)}")
    return words_of(f"<html><head><style>p {{ }}</style></head><body>{HTML}<hr><div>{told}</div>{body(mail.html)}</body></html>")


@pytest.fixture
def mail(session, world):
    say(world, world.tess, world.logo, "Three drafts")
    return letter(owe(world.cleo, tell(world.cleo, world.logo, message=say(world, world.tess, world.logo, "Which *blue*?"))))


def test_the_words_are_the_reply_and_keys_are_gone_however_it_was_written(mail):
    token = re.search(r"[a-z2-7]{26}(?=@)", mail.reply_to)[0]
    assert "/unsubscribe/" in mail.text + mail.html
    for written in (above, quoted, headed, quoted_html, headed_html):
        reply, folded = trim(without_keys(written(mail)))
        assert reply == WORDS, written.__name__
        assert token not in folded and not re.search(r"/unsubscribe/[\w-]{10}", folded), written.__name__
        assert "blue" in folded
