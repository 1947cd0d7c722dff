"""Mails end from within a mail: by one POST of a mail program, or on a page that tells nothing of what mails were about."""
import pytest

from portal.inbox.mail_choices import mail_token
from portal.notices.follow import Follow
from portal.notices.notification import NOTICE_KINDS
from portal.notices.preferring import DEFAULTS, paces_of
from tests.world import MARKERS


@pytest.fixture
def address(app, world):
    """Where Cleo's mails end; about an entry, in mails about it."""
    key = app.config["SETTINGS"].secret_key

    def of(entry=None, user=world.cleo) -> str:
        token = mail_token(key, user.id, entry and entry.id)
        return f"/unsubscribe/{token}" + (f"/{entry.id}" if entry else "")
    return of


def paces(user, channel="mail") -> set[str]:
    return {paces_of(user.id)[kind, channel] for kind in NOTICE_KINDS}


def test_one_post_of_a_mail_program_ends_all_mails_and_no_pushes(client, session, world, address):
    session.commit()
    answer = client.post(address(world.logo), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert paces(world.cleo) == {"never"} and paces(world.cora) != {"never"}
    assert "never" not in paces(world.cleo, "push")


def test_looking_at_the_page_changes_nothing(client, session, world, address):
    session.commit()
    page = client.get(address(world.logo))
    assert page.status_code == 200 and paces(world.cleo) == {"at_once", "bundled"}
    assert page.headers["Referrer-Policy"] == "no-referrer" and page.headers["Cache-Control"] == "no-store"


def test_the_page_lets_choose_and_take_it_back(client, session, world, address):
    session.commit()
    for choice in ("daily", "weekly", "never"):
        client.post(address(), data={"choice": choice})
        assert paces(world.cleo) == {choice}
    client.post(address(), data={"choice": "usual"})
    assert {kind: paces_of(world.cleo.id)[kind, "mail"] for kind in NOTICE_KINDS} == {
        kind: DEFAULTS[kind, "mail"] for kind in NOTICE_KINDS}


def test_a_single_entry_is_muted_and_the_rest_goes_on(client, session, world, address):
    session.commit()
    client.post(address(world.logo), data={"choice": "mute"})
    assert session.get(Follow, (world.logo.id, world.cleo.id)).level == "mute" and "never" not in paces(world.cleo)


def test_it_tells_nothing_of_what_mails_were_about_whatever_became_of_it(client, session, world, address):
    world.logo.title = f"Logo {MARKERS[0]}"
    session.commit()
    for entry in (world.logo, world.secret, world.cart):
        for answer in (client.get(address(entry)), client.post(address(entry), data={"choice": "mute"})):
            assert answer.status_code == 200 and not [each for each in (*MARKERS, "Logo") if each in answer.text]


def test_an_address_is_good_for_what_it_was_made_for_only(client, session, world, address):
    session.commit()
    right, other = address(world.logo), address(world.cart).rpartition("/")[2]
    head, _, entry = right.rpartition("/")
    # The person stands in the first sixteen bytes.
    elses = address(world.logo, world.olaf)[:34] + right[34:]
    for wrong in (f"{head}/{other}", head, f"{head[:-3]}AAA/{entry}", elses):
        assert wrong != right
        for answer in (client.get(wrong), client.post(wrong)):
            assert answer.status_code == 404
    assert "never" not in paces(world.cleo) | paces(world.olaf)


def test_another_choice_is_none(client, session, world, address):
    session.commit()
    assert client.post(address(), data={"choice": "hourly"}).status_code == 422
    assert client.post(address(), data={"choice": "mute"}).status_code == 422
