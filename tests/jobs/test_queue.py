"""Jobs run inside the application, by the worker, from a queue that outlives both."""
import os
from dataclasses import replace
from datetime import datetime
from time import time

import pytest
from flask import current_app
from sqlalchemy import text

from commands.examination import _jobs
from portal.base.database import db
from portal.jobs.heartbeat import beat, seconds_since_beat, worker_lives
from portal.jobs.queue import Job, _queues, _settings, current_queue, current_settings, every, job, open_queue
from portal.notices.delivery import Delivery
from tests.support_redis import running_redis

seen: list = []


@job
def note(word: str) -> None:
    seen.append((word, current_app.name, db.session.scalar(text("SELECT 1"))))


@pytest.fixture(scope="module")
def redis():
    with running_redis() as server:
        yield server


@pytest.fixture(params=["file", "redis"])
def queue(request, app, session, tmp_path):
    """A stored queue of either kind, as an operator has it, in place of the one in memory."""
    kept, settings = current_queue(), current_settings()
    seen.clear()
    url = request.getfixturevalue("redis").url if request.param == "redis" else None
    queue = open_queue(replace(settings, testing=False, data=tmp_path, redis_url=url), db.engine, app.app_context)
    queue.storage.flush_all()
    yield queue
    _queues[db.engine], _settings[db.engine] = kept, settings


def test_a_job_called_is_run_at_once(app, session):
    seen.clear()
    note("now")
    assert [word for word, *_ in seen] == ["now"]


def test_a_job_for_later_waits_in_the_queue_and_runs_in_the_application(queue):
    note.later("queued")
    assert seen == [] and len(queue) == 1
    queue.execute(queue.dequeue())
    assert seen == [("queued", "app", 1)] and len(queue) == 0


def test_a_delayed_job_is_not_due_yet(queue):
    note.later("soon", delay=3600)
    task = queue.dequeue()
    assert task is None or not queue.ready_to_run(task)


def test_a_failing_job_does_not_stop_the_next(queue, monkeypatch):
    monkeypatch.setattr(note, "work", lambda word: 1 / 0)
    note.later("bad")
    queue.execute(queue.dequeue())
    monkeypatch.undo()
    note.later("good")
    queue.execute(queue.dequeue())
    assert [word for word, *_ in seen] == ["good"]


def test_periodic_jobs_are_known_to_the_scheduler(queue):
    names = {each.name for each in queue._registry.periodic_tasks}
    assert "portal.jobs.heartbeat.beat" in names


@pytest.mark.parametrize("when", [{"minutes": 5}, {"hours": 2}, {"at": "03:30"}])
def test_a_schedule_is_declared_in_words(when):
    declared = every(**when)(lambda: None)
    assert declared.schedule is not None
    Job.known.pop(declared.name)


#: When each is run: at two moments when it is, and at one when it is not. What comes each minute is never left out.
TIMES = {"sweeping.sweep_letters": ("00:00", "13:00", "13:01"), "sweeping.sweep_uploads": ("00:00", "13:00", "13:30"),
         "sweeping.sweep_plan_files": ("00:00", "13:00", "13:59"), "sweeping.sweep_doors": ("03:10", None, "13:10"),
         "sweeping.sweep_deliveries": ("03:20", None, "03:10"), "sweeping.sweep_signals": ("00:00", "13:50", "13:55"),
         "noticing.tell_late": ("00:00", "13:50", "13:55"), "warning.warn_early": ("00:00", "13:50", "13:55")}


def test_each_sweep_comes_when_it_was_declared_and_all_others_each_minute(queue):
    known = {each.name.removeprefix("portal.jobs."): each.schedule for each in Job.known.values()
             if each.schedule and each.name.startswith("portal.jobs.")}
    due = {name: [schedule(datetime.strptime(f"2026-05-04 {at}", "%Y-%m-%d %H:%M")) for at in TIMES.get(name, ("00:00", "13:01"))
                  if at] for name, schedule in known.items()}
    assert TIMES.keys() <= due.keys()
    assert {name: found[-1] for name, found in due.items() if name in TIMES} == dict.fromkeys(TIMES, False)
    assert all(all(found[:-1] if name in TIMES else found) for name, found in due.items()), due
    # Of each there is one in the scheduler, under its name.
    assert sorted(each.name for each in queue._registry.periodic_tasks) == sorted(
        f"portal.jobs.{name}" for name in known)


def test_the_worker_is_alive_once_it_beat_and_gone_when_silent(queue, monkeypatch):
    assert seconds_since_beat() is None and not worker_lives()
    beat()
    assert worker_lives()
    later = time() + 151
    monkeypatch.setattr("portal.jobs.heartbeat.time", lambda: later)
    assert not worker_lives()


def test_readiness_asks_database_and_worker(queue, client):
    assert (client.get("/readyz").status_code, client.get("/readyz").json) == (
        503, {"ready": False, "database": True, "jobs": False})
    beat()
    assert client.get("/readyz").json == {"ready": True, "database": True, "jobs": True}
    if hasattr(queue.storage, "filename"):
        assert os.path.exists(queue.storage.filename)


def test_a_queue_that_does_not_answer_is_told_and_holds_up_nobody(app, session, world, client, tmp_path, caplog):
    kept, settings = current_queue(), current_settings()
    with running_redis() as redis:
        open_queue(replace(settings, testing=False, data=tmp_path, redis_url=redis.url), db.engine, app.app_context)
        beat()
        assert client.get("/readyz").json["jobs"] is True
        redis.stop()
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json["jobs"]) == (503, False)
        found = _jobs()
        assert found.state == "trouble" and "REDIS_URL" in found.advice
        # What is owed is a row: it is stored all the same.
        assert client.post("/sign-in", data={"email": world.cleo.email}).status_code in (200, 303)
        assert session.query(Delivery).count() == 1 and "nudge lost" in caplog.text
    _queues[db.engine], _settings[db.engine] = kept, settings
