"""What a mail held besides the reply: shown folded to those who may read it, gone where the message goes."""
from uuid import uuid4

import pytest

from portal.talk.deleting import delete_message
from portal.talk.folding import EXCERPT
from portal.talk.posting import post_message
from tests.talk.speaking import standing, thread
from tests.world import INTERNAL, sign_in


def mailed(user, entry, folded, lane="shared"):
    return post_message(entry=entry, by=standing(user, entry), message_id=uuid4(), body="Blue.", lane=lane,
                        folded=folded, letter_id=uuid4())


def page(client, user, message, world, what=""):
    sign_in(client, user)
    return client.get(f"/projects/{world.site.id}/entries/{world.logo.id}/messages/{message.id}{what}", follow_redirects=True)


def test_quoted_text_stands_folded_below_the_reply(client, session, world):
    message = mailed(world.cleo, world.logo, "-- \nCleo <b>Client</b>\r\n\x00")
    for reader in (world.cora, world.tess):
        text = page(client, reader, message, world).text
        assert "<summary>Quoted text and signature</summary><pre>-- \nCleo &lt;b&gt;Client&lt;/b&gt;</pre></details>" in text
        assert "by mail" in text and "Show all of it" not in text
    assert "/original" in text


@pytest.mark.parametrize("nothing", [None, "", " \n "])
def test_where_nothing_was_folded_nothing_is_shown(client, session, world, nothing):
    message = mailed(world.cleo, world.logo, nothing)
    assert "Quoted text" not in page(client, world.tess, message, world).text
    assert page(client, world.tess, message, world, "/folded").status_code == 404


def test_what_is_long_has_a_page_of_its_own(client, session, world):
    message = mailed(world.cleo, world.logo, "> quoted\n" * EXCERPT + "the end")
    text = page(client, world.cora, message, world).text
    assert text.count("&gt; quoted") < EXCERPT and "Show all of it" in text and "the end" not in text
    whole = page(client, world.cora, message, world, "/folded").text
    assert whole.count("&gt; quoted") == EXCERPT and "the end" in whole


def test_what_mail_of_staff_quotes_is_the_teams_own(client, session, world):
    message = mailed(world.tess, world.logo, f"> {INTERNAL}")
    assert INTERNAL in page(client, world.mia, message, world).text
    text = page(client, world.cleo, message, world).text
    assert "Blue." in text and INTERNAL not in text and "Quoted text" not in text and "/original" not in text
    assert page(client, world.cleo, message, world, "/folded").status_code == 404


def test_folded_text_of_an_internal_message_is_not_there_for_a_contact(client, session, world):
    message = mailed(world.tess, world.logo, INTERNAL, lane="internal")
    assert page(client, world.cleo, message, world, "/folded").status_code == 404
    assert page(client, world.mia, message, world, "/folded").status_code == 200


def test_deleted_words_take_their_folded_text_along(session, world):
    message = mailed(world.cleo, world.logo, "> quoted")
    delete_message(message, entry=world.logo, by=standing(world.cleo, world.logo))
    session.flush()
    post = thread(world.tess, world.logo).posts[-1]
    assert (message.folded, post.folds, post.folded) == (None, "", "")
