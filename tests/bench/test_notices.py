"""What the bench owes is what people are owed: it is paid, in statements that do not grow with it."""
import pytest

from bench.fill import fill
from bench.followers import gather_followers, make_due, owe, speak
from portal.jobs.claiming import MAILS, claim
from portal.jobs.composing import composed
from portal.jobs.noticing import tell_news
from portal.jobs.paying import pay_owed
from portal.jobs.queue import current_settings
from portal.notices.notification import Notification


@pytest.fixture
def town(session):
    return fill(items=50, messages=30)


def test_what_it_owes_is_composed_in_as_many_statements_for_few_as_for_many_and_paid(session, town, mailbox, statements):
    users = gather_followers(town, 6)
    owe(town, users, "mail", 24)
    make_due("mail")
    pay_owed()
    assert len(mailbox.letters) == 24
    sent = {}
    for many in (3, 24):
        owe(town, users, "mail", many)
        make_due("mail")
        claimed = claim(MAILS)
        with statements() as sent[many]:
            said = composed(claimed.owed, current_settings())
        assert len(claimed.owed) == many and all(said.values())
    assert len(sent[24]) <= len(sent[3]) + 4, "more threads to read before, nothing else"


def test_a_message_reaches_who_follows(session, town):
    tell_news()
    users = gather_followers(town, 6)
    speak(town)
    tell_news()
    assert {told.user_id for told in session.query(Notification)} >= set(users)
