"""Discussions of a project: who may open them, who sees them in what order, at what cost."""
import pytest

from portal.entries.sharing import unshare
from portal.talk.discussions import list_discussions
from portal.talk.posting import NotThisLane
from tests.talk.speaking import bodies, on, say, start
from tests.world import INTERNAL


def titles(user, project, **page):
    return [line.title for line in list_discussions(on(user, project), **page).lines]


def test_a_shared_one_is_seen_by_both_sides_and_an_internal_one_by_the_team(session, world):
    start(world.cleo, world.site, "Holidays")
    start(world.tess, world.site, INTERNAL, lane="internal")
    assert titles(world.cora, world.site) == ["Holidays"]
    assert titles(world.tess, world.site) == [INTERNAL, "Holidays"]
    assert titles(world.mia, world.shop) == []


def test_a_contact_opens_shared_ones_only(session, world):
    with pytest.raises(NotThisLane):
        start(world.cleo, world.site, "No", lane="internal")


def test_the_one_last_written_in_comes_first_by_what_the_reader_sees(session, world):
    first, second = start(world.tess, world.site, "One"), start(world.tess, world.site, "Two")
    say(world.tess, first, INTERNAL, lane="internal")
    assert titles(world.tess, world.site) == ["One", "Two"]
    assert titles(world.cleo, world.site) == ["Two", "One"]
    lines = list_discussions(on(world.cleo, world.site)).lines
    assert [(line.excerpt, line.last_author, line.unread) for line in lines] == [("First", "Tess", True)] * 2
    say(world.cleo, second, "Thanks")
    lines = list_discussions(on(world.cleo, world.site)).lines
    assert [(line.title, line.unread) for line in lines] == [("Two", False), ("One", True)]
    assert list_discussions(on(world.tess, world.site)).lines[1].excerpt == INTERNAL
    assert bodies(world.cleo, first) == ["First"]


def test_a_discussion_the_reader_cannot_see_leads_nowhere_like_one_that_is_not_there(session, world):
    start(world.tess, world.site, "Open")
    once = start(world.tess, world.site, f"Once open {INTERNAL}")
    unshare(entry=once, by=world.mia)
    session.flush()
    assert titles(world.cleo, world.site, before=once.id) == titles(world.cleo, world.site, before=world.crown.id) == []
    assert titles(world.tess, world.site, before=once.id) == ["Open"]


def test_a_long_list_comes_in_pages_at_a_constant_cost(session, world, statements, app):
    for n in range(7):
        start((world.tess, world.mia, world.cleo)[n % 3], world.site, f"d{n}")
    session.flush()
    first = list_discussions(on(world.cleo, world.site), limit=3)
    assert [line.title for line in first.lines] == ["d6", "d5", "d4"]
    second = list_discussions(on(world.cleo, world.site), limit=3, before=first.older)
    assert [line.title for line in second.lines] == ["d3", "d2", "d1"]
    assert titles(world.cleo, world.site, before=second.older) == ["d0"]
    session.commit()
    standing = on(world.cora, world.site)
    with statements() as sent:
        list_discussions(standing)
    assert len(sent) == 1
