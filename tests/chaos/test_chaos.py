"""A bad day: lost requests, lost answers, repeats, and programs killed while people write. Nothing is lost or done twice.

``bin/test tests/chaos --chaos`` makes it a very bad one: 600 acts and 30 kills. ``--chaos-seed`` draws a day again.
"""
import sys
import time
from dataclasses import dataclass, replace
from random import Random

import pytest
from sqlalchemy import update

from portal.base.clock import now
from portal.channels.files import open_store
from portal.jobs.noticing import tell_news
from portal.jobs.paying import sweep
from portal.notices.delivery import Delivery
from portal.people.sessions import open_session
from portal.plan.assignee import Assignee
from tests.chaos import reckoning
from tests.chaos.outbox import Outbox
from tests.chaos.person import Person
from tests.chaos.reaper import ALL, WORKERS, Reaper, programs
from tests.chaos.weather import Weather
from tests.support_processes import answers, free_port, start, stop, wait_until
from tests.support_server import ROOT, environment
from tests.talk.speaking import start as discuss
from tests.world import add_item

NAMES = ("tess", "mia", "cleo", "abe", "lea")


@dataclass(frozen=True)
class Day:
    """How much happens: acts, kills and of what, the seconds in which they do, and how long the last may take after that."""

    acts: int
    kills: int
    kinds: dict[str, int]
    lasting: float
    patience: float


@pytest.fixture
def day(request) -> Day:
    return Day(600, 30, ALL, 90, 240) if request.config.getoption("--chaos") else Day(60, 5, WORKERS, 5, 120)


@pytest.fixture
def random(request) -> Random:
    seed = request.config.getoption("--chaos-seed") or Random().randrange(10**6)
    print(f"--chaos-seed {seed}")
    return Random(seed)


@pytest.fixture
def serving(house):
    """The whole of ``bin/serve``: supervisor, web and background work, over the house's database."""
    port = free_port()
    settings = replace(house.settings, port=port, base_url=f"http://127.0.0.1:{port}")
    for file in settings.data.glob("jobs.sqlite3*"):
        file.unlink()
    with open(settings.data / "chaos.log", "wb") as out:
        process = start([sys.executable, "-m", "commands.supervise"], cwd=ROOT, env=environment(settings), stdout=out, stderr=out)
    try:
        wait_until(lambda: answers(f"{settings.base_url}/healthz") and len(programs(process.pid)) == 3, within=180,
                   what="everything being up")
        process.port = port
        yield process
    finally:
        stop(process)
        # Shown where the test fails.
        print((settings.data / "chaos.log").read_text()[-8000:])


@pytest.fixture
def weather(serving, random):
    weather = Weather(serving.port, Random(random.random()))
    yield weather
    weather.close()


@pytest.fixture
def people(serving, weather, session, world, random):
    """Five people with a device each; one of them may invite."""
    users = [getattr(world, name) for name in NAMES]
    common = [discuss(world.ada, world.site, subject).id for subject in ("Kick-off", "Colours")]
    contested = shared_work(session, world, "How far are we?", users)
    people = [Person(number, device(user, serving.port, weather, random), project=world.site.id, threads=common,
                     own=shared_work(session, world, f"Work of {user.name}", [user]), contested=contested,
                     invites=user is world.mia, random=Random(random.random())) for number, user in enumerate(users)]
    session.commit()
    for person in people:
        person.outbox.start()
    yield people
    for person in people:
        person.outbox.close()


def shared_work(session, world, title: str, users: list):
    """An item that these people are named for; its id."""
    item = add_item(world.site, title, audience="client")
    session.add_all(Assignee(entry_id=item.id, membership_id=world.seat(user).id, workspace_id=item.workspace_id)
                    for user in users)
    return item.id


def device(user, port: int, weather: Weather, random: Random) -> Outbox:
    _session, token = open_session(user=user, assurance="code")
    return Outbox(weather.address, f"127.0.0.1:{port}", str(user.id), token, Random(random.random()))


def test_a_bad_day_loses_nothing_and_does_nothing_twice(serving, weather, people, session, house, day, random, mailbox,
                                                                 record_property):
    began = time.monotonic()
    reaper = Reaper(serving.pid, day.kinds, day.kills, day.lasting, Random(random.random()))
    reaper.start()
    for moment in sorted(random.uniform(0, day.lasting) for _ in range(day.acts)):
        time.sleep(max(0, began + moment - time.monotonic()))
        random.choice(people).act()
    reaper.join(300)
    weather.calm()
    boxes = [person.outbox for person in people]
    wait_until(lambda: not sum(box.waiting for box in boxes), within=day.patience, what="the last act being acknowledged")
    weather.settle()
    assert [box.refused for box in boxes if box.refused] == []
    wait_until(lambda: len(programs(serving.pid)) == 3, within=180, what="what was killed being back")
    pay_what_is_left(session, serving)
    for box in boxes:
        reckoning.every_act_is_remembered_once(session, box)
        reckoning.history_tells_it_in_order(session, box)
        reckoning.words_stand_as_last_said(session, box)
    store = open_store(house.settings)
    files = sum(reckoning.files_came_whole_and_once(session, store, box) for box in boxes)
    reckoning.no_change_was_lost(session)
    invited = [address for person in people for address in person.invited]
    mails = reckoning.mails_are_paid_once(session, mailbox, invited, kills=reaper.killed["job worker"])
    notices = reckoning.everybody_was_told_once(session)
    record_property("figures", figures(boxes, weather, reaper, files, notices, mails, time.monotonic() - began))


def pay_what_is_left(session, serving) -> None:
    """Once nobody lives who pays, all is told, and due at once; the leases of dead workers are over, and a sweep comes."""
    stop(serving)
    tell_news()
    session.execute(update(Delivery).where(Delivery.ended_at.is_(None)).values(claimed_until=None, due_at=now()))
    session.commit()
    sweep()


def figures(boxes, weather, reaper, files: int, notices: int, mails: tuple[int, int], seconds: float) -> str:
    stored = [act for box in boxes for act in box.stored]
    took = sorted(act.took for act in stored)
    heard = {outcome: sum(box.heard[outcome] for box in boxes) for outcome in ("later", "conflict")}
    return (f"{len(stored)} acts stored once in {seconds:.0f} s, {sum(act.tries for act in stored)} tries, "
            f"{heard['later']} times later, {heard['conflict']} conflicts; from made to acknowledged "
            f"{took[len(took) // 2]:.2f} s in the middle, {took[-1]:.1f} s at most; killed {dict(reaper.killed)}; "
            f"network {dict(weather.befell)}; {files} files whole, {notices} notices, "
            f"{mails[0]} mails, {mails[1]} sent again by a worker killed before it wrote that down")
