"""Which messages come along when their entry is shared."""
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.entries.sharing import share, unshare
from portal.entries.visible import events_visible_to
from portal.history.event import Event
from portal.projects.viewer import viewer_of
from portal.talk.coming_along import WINDOW, NoSuchMessage, bring_along, hold_back, internal_messages, seen_before
from portal.talk.message import Message
from tests.world import INTERNAL


def say(session, entry, author, lane="internal", body=INTERNAL, **facts):
    message = Message(id=uuid4(), workspace_id=entry.workspace_id, entry_id=entry.id, author_id=author.id, side="staff",
                      lane=lane, body=body, html=body, **facts)
    session.add(message)
    session.flush()
    return message


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
    assert bring_along(entry=world.secret, by=world.mia, messages=[first.id]) == 1
    assert bring_along(entry=world.secret, by=world.mia, messages=[first.id]) == 0
    session.flush()
    assert lanes(session, world.secret) == ["shared", "internal"]
    assert first.shared_at is not None and second.shared_at is None
    told = session.scalars(events_visible_to(viewer_of(world.cleo)).where(Event.entry_id == world.secret.id)).all()
    assert [event.verb for event in told] == ["shared", "brought_along"]


def test_a_message_of_another_entry_or_a_deleted_one_does_not_come_along(session, world):
    foreign = say(session, world.cart, world.mia)
    gone = say(session, world.logo, world.tess, deleted_at=world.logo.created_at)
    for message_id in (foreign.id, gone.id, uuid4()):
        with pytest.raises(NoSuchMessage):
            bring_along(entry=world.logo, by=world.mia, messages=[message_id])
    assert foreign.lane == "internal" and gone.lane == "internal"


def test_unsharing_leaves_the_lanes_and_sharing_again_may_hold_back_what_was_seen(session, world):
    say(session, world.logo, world.tess, lane="shared", shared_at=world.logo.created_at)
    say(session, world.logo, world.tess)
    unshare(entry=world.logo, by=world.mia)
    assert lanes(session, world.logo) == ["shared", "internal"]
    assert seen_before(world.logo) == 1
    share(entry=world.logo, by=world.mia)
    assert lanes(session, world.logo) == ["shared", "internal"]
    assert hold_back(entry=world.logo, by=world.mia) == 1
    assert hold_back(entry=world.logo, by=world.mia) == 0
    assert lanes(session, world.logo) == ["internal", "internal"]
    assert seen_before(world.logo) == 0
    told = session.scalars(events_visible_to(viewer_of(world.cleo)).where(Event.entry_id == world.logo.id)).all()
    assert [event.verb for event in told] == ["shared"]


def test_the_dialog_offers_internal_messages_in_windows(session, world):
    numbers = [say(session, world.logo, world.tess).number for _ in range(WINDOW + 3)]
    say(session, world.logo, world.tess, lane="shared")
    newest = internal_messages(world.logo)
    assert [message.number for message in newest] == numbers[:2:-1]
    older = internal_messages(world.logo, before=newest[-1].number)
    assert [message.number for message in older] == numbers[2::-1]
