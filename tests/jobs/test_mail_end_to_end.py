"""From a message to the letter in somebody's box, and to the end of such letters, as a mail program would have it."""
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from portal.base.clock import now
from portal.jobs.noticing import tell_news
from portal.jobs.paying import pay_owed
from portal.notices.following import choose_level
from portal.notices.mail_standing import MailStanding
from portal.notices.standing import troubled_among
from tests.jobs.told import say
from tests.world import sign_in


@pytest.fixture
def later(session, time_machine):
    """``later(6)``: what happened is told, and what is due after so many minutes is paid."""
    def go(minutes: float) -> None:
        session.commit()
        tell_news()
        time_machine.move_to(now() + timedelta(minutes=minutes), tick=False)
        pay_owed()
        session.expire_all()
    go(0)
    return go


@pytest.fixture
def following(session, world):
    """Cora follows the logo."""
    choose_level(entry=world.logo, user_id=world.cora.id, level="all")
    session.commit()


def opened(client, user, letter) -> str:
    """The page that the button of a letter opens to its reader, who is signed in."""
    button = re.search(r'href="(http[^"]+/messages/[^"]+)"', letter.get_body(("html",)).get_content())[1]
    sign_in(client, user)
    answer = client.get(urlsplit(button).path, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_a_message_becomes_a_letter_that_is_threaded_and_ended_by_one_post(client, session, world, mailbox, later, following):
    for body in ("Which one?", "And by when?"):
        say(world, world.tess, world.logo, body)
        later(6)
    first, second = mailbox.to("cora@example.com")
    assert first["Subject"] == second["Subject"] == "Logo (Site)" and "And by when?" in second.get_body(("plain",)).get_content()
    assert first["References"] == second["References"] == second["In-Reply-To"] and first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated" and first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert opened(client, world.cora, second).count("And by when?") == 1
    client.delete_cookie("__Host-portico")
    address = urlsplit(first["List-Unsubscribe"].strip("<>"))
    assert client.post(address.path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    say(world, world.tess, world.logo, "Anybody?")
    later(60)
    assert len(mailbox.to("cora@example.com")) == 2


def test_several_messages_within_the_window_are_one_letter(session, world, mailbox, later, following):
    for body in ("One", "Two", "Three"):
        say(world, world.tess, world.logo, body)
    later(6)
    later(60)
    letter, = mailbox.to("cora@example.com")
    assert all(body in letter.get_body(("plain",)).get_content() for body in ("One", "Two", "Three"))


def test_what_was_unshared_before_it_left_is_told_to_nobody(session, world, mailbox, later, following):
    say(world, world.tess, world.logo, "Secret now")
    later(0)
    world.logo.audience = "internal"
    later(60)
    assert mailbox.to("cora@example.com") == []


def test_a_refused_address_is_noted_and_one_that_is_stopped_gets_nothing_more(session, world, mailbox, later, following):
    mailbox.refused["cora@example.com"] = "550 5.1.1 No such user"
    say(world, world.tess, world.logo, "Hello")
    later(6)
    standing = troubled_among({"cora@example.com"})["cora@example.com"]
    assert standing.hard == 1 and "No such user" in standing.trouble
    mailbox.clear()
    session.get(MailStanding, "cora@example.com").stopped_at = now()
    say(world, world.tess, world.logo, "Hello again")
    later(6)
    assert mailbox.to("cora@example.com") == []
