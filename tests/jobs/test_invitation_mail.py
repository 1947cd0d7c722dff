"""What the mail of an invitation says, and when none goes out."""
import re
from datetime import timedelta

import pytest

from portal.base.clock import now, today
from portal.people.inviting import revoke_invitation
from portal.people.inviting_staff import invite_to_staff
from tests.people.test_invitation_link import NEW, link
from tests.people.test_inviting import invite

LINK = re.compile(r"http://[^\s\"]+(/i/[\w-]+)")


@pytest.fixture
def letters(run_jobs, mailbox):
    def sent():
        run_jobs()
        return mailbox.to(NEW)
    return sent


def parts(letter):
    return letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()


def test_the_mail_says_what_it_is_about_and_opens_it(app, world, letters):
    world.logo.promised = today("UTC") + timedelta(days=3)
    made = invite(world, world.mia, NEW, entry_id=world.logo.id, line="Only this <b> is missing")[0]
    letter = letters()[0]
    assert letter["Subject"] == "Logo: Mia invites you" and "Studio Nord" in letter["From"]
    for text in parts(letter):
        assert LINK.search(text)[1] == link(app, made)
        assert "Logo" in text and "Site" in text and NEW in text
    assert "Only this <b> is missing" in parts(letter)[0] and "Only this &lt;b&gt; is missing" in parts(letter)[1]


def test_it_speaks_the_clients_language_and_wears_its_colour(world, letters):
    world.acme.locale, world.acme.brand_color = "de", "#aa0033"
    invite(world, world.mia, NEW, entry_id=world.logo.id)
    html = parts(letters()[0])[1]
    assert '<html lang="de">' in html and "#aa0033" in html


@pytest.mark.parametrize("how", ["workspace", "project", "internal"])
def test_what_may_not_be_shown_before_is_not_in_the_mail(world, letters, how):
    if how == "workspace":
        world.nord.preview_invitations = False
    elif how == "project":
        world.site.preview_invitations = False
    else:
        world.logo.audience = "internal"
    invite(world, world.mia, NEW, entry_id=world.logo.id)
    letter = letters()[0]
    assert letter["Subject"] == "Site: Mia invites you"
    assert not [text for text in parts(letter) if "Logo" in text]


def test_staff_are_invited_to_the_team(world, letters):
    invite_to_staff(by=world.seat(world.ada), user=world.ada, addresses=[NEW], role="member")
    assert letters()[0]["Subject"] == "Ada invites you to Studio Nord"


@pytest.mark.parametrize("how", ["revoked", "expired", "closed"])
def test_no_mail_goes_out_for_what_is_over(session, world, letters, how):
    made = invite(world, world.mia, NEW)[0]
    if how == "revoked":
        revoke_invitation(invitation=made, by=world.mia)
    elif how == "expired":
        made.expires_at = now()
    else:
        world.site.archived_at = now()
    assert letters() == []


def test_a_line_break_in_a_title_makes_no_header(world, letters):
    world.logo.title = "Logo\r\nBcc: x@example.com"
    invite(world, world.mia, NEW, entry_id=world.logo.id)
    letter = letters()[0]
    assert letter["Bcc"] is None and "\n" not in letter["Subject"]
