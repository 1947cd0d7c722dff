"""Mails that other people's programs wrote, broken ones among them: what they say, and that they arrive like any other.

They are other people's data under their own licences, and so lie beside the project, not in it."""

import pytest

from portal.jobs.taking_in import take_in
from portal.letters.parsing import addresses, header, parsed
from portal.letters.reading import read
from portal.letters.trimming import trim
from tests.letters.answering import address_for
from tests.real_input.test_plans import PLANS

FOLDER = PLANS and PLANS.parent / "mail" / "raw"
pytestmark = pytest.mark.skipif(FOLDER is None or not FOLDER.is_dir(), reason="no real mails here: ../shared/data/mail is absent")

BY_MAIL = ("It hasn't decreased any measurable amount but since the traffic to\n"
           "the site is increasing a bit each week, it's hard to tell.")
#: Sender, subject, the words of the reply and how many files.
READ = {
    "1.eml": ("jcs@jcs.org", "Re: Lobsters by mail [announce]", BY_MAIL, 0),
    "2.eml": (None, "Re: Lobsters by mail [announce]", BY_MAIL, 0),
    "3.eml": ("jcs@jcs.org", "Re: Lobsters by mail [announce]", BY_MAIL, 0),
    # Words between two quotes: all of it is shown.
    "4.eml": ("jcs@jcs.org", "Re: Lobsters by mail [announce]", None, 0),
    "all-special-chars.eml": ("timothy.hobbs@auto-mat.cz", "Testovácí email", "íářčšáíéřášč", 0),
    "blank-body-with-attachment.eml": ("timothy.hobbs@auto-mat.cz", "Attachment without body", "", 1),
    "forwarded-message.eml": ("sender@domain.tld", "Test with original message from GitHub", "This is email body", 0),
    "pgp.eml": ("bugreporter@example.com", "example email that crashes django-helpdesk get_email", None, None),
    "quoted_printable.eml": ("tim.thelion@gmail.com", "Český test",
                             "Tohle je test českých písmen odeslaných z gmailu.", 0),
    "utf-nondecodable.eml": ("john.smith@example.cz", "Fwd: Cyklozaměstnavatel - změna vyhodnocení", None, 0),
}


def test_every_file_is_expected_to_be_something():
    assert {file.name for file in FOLDER.iterdir()} == READ.keys()


@pytest.mark.parametrize("name", READ)
def test_a_real_mail_says_what_its_writer_wrote(name):
    message = parsed((FOLDER / name).read_bytes())
    sender, subject, words, files = READ[name]
    found, reading = addresses(message, "From"), read(message)
    assert sender is None or found == [sender]
    assert subject is None or header(message, "Subject").startswith(subject)
    assert words is None or trim(reading.text).reply.strip() == words
    assert files is None or len(reading.files) == files


def test_no_word_of_a_forwarded_mail_is_lost():
    reading = read(parsed((FOLDER / "utf-nondecodable.eml").read_bytes()))
    trimmed = trim(reading.text)
    whole = f"{trimmed.reply} {trimmed.folded}".split()
    assert set(reading.text.split()) <= set(whole) and "zprůměrování" in whole


def test_real_mails_arrive_like_any_other(session, world):
    """Sent by the person of the address, to it, they are posted; what holds no words of theirs is kept."""
    world.cleo.email = "jcs@jcs.org"
    address = address_for(world.cleo, world.logo)
    session.commit()
    states = {}
    for name in READ:
        letter, = take_in((FOLDER / name).read_bytes(), way="lmtp", recipients=[address])
        states[name] = (letter.state, letter.reason)
    assert states["1.eml"] == ("posted", None) and states["2.eml"][0] == "tray"
    assert set(states.values()) <= {("posted", None), ("tray", "other_sender"), ("tray", "automatic"), ("tray", "same_id")}
