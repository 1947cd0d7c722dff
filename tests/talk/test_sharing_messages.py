"""Messages shared later."""
import pytest
from sqlalchemy import select

from portal.history.event import Event
from portal.talk.sharing import StillInternal, share_message
from tests.talk.speaking import bodies, say, standing, thread
from tests.world import INTERNAL


def test_an_internal_message_can_be_shared_later_once(session, world):
    message = say(world.tess, world.logo, "Ask @Mia", lane="internal")
    assert "mention" in message.html and bodies(world.cleo, world.logo) == []
    for _ in range(2):
        share_message(message, entry=world.logo, by=standing(world.mia, world.logo))
        session.flush()
    # Mia never wrote to the client: her name is plain text now.
    assert bodies(world.cleo, world.logo) == ["Ask @Mia"]
    verbs = [(event.verb, event.lane) for event in session.scalars(select(Event).order_by(Event.id))]
    assert verbs == [("message_posted", "internal"), ("message_shared", "shared")]


def test_sharing_an_old_message_makes_its_author_known_and_marks_nothing_back(session, world):
    message = say(world.tess, world.logo, "old", lane="internal")
    say(world.tess, world.logo, INTERNAL, lane="internal")
    share_message(message, entry=world.logo, by=standing(world.mia, world.logo))
    session.flush()
    say(world.cleo, world.logo, "@Tess")
    assert '<span class="mention">@Tess</span>' in bodies(world.cleo, world.logo)[-1]
    assert thread(world.tess, world.logo).unread == 1


def test_nothing_is_shared_in_an_internal_entry_and_nothing_by_the_client(session, world):
    message = say(world.tess, world.secret, lane="internal")
    with pytest.raises(StillInternal):
        share_message(message, entry=world.secret, by=standing(world.tess, world.secret))
    internal = say(world.tess, world.logo, lane="internal")
    with pytest.raises(PermissionError):
        share_message(internal, entry=world.logo, by=standing(world.cora, world.logo))
