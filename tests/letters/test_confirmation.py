"""What somebody hears whose answer did not get where it should: only what they know anyway."""
from tests.letters.answering import answer
from tests.world import INTERNAL


def test_who_lost_access_hears_no_more_than_that_their_mail_is_kept(session, world, mailbox, run_jobs):
    world.seat(world.cleo).removed_at = world.logo.created_at
    world.cleo.locale = "fr"
    answer(world.cleo, world.logo, subject="Re: <b>Question")
    run_jobs()
    letter, = mailbox.to("cleo@example.com")
    assert letter["Subject"].endswith("Re: <b>Question") and letter["Auto-Submitted"] == "auto-generated"
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Re: &lt;b&gt;Question" in html and "&#39;" not in text and "http" in text
    for part in (text, html):
        assert "Studio Nord" not in part and "Site" not in part and INTERNAL not in part


def test_what_was_posted_in_part_says_so_and_filed_mails_say_nothing_more(session, world, mailbox, run_jobs):
    answer(world.cleo, world.logo, "Done")
    answer(world.vera, world.logo).state = "filed"
    run_jobs()
    assert mailbox.to("cleo@example.com")[0]["Subject"] == "Not all of your reply was taken: Re: Logo"
    assert mailbox.to("vera@example.com") == []
