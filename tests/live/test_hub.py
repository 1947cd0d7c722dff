"""The hub of a process, without a server: what reaches a stream, when, and that nothing is passed over."""
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import insert

from portal.base.clock import now
from portal.base.database import db
from portal.budgets.agreeing import agree, share_budget
from portal.budgets.noting import note_cost
from portal.history import telling
from portal.history.event import Event
from portal.history.recording import record_events
from portal.history.settled import this_transaction
from portal.live import hub as hubs
from portal.live import watching
from portal.live.cursor import Cursors
from portal.live.hub import ANEW, Hub
from portal.live.stream import Stream
from portal.live.watching import tell_redis, watcher
from portal.people.sessions import open_session
from portal.plan.completing import complete
from portal.plan.editing import edit_item
from portal.talk.audience import Listener
from tests.decisions.asking import asked_by
from tests.files.uploads import shelved
from tests.live.listening import aside, pair
from tests.support_processes import wait_until
from tests.support_redis import running_redis
from tests.talk.speaking import on, say
from tests.world import INTERNAL

CURSORS = Cursors("a key for tests only, long enough to pass")


@pytest.fixture
def hub(app, session, world):
    session.commit()
    hub = Hub(app.app_context, CURSORS)
    yield hub
    hub.close()


@pytest.fixture
def ears(hub, session):
    """``ears(user)``: one who listens, with the cursor to go on from."""
    with ExitStack() as stack:
        def listening(user, position=None, *, lasts=hubs.LASTS, only=None):
            row, _token = open_session(user=user, assurance="code", device="Test")
            listener, session_id = Listener(user.id, only), row.id
            session.commit()
            fd, ear = stack.enter_context(pair())
            hub.adopt(Stream(fd, session_id, listener, position, lasts=lasts))
            assert ear.has_begun()
            return ear

        yield listening


def place(hub, user, ear):
    return hub.position_of(user.id, ear.cursor)


def test_what_is_said_is_heard_once(hub, session, world, ears):
    cora = ears(world.cora)
    ids = [str(say(world.tess, world.logo, "One").id)]
    session.commit()
    assert cora.rows("messages")
    ids.append(str(say(world.tess, world.logo, "Two").id))
    session.commit()
    assert cora.hear(until=lambda event: any(row[2] == ids[1] for row in event["rows"]))
    cora.hear(1.5)
    assert [row[2] for row in cora.told()] == ids


def test_a_wake_up_that_never_comes_is_made_good_by_the_log_itself(hub, session, world, ears):
    cora = ears(world.cora)
    telling.wakers.remove(hub.wake)
    say(world.tess, world.logo, "Nobody calls")
    session.commit()
    assert cora.rows("messages")


def test_who_comes_again_hears_what_came_between(hub, session, world, ears):
    before = place(hub, world.cora, ears(world.cora))
    first = str(say(world.tess, world.logo, "One").id)
    say(world.tess, world.logo, INTERNAL, lane="internal")
    session.commit()
    again = ears(world.cora, before)
    assert again.rows("messages")[2] == first
    again.hear(0.5)
    assert len(again.told()) == 1


def test_another_process_goes_on_where_this_one_stopped(app, hub, session, world, ears):
    before = place(hub, world.cora, ears(world.cora))
    identity = str(say(world.tess, world.logo, "Between two processes").id)
    row, _token = open_session(user=world.cora, assurance="code", device="Test")
    listener, session_id = Listener(world.cora.id), row.id
    session.commit()
    other = Hub(app.app_context, CURSORS)
    try:
        with pair() as (fd, ear):
            other.adopt(Stream(fd, session_id, listener, before, lasts=60))
            assert ear.rows("messages")[2] == identity
    finally:
        other.close()


# On SQLite one writes at a time: what is numbered first commits first.
@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_what_commits_late_is_passed_over_by_nobody(hub, session, world, ears):
    cora = ears(world.cora)
    line = {"workspace_id": world.nord.id, "project_id": world.site.id, "entry_id": world.logo.id, "actor_id": world.tess.id,
            "verb": "completed", "lane": "shared", "at": now()}
    session.commit()
    with db.engine.connect() as slow:
        slow.execute(insert(Event.__table__).values(**line, written_in=this_transaction()))
        say(world.tess, world.logo, "Quicker")
        session.commit()
        assert cora.hear(1.5, lambda event: event["rows"]) is None
        telling.wakers[-1]()
        # Somebody who loses the connection here and comes again must not lose the slow one either.
        before = place(hub, world.cora, cora)
        slow.commit()
    hub.wake()
    assert cora.rows("state") and cora.rows("messages")
    again = ears(world.cora, before)
    assert again.rows("state") and again.rows("messages")


