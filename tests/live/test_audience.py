"""Whom a line of the log reaches: the same as the fence says of each reader, asked one by one."""
from itertools import product

import pytest

from portal.entries.about import AboutLink
from portal.entries.sharing import share
from portal.entries.visible import find_entry
from portal.live.line import Line
from portal.projects.viewer import viewer_of
from portal.talk.audience import Listener, heard_by
from tests.talk.speaking import say, start
from tests.world import add_item

PEOPLE = ("tess", "tom", "mia", "ada", "owen", "vera", "cleo", "abe", "cora", "lea", "nick", "remy", "olaf", "rex", "sam")


def line(entry, lane="shared", kind="state", **facts):
    return Line("event", 1, kind, lane, entry.workspace_id, entry.project_id, entry.id, **facts)


def who_hears(world, *lines, only=None):
    listeners = {Listener(getattr(world, name).id): name for name in PEOPLE}
    return {listeners[listener] for listener, heard in heard_by(lines, list(listeners)).items() if heard}


def test_each_reader_hears_of_what_the_fence_shows_them(session, world):
    named = add_item(world.site, "For Cora")
    share(entry=named, by=world.mia, audience="named", readers={world.seat(world.cora).id})
    about = start(world.tess, world.site, "About it")
    about.about_id = named.id
    session.flush()
    entries = [world.logo, world.secret, world.cart, world.crown, named, about]
    for entry, lane in product(entries, ("shared", "internal")):
        expected = set()
        for name in PEOPLE:
            viewer = viewer_of(getattr(world, name))
            if find_entry(viewer, entry.project_id, entry.id) is None:
                continue
            if lane == "shared" or viewer.staff_seats:
                expected.add(name)
        assert who_hears(world, line(entry, lane)) == expected, (entry.title, lane)


def test_lines_of_many_projects_at_once_stay_apart(session, world):
    lines = [line(world.logo), line(world.secret, "internal"), line(world.cart), line(world.crown)]
    heard = heard_by(lines, [Listener(world.cleo.id), Listener(world.olaf.id), Listener(world.mia.id), Listener(world.rex.id)])
    assert heard[Listener(world.cleo.id)] == [lines[0]]
    assert heard[Listener(world.olaf.id)] == [lines[2]]
    assert heard[Listener(world.mia.id)] == lines[:3]
    assert heard[Listener(world.rex.id)] == [lines[3]]


def test_a_limited_session_hears_of_its_own_membership_only(session, world):
    other = world.seat(world.olaf).id
    assert heard_by([line(world.cart)], [Listener(world.olaf.id, other)])
    assert not heard_by([line(world.cart)], [Listener(world.olaf.id, world.seat(world.cleo).id)])


def test_a_session_at_the_host_of_a_room_hears_of_that_room_only(session, world):
    """Ada sees all of Studio Nord; at the host of a client she is nobody."""
    lines, acme, bolt = [line(world.logo), line(world.cart)], (world.nord.id, world.acme.id), (world.nord.id, world.bolt.id)
    heard = heard_by(lines, [Listener(world.ada.id, None, (world.nord.id, None)), Listener(world.ada.id, None, acme),
                             Listener(world.cleo.id, None, acme), Listener(world.cleo.id, None, bolt),
                             Listener(world.ada.id, None, (world.rexco.id, None))])
    assert {(listener.user_id, listener.only_room[1]): len(some) for listener, some in heard.items() if some} == {
        (world.ada.id, None): 2, (world.cleo.id, world.acme.id): 1}


def test_what_is_about_something_hidden_is_heard_by_the_team_only(session, world):
    about = start(world.tess, world.site, "About the margin")
    about.about_id = world.secret.id
    session.add(AboutLink(entry_id=about.id, about_id=world.secret.id, workspace_id=world.nord.id))
    session.flush()
    assert who_hears(world, line(about)) == {"tess", "mia", "ada", "owen"}


def test_writing_and_reading_are_told_to_others_only(session, world):
    told = line(world.logo, kind="writing", user_id=world.cleo.id, side="client")
    assert "cleo" not in who_hears(world, told) and "cora" in who_hears(world, told)


def test_writing_for_the_team_reaches_the_team_only(session, world):
    told = line(world.logo, lane="internal", kind="writing", user_id=world.tess.id, side="staff")
    assert who_hears(world, told) == {"mia", "ada", "owen"}


def test_that_somebody_of_the_staff_has_read_is_told_to_clients_who_know_them(session, world):
    told = line(world.logo, kind="seen", user_id=world.mia.id)
    assert not who_hears(world, told) & {"cleo", "cora", "vera"}
    assert "cora" in who_hears(world, line(world.logo, kind="seen", user_id=world.cleo.id))
    say(world.mia, world.logo, "Now they know me")
    session.flush()
    assert {"cleo", "cora", "vera"} <= who_hears(world, told)


@pytest.mark.parametrize("people", [1, 9])
def test_asking_costs_no_more_for_many(session, world, statements, people):
    listeners = [Listener(getattr(world, name).id) for name in PEOPLE[:people]]
    session.commit()
    lines = [line(world.logo), line(world.secret, "internal")]
    with statements() as sent:
        heard_by(lines, listeners)
    assert len(sent) <= 6


def test_that_an_inbox_changed_is_told_to_its_owner_or_to_who_may_hear_of_the_entry(session, world):
    own = Line("signal", 1, "inbox", "internal", user_id=world.olaf.id)
    assert who_hears(world, own) == {"olaf"} and own.rows() == [("inbox", "")]
    crowd = line(world.logo, kind="inbox")
    assert who_hears(world, crowd) == {"tess", "mia", "ada", "owen", "vera", "cleo", "abe", "cora", "lea"}
    assert who_hears(world, line(world.logo, "internal", kind="inbox")) == {"tess", "mia", "ada", "owen"}


def test_who_is_named_for_the_same_is_asked_for_once(session, world, statements):
    named = add_item(world.site, "For some")
    share(entry=named, by=world.mia, audience="named", readers={world.seat(who).id for who in (world.cora, world.cleo)})
    listeners, told = [Listener(getattr(world, name).id) for name in PEOPLE], line(named)
    session.commit()
    with statements() as sent:
        assert len(heard_by([told], listeners)) == 6
    # Seats, what is named, for whom, and the fence for those who are and for those who are not.
    assert len(sent) == 5
