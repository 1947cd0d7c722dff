"""Reading a thread: which messages, how many are new, who has seen them, and at what cost."""
from datetime import date

import pytest

from portal.plan.assignee import Assignee
from portal.plan.update import Update
from portal.projects.viewer import viewer_of
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark
from portal.talk.reading import mark_read, set_mark
from portal.talk.thread import read_thread
from tests.talk.speaking import bodies, found, say, thread
from tests.world import INTERNAL, add_item


def test_staff_read_both_lanes_and_a_contact_the_shared_one(session, world):
    say(world.tess, world.logo, f"{INTERNAL}", lane="internal")
    say(world.cleo, world.logo, "Hello")
    assert bodies(world.tess, world.logo) == [INTERNAL, "Hello"]
    assert bodies(world.cleo, world.logo) == ["Hello"]


def test_the_internal_lane_is_in_no_count_mark_or_cursor_of_a_contact(session, world):
    say(world.cleo, world.logo, "Hello")
    hidden = [say(world.tess, world.logo, f"{INTERNAL} {n}", lane="internal") for n in range(4)]
    read = thread(world.cleo, world.logo, limit=1)
    assert (read.unread, read.first_unread, read.older, read.newer) == (0, None, None, None)
    for cursor in ("before", "after", "around"):
        assert bodies(world.cleo, world.logo, **{cursor: hidden[1].id}) == []
    assert thread(world.cora, world.logo).unread == 1
    assert thread(world.mia, world.logo).unread == 5


def test_a_window_holds_the_newest_and_leads_to_the_older(session, world):
    said = [say(world.tess if n % 2 else world.cleo, world.logo, f"m{n}") for n in range(10)]
    newest = thread(world.cora, world.logo, limit=4)
    assert [post.id for post in newest.posts] == [m.id for m in said[6:]]
    assert (newest.older, newest.newer) == (said[6].id, None)
    older = thread(world.cora, world.logo, limit=4, before=newest.older)
    assert [post.id for post in older.posts] == [m.id for m in said[2:6]]
    assert (older.older, older.newer) == (said[2].id, said[5].id)
    oldest = thread(world.cora, world.logo, limit=4, before=older.older)
    assert [post.id for post in oldest.posts] == [m.id for m in said[:2]] and oldest.older is None
    assert [post.id for post in thread(world.cora, world.logo, after=said[7].id).posts] == [m.id for m in said[8:]]


@pytest.mark.parametrize("middle", range(10))
def test_a_window_around_a_message_holds_it_and_its_neighbours(session, world, middle):
    said = [say(world.cleo, world.logo, f"m{n}") for n in range(10)]
    read = thread(world.cora, world.logo, limit=4, around=said[middle].id)
    low, high = max(0, middle - 2), min(10, middle + 2)
    assert [post.id for post in read.posts] == [m.id for m in said[low:high]]
    assert read.older == (said[low].id if low else None)
    assert read.newer == (said[high - 1].id if high < 10 else None)


def test_new_are_the_messages_of_others_behind_the_mark(session, world):
    first = say(world.cleo, world.logo)
    second = say(world.tess, world.logo)
    say(world.cora, world.logo)
    assert (thread(world.cora, world.logo).unread, thread(world.abe, world.logo).unread) == (0, 3)
    mark_read(viewer_of(world.abe), world.logo, first)
    read = thread(world.abe, world.logo)
    assert (read.unread, read.first_unread) == (2, second.id)


def test_a_mark_never_moves_back_and_a_look_leaves_none(session, world):
    first, second = say(world.cleo, world.logo), say(world.tess, world.logo)
    mark_read(viewer_of(world.abe), world.logo, second)
    mark_read(viewer_of(world.abe), world.logo, first)
    assert session.get(ReadMark, (world.logo.id, world.abe.id)).number == second.number
    mark_read(viewer_of(world.vera).narrowed(read_only=True), world.logo, second)
    assert session.get(ReadMark, (world.logo.id, world.vera.id)) is None