def test_who_slept_too_long_is_told_to_look_at_everything_again(hub, session, world, ears):
    old = CURSORS.seal(world.cora.id, hub.place() or ANEW, at=time.time() - hubs.REMEMBERS - 1)
    assert hub.position_of(world.cora.id, old) == ANEW
    ear = ears(world.cora, ANEW)
    assert "again" in {event["event"] for event in ear.events}


def test_more_than_anybody_catches_up_on_is_one_word(hub, session, world, ears):
    mia = ears(world.mia)
    line = {"workspace_id": world.nord.id, "project_id": world.site.id, "entry_id": world.logo.id, "actor_id": world.tess.id,
            "verb": "edited", "lane": "internal"}
    record_events([dict(line) for _ in range(1100)])
    session.commit()
    assert mia.hear(until=lambda event: event["event"] == "again")
    assert not mia.told()
    record_events([dict(line, entry_id=world.secret.id) for _ in range(3)])
    session.commit()
    assert mia.rows("state")


def test_a_flood_of_one_project_is_told_in_few_words(hub, session, world, ears):
    from portal.base.ids import new_id

    cleo, mia = ears(world.cleo), ears(world.mia)
    record_events([{"workspace_id": world.nord.id, "project_id": world.site.id, "entry_id": new_id(), "actor_id": world.tess.id,
                    "verb": "added", "lane": "internal"} for _ in range(300)])
    session.commit()
    assert mia.rows("flood") and len(mia.told()) == 2
    assert cleo.hear(0.5, lambda event: event["rows"]) is None


def test_a_stream_ends_in_time_so_that_its_reader_comes_through_the_door_anew(hub, session, world, ears, monkeypatch):
    monkeypatch.setattr(hubs, "BEAT", 0.3)
    ear = ears(world.cora, lasts=0.5)
    assert ear.has_ended() and ear.events[-1]["retry"]


def test_a_reader_who_never_reads_is_let_go(session, world):
    with pair() as (fd, ear):
        stream = Stream(fd, None, Listener(world.cora.id), None, lasts=60)
        assert stream.write(b"x" * 1000)
        assert not all(stream.write(b"x" * 100_000) for _ in range(200))
        assert not stream.is_gone()
        ear.close()
        wait_until(stream.is_gone, what="noticing that the other end hung up")
        stream.close()


def test_who_hung_up_is_forgotten(hub, session, world, ears, monkeypatch):
    monkeypatch.setattr(hubs, "SWEEP", 0.2)
    ear = ears(world.cora)
    assert hub.held == 1
    ear.close()
    wait_until(lambda: hub.held == 0, what="forgetting a stream that is gone")


def test_closing_tells_each_when_to_come_again(hub, session, world, ears):
    many = [ears(world.cora), ears(world.mia)]
    hub.close()
    assert all(ear.has_ended() and ear.events[-1]["retry"] for ear in many)
    assert len({ear.events[-1]["retry"] for ear in many}) == 2


def test_a_stumble_costs_a_moment_and_no_message(hub, session, world, ears, monkeypatch):
    cora, stumbled = ears(world.cora), []
    whole = hubs.lines_between

    def stumbling(known, until):
        if not stumbled:
            stumbled.append(1)
            raise OSError("the database went away")
        return whole(known, until)

    monkeypatch.setattr(hubs, "lines_between", stumbling)
    identity = str(say(world.tess, world.logo, "All the same").id)
    session.commit()
    assert cora.rows("messages")[2] == identity and stumbled


def test_whoever_arrives_while_the_database_is_away_is_let_go_and_comes_again(hub, session, world, ears, monkeypatch):
    ears(world.mia)
    row, _token = open_session(user=world.cora, assurance="code", device="Test")
    listener, session_id, whole = Listener(world.cora.id), row.id, hubs.living
    session.commit()

    def away(ids):
        raise OSError("the database went away")

    monkeypatch.setattr(hubs, "living", away)
    with pair() as (fd, ear):
        hub.adopt(Stream(fd, session_id, listener, None, lasts=60))
        assert ear.has_ended()
    monkeypatch.setattr(hubs, "living", whole)
    assert ears(world.cora) and hub.held == 2


