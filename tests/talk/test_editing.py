"""Editing and deleting by the author, and what others see of it."""
from sqlalchemy import select

from portal.history.event import Event
from portal.talk.deleting import delete_message
from portal.talk.editing import edit_message, revisions_of
from portal.talk.mention import Mention
from portal.talk.revision import Revision
from portal.talk.sharing import share_message
from tests.talk.speaking import bodies, say, standing, thread


def edit(user, entry, message, body):
    edit_message(message, entry=entry, by=standing(user, entry), body=body)


def said_before(user, entry, message):
    return [revision.body for revision in revisions_of(message, standing(user, entry))]


def test_an_edit_says_so_and_keeps_what_was_said_before(session, world):
    message = say(world.cleo, world.logo, "First @Cora")
    edit(world.cleo, world.logo, message, "Second @Abe")
    session.flush()
    assert bodies(world.tess, world.logo) == ['Second <span class="mention">@Abe</span>']
    assert thread(world.cora, world.logo).posts[0].edited
    assert said_before(world.tess, world.logo, message) == said_before(world.cora, world.logo, message) == ["First @Cora"]
    assert session.scalars(select(Mention.user_id)).all() == [world.abe.id]


def test_the_same_words_are_no_edit(session, world):
    message = say(world.cleo, world.logo, "Same")
    edit(world.cleo, world.logo, message, " Same\r\n")
    assert message.edited_at is None and said_before(world.tess, world.logo, message) == []


def test_what_was_changed_before_it_was_shared_stays_the_teams(session, world):
    message = say(world.tess, world.logo, "secret", lane="internal")
    edit(world.tess, world.logo, message, "public")
    session.flush()
    share_message(message, entry=world.logo, by=standing(world.tess, world.logo))
    session.flush()
    assert not thread(world.cleo, world.logo).posts[0].edited and thread(world.tess, world.logo).posts[0].edited
    assert said_before(world.cleo, world.logo, message) == []
    edit(world.tess, world.logo, message, "polished")
    session.flush()
    assert thread(world.cleo, world.logo).posts[0].edited
    assert said_before(world.cleo, world.logo, message) == ["public"]
    assert said_before(world.tess, world.logo, message) == ["public", "secret"]


def test_deleted_words_are_gone_for_all_and_kept_beneath(session, world):
    message = say(world.cleo, world.logo, "regret @Cora")
    for _ in range(2):
        delete_message(message, entry=world.logo, by=standing(world.cleo, world.logo))
    session.flush()
    assert [(post.deleted, post.html) for post in thread(world.tess, world.logo).posts] == [(True, "")]
    assert said_before(world.tess, world.logo, message) == []
    assert [revision.body for revision in session.scalars(select(Revision))] == ["regret @Cora"]
    assert session.scalars(select(Mention)).all() == []
    verbs = [event.verb for event in session.scalars(select(Event).order_by(Event.id))]
    assert verbs == ["message_posted", "message_deleted"]