def names(people):
    return [person.name for person in people]


def test_staff_are_told_who_has_seen_a_shared_message(session, world):
    message = say(world.tess, world.logo)
    note = say(world.tess, world.logo, lane="internal")
    for reader in (world.cleo, world.mia, world.tess):
        set_mark(world.logo, reader.id, note.id)
    read = thread(world.tess, world.logo)
    assert names(read.seen.by(read.posts[0])) == ["Cleo", "Mia"]
    assert read.seen.by(read.posts[1]) == []
    assert read.newest_shared.id == message.id


def test_a_contact_is_told_of_colleagues_and_of_staff_they_know_only(session, world):
    say(world.tess, world.logo)
    message = say(world.cora, world.logo)
    for reader in (world.cleo, world.mia, world.tess, world.nick, world.remy, world.olaf):
        set_mark(world.logo, reader.id, message.id)
    read = thread(world.cora, world.logo)
    assert sorted(names(read.seen.by(read.newest_shared))) == ["Cleo", "Tess"]


def test_staff_are_known_from_another_thread_from_the_plan_and_from_updates(session, world):
    message, seat = say(world.cora, world.logo), world.seat(world.ada)
    for reader in (world.tess, world.mia, world.ada, world.owen):
        set_mark(world.logo, reader.id, message.id)

    def known():
        read = thread(world.cora, world.logo)
        return sorted(names(read.seen.by(read.newest_shared)))

    assert known() == []
    say(world.mia, add_item(world.site, "Other", audience="client"))
    assert known() == ["Mia"]
    session.add(Assignee(entry_id=world.secret.id, membership_id=seat.id, workspace_id=seat.workspace_id))
    session.add(Update(workspace_id=world.nord.id, project_id=world.site.id, title="Hidden", day=date(2026, 5, 4),
                       health="on_track", created_by_id=world.owen.id))
    session.flush()
    assert known() == ["Mia"]
    session.add(Assignee(entry_id=world.logo.id, membership_id=seat.id, workspace_id=seat.workspace_id))
    session.add(Update(workspace_id=world.nord.id, project_id=world.site.id, title="Told", day=date(2026, 5, 4),
                       health="on_track", created_by_id=world.owen.id, audience="client"))
    session.flush()
    assert known() == ["Ada", "Mia", "Owen"]


def test_a_deleted_message_keeps_its_place_without_words(session, world):
    message = say(world.tess, world.logo, "regret")
    message.deleted_at = message.created_at
    session.flush()
    read = thread(world.cleo, world.logo)
    assert [(post.deleted, post.html) for post in read.posts] == [(True, "")]
    assert read.unread == 0


def test_an_invitation_reads_without_a_person_behind_it(session, world):
    say(world.tess, world.logo, "Welcome")
    say(world.tess, world.logo, INTERNAL, lane="internal")
    nobody = viewer_of(world.cleo).narrowed(user=None, read_only=True, only_entries=frozenset({world.logo.id}),
                                            only_projects=frozenset({world.site.id}))
    read = read_thread(nobody, found(nobody, world.logo))
    assert [post.html for post in read.posts] == ["<p>Welcome</p>\n"]
    assert (read.unread, read.seen.marks) == (0, [])


@pytest.mark.parametrize("reader", ["cora", "mia"])
def test_a_long_thread_costs_as_many_statements_as_a_short_one(session, world, statements, app, reader):
    def cost(authors):
        for n in range(authors):
            say((world.tess, world.mia, world.cleo, world.abe, world.lea, world.owen)[n % 6], world.logo)
        session.commit()
        viewer = viewer_of(getattr(world, reader))
        entry = found(viewer, world.logo)
        with statements() as sent:
            read = read_thread(viewer, entry)
        assert len(read.posts) == min(30, session.query(Message).count())
        return len(sent)

    few = cost(5)
    assert few <= 3 and cost(295) == few
