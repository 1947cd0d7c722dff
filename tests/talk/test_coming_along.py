"""Which messages come along when their entry is shared."""
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.entries.about import set_about
from portal.entries.sharing import share, unshare
from portal.entries.visible import events_visible_to, find_entry
from portal.history.event import Event
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.coming_along import WINDOW, NoSuchMessage, bring_along, count_lanes, hold_back, internal_messages
from portal.talk.discussion import Discussion
from portal.talk.message import Message
from portal.talk.people import people_visible_to
from portal.talk.posting import NoLongerShared, post_message
from portal.talk.sharing import SeenAlready
from tests.world import INTERNAL


def say(session, entry, author, lane="internal", body=INTERNAL, **facts):
    message = Message(id=uuid4(), workspace_id=entry.workspace_id, entry_id=entry.id, author_id=author.id, side="staff",
                      lane=lane, body=body, html=body, **facts)
    session.add(message)
    session.flush()
    return message


def mia(world):
    return standing_on(viewer_of(world.mia), world.site)


def found(world, entry):
    """The entry as a page loads it."""
    return find_entry(viewer_of(world.mia), entry.project_id, entry.id)


def lanes(session, entry):
    return session.scalars(select(Message.lane).where(Message.entry_id == entry.id).order_by(Message.number)).all()


def test_sharing_brings_no_message_along_by_itself(session, world):
    say(session, world.secret, world.tess)
    share(entry=world.secret, by=world.mia)
    session.flush()
    assert lanes(session, world.secret) == ["internal"]


def test_the_chosen_messages_come_along_once_and_the_client_is_told(session, world):
    first, second = say(session, world.secret, world.tess), say(session, world.secret, world.mia)
    share(entry=world.secret, by=world.mia)
    assert bring_along(entry=found(world, world.secret), by=mia(world), messages=[first.id]) == 1
    assert bring_along(entry=found(world, world.secret), by=mia(world), messages=[first.id]) == 0
    session.flush()
    assert lanes(session, world.secret) == ["shared", "internal"]
    assert first.shared_at is not None and second.shared_at is None
    told = session.scalars(events_visible_to(viewer_of(world.cleo)).where(Event.entry_id == world.secret.id)).all()
    assert [event.verb for event in told] == ["shared", "message_shared"]


def test_a_message_of_another_entry_or_a_deleted_one_does_not_come_along(session, world):
    foreign = say(session, world.cart, world.mia)
    gone = say(session, world.logo, world.tess, deleted_at=world.logo.created_at)
    for message_id in (foreign.id, gone.id, uuid4()):
        with pytest.raises(NoSuchMessage):
            bring_along(entry=found(world, world.logo), by=mia(world), messages=[message_id])
    assert foreign.lane == "internal" and gone.lane == "internal"


def test_unsharing_leaves_the_lanes_and_sharing_again_may_hold_back_what_was_seen(session, world):
    say(session, world.logo, world.tess, lane="shared", shared_at=world.logo.created_at)
    say(session, world.logo, world.tess)
    unshare(entry=world.logo, by=world.mia)
    assert lanes(session, world.logo) == ["shared", "internal"]
    assert count_lanes(world.logo)["shared"] == 1
    assert hold_back(entry=found(world, world.logo), by=mia(world)) == 1
    assert hold_back(entry=found(world, world.logo), by=mia(world)) == 0
    share(entry=world.logo, by=world.mia)
    session.flush()
    with pytest.raises(SeenAlready):
        hold_back(entry=found(world, world.logo), by=mia(world))
    assert lanes(session, world.logo) == ["internal", "internal"]
    assert count_lanes(world.logo) == {"shared": 0, "internal": 2}
    told = session.scalars(events_visible_to(viewer_of(world.cleo)).where(Event.entry_id == world.logo.id)).all()
    assert [event.verb for event in told] == ["shared"]


def test_the_dialog_offers_internal_messages_in_windows(session, world):
    numbers = [say(session, world.logo, world.tess).number for _ in range(WINDOW + 3)]
    say(session, world.logo, world.tess, lane="shared")
    newest = internal_messages(world.logo)
    assert [message.number for message in newest] == numbers[:2:-1]
    older = internal_messages(world.logo, before=newest[-1].id)
    assert [message.number for message in older] == numbers[2::-1]


def test_who_wrote_what_came_along_is_known_to_the_client_and_whom_it_marks_is_not(session, world):
    message = say(session, world.logo, world.tess, body="Ask @Mia about it")
    message.html = "<p>Ask <b class=mention>Mia</b> about it</p>"
    def known():
        return {seat.user_id for seat in people_visible_to(viewer_of(world.cleo), world.site, staff_here=False)}
    assert world.tess.id not in known()
    bring_along(entry=found(world, world.logo), by=mia(world), messages=[message.id])
    session.flush()
    assert world.tess.id in known() and world.mia.id not in known()
    assert "mention" not in message.html and "@Mia" in message.html
    unshare(entry=world.logo, by=world.mia)
    hold_back(entry=found(world, world.logo), by=mia(world))
    share(entry=world.logo, by=world.mia)
    assert world.tess.id not in known()


def test_nothing_is_said_to_the_client_about_what_is_hidden_from_them(session, world):
    note = Discussion(workspace_id=world.nord.id, project_id=world.site.id, title="Note", audience="client")
    session.add(note)
    session.flush()
    set_about(note, world.secret)
    with pytest.raises(NoLongerShared):
        post_message(entry=found(world, note), by=mia(world), message_id=uuid4(), body="Hello", lane="shared")
    assert post_message(entry=found(world, note), by=mia(world), message_id=uuid4(), body="Hello", lane="internal")
