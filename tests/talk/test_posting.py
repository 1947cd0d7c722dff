"""Posting: into which lane, by whom, with what consequences."""
import pytest
from sqlalchemy import select

from portal.history.event import Event
from portal.talk.mention import Mention
from portal.talk.posting import NoLongerShared, NotThisLane
from portal.talk.read_mark import ReadMark
from portal.talk.wording import NoWords, TooManyWords
from tests.talk.speaking import say
from tests.world import add_item


def events(session):
    return [(event.verb, event.lane) for event in session.scalars(select(Event).order_by(Event.id))]


def mentioned(session, message):
    return set(session.scalars(select(Mention.user_id).where(Mention.message_id == message.id)))


def test_a_message_tells_history_in_its_lane_and_moves_each_sides_activity(session, world):
    before = world.logo.last_shared_activity_at
    say(world.tess, world.logo, lane="internal")
    session.refresh(world.logo)
    assert world.logo.last_shared_activity_at == before < world.logo.last_activity_at
    say(world.cleo, world.logo)
    session.refresh(world.logo)
    assert world.logo.last_shared_activity_at == world.logo.last_activity_at > before
    assert events(session) == [("message_posted", "internal"), ("message_posted", "shared")]


def test_the_author_has_read_what_they_wrote(session, world):
    message = say(world.cleo, world.logo)
    mark = session.get(ReadMark, (world.logo.id, world.cleo.id))
    assert (mark.number, mark.wrote_shared) == (message.number, True)


def test_a_contact_writes_in_the_shared_lane_only(session, world):
    for lane in ("internal", "loud", ""):
        with pytest.raises(NotThisLane):
            say(world.cleo, world.logo, lane=lane)


def test_a_shared_reply_that_reaches_an_internal_entry_is_refused(session, world):
    with pytest.raises(NoLongerShared):
        say(world.tess, world.secret, lane="shared")
    say(world.tess, world.secret, lane="internal")


def test_nothing_and_too_much_are_refused(session, world):
    with pytest.raises(NoWords):
        say(world.tess, world.logo, " \n\x00 ")
    with pytest.raises(TooManyWords):
        say(world.tess, world.logo, "a" * 20_001)
    assert say(world.tess, world.logo, "a" * 20_000).number


def test_staff_mention_whoever_may_read_the_lane(session, world):
    internal = say(world.tess, world.logo, "@Cleo @Mia @Tom @Sam @Olaf @Tess", lane="internal")
    assert mentioned(session, internal) == {world.mia.id}
    shared = say(world.tess, world.logo, "@Cleo @Mia @Nick @Remy @Olaf")
    assert mentioned(session, shared) == {world.cleo.id, world.mia.id}


def test_a_contact_mentions_only_those_they_know_of_and_the_rest_stays_plain(session, world):
    first = say(world.cleo, world.logo, "@Cora @Tess @Mia @Nick @Olaf")
    assert mentioned(session, first) == {world.cora.id}
    assert first.html == '<p><span class="mention">@Cora</span> @Tess @Mia @Nick @Olaf</p>\n'
    say(world.tess, world.secret, "Not in sight", lane="internal")
    assert mentioned(session, say(world.cleo, world.logo, "@Tess")) == set()
    say(world.tess, world.logo)
    assert mentioned(session, say(world.cleo, world.logo, "@Tess")) == {world.tess.id}


def test_in_the_shared_lane_a_name_is_marked_only_if_every_reader_knows_the_person(session, world):
    assert "mention" not in say(world.tess, world.logo, "@Mia").html
    say(world.mia, world.logo)
    assert '<span class="mention">@Mia</span>' in say(world.tess, world.logo, "@Mia").html


def test_who_wrote_in_something_hidden_again_is_unknown_again(session, world):
    other = add_item(world.site, "Other", audience="client")
    say(world.tess, other)
    assert mentioned(session, say(world.cleo, world.logo, "@Tess")) == {world.tess.id}
    other.audience = "internal"
    session.flush()
    assert mentioned(session, say(world.cleo, world.logo, "@Tess")) == set()
