"""The stream of a real server: what is heard, by whom, when it ends, and that nothing is missed."""
import os
import signal as signals
import time
from pathlib import Path

import pytest

from portal.entries.sharing import unshare
from portal.live import hub
from portal.people.seats import remove_seat
from portal.people.session import Session
from portal.people.sessions import close_session, open_session
from portal.plan.completing import complete
from portal.plan.leaving import leave_project
from portal.talk.reading import mark_read
from tests.live.listening import is_of_now, listen
from tests.support_processes import wait_until
from tests.talk.speaking import found, say, standing
from tests.world import INTERNAL


@pytest.fixture
def ears(session, server):
    """``ears(user)`` listens as a user, from now on."""
    open_ears = []
    # Between tests the database is another one: the server shall have noticed before anything new is written.
    time.sleep(0.4)

    def listening(user, *, cursor=None, again=None, token=None):
        if token is None:
            row, token = open_session(user=user, assurance="code", device="Test")
            session_id = row.id
        else:
            session_id = None
        session.commit()
        ear = listen(server, token, cursor, again=again)
        ear.token, ear.session_id = token, session_id
        open_ears.append(ear)
        assert ear.has_begun(), (ear.status, ear.text)
        return ear

    yield listening
    for ear in open_ears:
        ear.close()


def test_it_is_a_stream_of_events_that_no_proxy_may_keep(session, world, ears):
    ear = ears(world.cleo)
    assert ear.status == 200 and ear.headers["Content-Type"].startswith("text/event-stream")
    assert ear.headers["X-Accel-Buffering"] == "no" and "no-store" in ear.headers["Cache-Control"]
    assert "Content-Length" not in ear.headers and ear.headers["X-Access-Epoch"]
    assert any(event["retry"] for event in ear.events)


def test_a_message_is_told_to_those_who_may_read_it_and_to_nobody_else(session, world, ears):
    cora, mia, olaf = ears(world.cora), ears(world.mia), ears(world.olaf)
    message = say(world.tess, world.logo, "For all of us")
    entry, shared = str(world.logo.id), str(message.id)
    session.commit()
    assert cora.rows("messages") == ["messages", entry, shared]
    assert mia.rows("messages") == ["messages", entry, shared]
    say(world.tess, world.logo, INTERNAL, lane="internal")
    session.commit()
    assert mia.hear(until=lambda event: event["rows"] and event["rows"][0][2] != shared)
    assert olaf.rows("messages", within=1) is None
    assert cora.told() == [["messages", entry, shared]]


def test_no_word_of_anybody_goes_over_the_stream(session, world, ears):
    mia = ears(world.mia)
    say(world.tess, world.secret, INTERNAL, lane="internal")
    complete(item=found_item(world.mia, world.secret), by=world.mia)
    session.commit()
    assert mia.rows("state")
    assert INTERNAL not in repr(mia.events)


def found_item(user, item):
    from portal.plan.reading import find_item
    from portal.projects.viewer import viewer_of

    return find_item(viewer_of(user), item.project_id, item.id)


def test_that_somebody_has_read_is_told(session, world, ears):
    message = say(world.tess, world.logo, "Seen?")
    session.commit()
    tess, cleo = ears(world.tess), ears(world.cleo)
    mark_read(standing(world.cleo, world.logo).viewer, found(standing(world.cleo, world.logo).viewer, world.logo), message)
    session.commit()
    assert tess.rows("seen") and cleo.rows("seen", within=1) is None


@pytest.mark.parametrize("loss", ["session", "membership", "project", "unshared", "archived"])
def test_who_is_removed_hears_nothing_more_at_once(session, world, ears, loss, server):
    ear, other = ears(world.cleo), ears(world.mia)
    if loss == "session":
        close_session(session.get(Session, ear.session_id))
    elif loss == "membership":
        remove_seat(seat=session.merge(world.seat(world.cleo)), by=world.ada)
    elif loss == "project":
        leave_project(project=world.site, seat=world.seat(world.cleo), by=world.mia)
    elif loss == "unshared":
        unshare(entry=world.logo, by=world.mia)
    else:
        from portal.people.clients import archive_client

        archive_client(client=world.acme, by=world.ada)
    session.commit()
    # Because it was told so: a stream that is only asked now and then whether it may go on would take longer.
    assert ear.has_ended(within=hub.BEAT - 5), server.log.read_text()[-3000:]
    say(world.tess, world.logo, "After that", lane="internal" if loss == "unshared" else "shared")
    session.commit()
    assert other.rows("messages") and not ear.told()