def test_other_processes_are_heard_through_the_database(house, session, world):
    """What watches is told of a commit it did not make: by the file on SQLite, by a notification on PostgreSQL."""
    woken, ends = threading.Event(), []
    session.commit()
    thread = aside(lambda: watcher(house.settings)(woken.set, lambda: bool(ends)))

    def is_heard() -> bool:
        # Whoever begins to watch may call for that alone, and hears of nothing that was before.
        woken.clear()
        say(world.tess, world.logo, "Listen")
        session.commit()
        return woken.wait(1)

    wait_until(is_heard, what="the first word")
    wait_until(is_heard, what="a word that is no beginning any more")
    ends.append(1)
    # What watches looks whether it is over when it is called, else every few seconds.
    say(world.tess, world.logo, "That is all")
    session.commit()
    thread.join(60)
    assert not thread.is_alive()


def test_redis_carries_the_word_where_it_is_set(house, session, world, monkeypatch):
    monkeypatch.setattr(watching, "PAUSE", 0.2)
    woken, ends, before = threading.Event(), [], list(telling.wakers)
    session.commit()
    with running_redis() as redis:
        settings = replace(house.settings, redis_url=redis.url)
        thread = aside(lambda: watcher(settings)(woken.set, lambda: bool(ends)))
        tell_redis(settings)
        try:
            assert woken.wait(60)
            woken.clear()
            say(world.tess, world.logo, "Listen")
            session.commit()
            assert woken.wait(60)
            redis.stop()
            say(world.tess, world.logo, "Nobody carries this, and nobody waits for it")
            began = time.monotonic()
            session.commit()
            # Half a second each is what Redis may cost; without that, it would be minutes.
            assert time.monotonic() - began < 20
        finally:
            telling.wakers[:] = before
            ends.append(1)
            thread.join(60)


def test_what_is_rolled_back_wakes_nobody(session, world):
    woken = []
    telling.wakers.append(wake := lambda: woken.append(1))
    try:
        session.commit()
        say(world.tess, world.logo, "Never mind")
        session.rollback()
        session.commit()
        assert not woken
    finally:
        telling.wakers.remove(wake)


def test_lists_of_files_and_decisions_and_a_budget_hear_of_themselves_only_and_within_the_fence(hub, session, world, ears):
    people = {name: ears(getattr(world, name)) for name in ("cora", "cleo", "mia")}
    site, named = str(world.site.id), {}

    def told(done):
        """What each hears of something, and of an end that everybody hears."""
        named["done"] = done()
        session.commit()
        end = str(say(world.tess, world.logo, "That was it").id)
        session.commit()
        heard = {}
        for name, ear in people.items():
            ear.events.clear()
            assert ear.hear(until=lambda event: any(row[-1] == end for row in event["rows"]))
            heard[name] = [row for row in ear.told() if row[0] != "messages"]
        return heard

    asked = told(lambda: asked_by(world, world.logo, [world.cora]))
    assert asked["cora"] == asked["cleo"] == asked["mia"] == [["state", str(named["done"].id)], ["list", f"decisions-{site}"]]
    secret = told(lambda: asked_by(world, world.secret, [world.mia]))
    assert secret["cora"] == secret["cleo"] == [] and ["list", f"decisions-{site}"] in secret["mia"]
    added = told(lambda: shelved("a.txt", on(world.tess, world.site)))
    assert added["cora"] == added["cleo"] == [] and ["list", f"files-{site}"] in added["mia"]
    assert ["list", site] not in [*asked["mia"], *secret["mia"], *added["mia"]], "the plan is as it was"

    money = told(lambda: agree(project=world.site, by=world.mia, amount=Decimal(900)))
    assert money["cora"] == money["cleo"] == [] and money["mia"] == [["state", site]]
    told(lambda: share_budget(project=world.site, by=world.mia, shared=True))
    spent = told(lambda: note_cost(project=world.site, by=world.mia, amount=Decimal(9), day=now().date(),
                                         item=world.secret))
    assert spent["cora"] == [["state", site]] and spent["cleo"] == []
    assert sorted(spent["mia"]) == sorted([["state", str(world.secret.id)], ["state", site]])
    for forecast in (lambda: edit_item(item=world.secret, by=world.tess, estimate_hours=Decimal(8)),
                     lambda: complete(item=world.secret, by=world.tess)):
        moved = told(forecast)
        assert moved["cora"] == [["state", site]] and moved["cleo"] == []
        assert sorted(moved["mia"]) == sorted([["state", str(world.secret.id)], ["state", site]])
    assert ["state", site] not in told(lambda: edit_item(item=world.secret, by=world.tess, title="Edge"))["mia"]