def test_after_a_loss_the_door_decides_anew(session, world, ears, server):
    ear = ears(world.cleo)
    leave_project(project=world.site, seat=world.seat(world.cleo), by=world.mia)
    session.commit()
    assert ear.has_ended()
    again = ears(world.cleo, token=ear.token, again=ear.cursor)
    say(world.tess, world.logo, "Not for Cleo")
    session.commit()
    assert again.rows("messages", within=1) is None
    close_session(session.get(Session, ear.session_id))
    session.commit()
    assert again.has_ended()
    outside = listen(server, ear.token)
    assert outside.answer() in (302, 401)
    outside.close()


def test_who_comes_again_hears_what_was_written_meanwhile(session, world, ears):
    ear = ears(world.cora)
    cursor = ear.cursor
    ear.close()
    first = say(world.tess, world.logo, "One")
    second = say(world.tess, world.logo, "Two")
    ids = [str(first.id), str(second.id)]
    session.commit()
    again = ears(world.cora, token=ear.token, again=cursor)
    assert again.hear(until=lambda event: any(row[2] == ids[1] for row in event["rows"]))
    assert [row[2] for row in again.told()] == ids


def test_somebody_elses_cursor_opens_nothing(session, world, ears):
    ear = ears(world.mia)
    say(world.tess, world.logo, "One")
    session.commit()
    assert ear.rows("messages")
    stolen = ears(world.olaf, cursor=ear.cursor)
    assert "again" in {event["event"] for event in stolen.events} and not stolen.told()


def test_one_session_holds_some_streams_and_the_oldest_gives_way(session, world, ears):
    first = ears(world.cora)
    # Each of two web processes holds six.
    held = [first, *(ears(world.cora, token=first.token) for _ in range(12))]
    told = [ear for ear in held if ear.hear(0.3, lambda event: event["event"] == "bye")]
    assert told and all(ear.has_ended() for ear in told)
    assert len(told) < 7 and held[-1] not in told


def test_a_worker_that_is_killed_costs_nobody_a_message(session, world, ears, server):
    ear = ears(world.cora)
    for pid in workers_of(server):
        os.kill(pid, signals.SIGKILL)
    assert ear.has_ended()
    message = say(world.tess, world.logo, "While you were away")
    identity = str(message.id)
    session.commit()
    again = ears(world.cora, token=ear.token, again=ear.cursor)
    assert again.rows("messages")[2] == identity


def test_a_worker_that_is_restarted_says_when_to_come_again(session, world, ears, server):
    ear = ears(world.cora)
    os.kill(server.process.pid, signals.SIGHUP)
    assert ear.has_ended()
    assert ear.events[-1]["retry"]
    message = say(world.tess, world.logo, "Meanwhile")
    identity = str(message.id)
    session.commit()
    assert ears(world.cora, token=ear.token, again=ear.cursor).rows("messages")[2] == identity


def workers_of(server):
    pids = []
    for folder in os.listdir("/proc"):
        if folder.isdigit():
            try:
                stat = Path(f"/proc/{folder}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[1]) == server.process.pid:
                pids.append(int(folder))
    return pids


def test_a_page_knows_from_where_its_stream_goes_on(session, world, ears, house, server):
    import re
    import urllib.request

    ear = ears(world.cora)
    asked = urllib.request.Request(f"{server.url}/projects/{world.site.id}/items/{world.logo.id}",
                                   headers={"Cookie": f"__Host-portico={ear.token}"})
    user_id = world.cora.id
    session.commit()

    def cursor_of_page() -> str:
        with urllib.request.urlopen(asked) as answer:
            cursor = re.search(r'data-live="([^"]+)"', answer.read().decode())[1]
        return is_of_now(house.settings, user_id, cursor) and cursor

    cursor = wait_until(cursor_of_page, what="a page of the database as it is now")
    message = say(world.tess, world.logo, "Between page and stream")
    identity = str(message.id)
    session.commit()
    assert ears(world.cora, token=ear.token, cursor=cursor).rows("messages")[2] == identity


