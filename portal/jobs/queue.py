"""Background work: jobs are declared with ``@job`` or ``@every`` and run by the worker, inside the application.

A queued job is only a nudge. What is owed stands in the database, and a job may be lost, run late or run twice.
"""
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import update_wrapper
from importlib import import_module
from pkgutil import iter_modules
from weakref import WeakKeyDictionary

import portal.jobs
from portal.base.config import Settings
from portal.base.database import db
from portal.base.setting_kinds import private_file
from portal.jobs.plain_huey import redis_huey

from huey import Huey, MemoryHuey, SqliteHuey, crontab  # isort: skip  (after what spares it them)

#: The queue beside each database; found through the database of the current application.
_queues: WeakKeyDictionary = WeakKeyDictionary()
_settings: WeakKeyDictionary = WeakKeyDictionary()
_within: WeakKeyDictionary = WeakKeyDictionary()


class Job:
    """A function that may also be run later, by the worker. Arguments are plain values and ids, never records."""

    known: dict[str, "Job"] = {}

    def __init__(self, work: Callable, schedule: Callable | None = None):
        update_wrapper(self, work)
        self.work, self.schedule = work, schedule
        self.name = f"{work.__module__}.{work.__qualname__}"
        self.known[self.name] = self

    def __call__(self, *args, **kwargs):
        return self.work(*args, **kwargs)

    def later(self, *args, delay: float = 0, **kwargs) -> None:
        """Ask the worker to run this, after ``delay`` seconds."""
        queue = current_queue()
        queue.enqueue(queue.tasks[self.name].s(*args, delay=delay or None, **kwargs))


def job(work: Callable) -> Job:
    return Job(work)


def every(*, minutes: int = 0, hours: int = 0, at: str | None = None) -> Callable[[Callable], Job]:
    """Run again and again: each so many minutes or hours, or daily ``at`` an hour of UTC such as "03:30"."""
    if at:
        hour, minute = at.split(":")
        schedule = crontab(hour=str(int(hour)), minute=str(int(minute)))
    elif hours:
        schedule = crontab(hour=f"*/{hours}", minute="0")
    else:
        schedule = crontab(minute=f"*/{minutes}")
    return lambda work: Job(work, schedule)


def current_queue() -> Huey:
    return _queues[db.engine]


def current_settings() -> Settings:
    """The settings of the application whose jobs are being run."""
    return _settings[db.engine]


def current_within() -> Callable[[], AbstractContextManager]:
    """What a thread of its own enters to be inside the application whose jobs are being run."""
    return _within[db.engine]


def open_queue(settings: Settings, engine, within: Callable[[], AbstractContextManager]) -> Huey:
    """The queue of these settings; its jobs run inside ``within()``, the context of the application."""
    for module in iter_modules(portal.jobs.__path__, "portal.jobs."):
        import_module(module.name)
    queue, _settings[engine], _within[engine] = _stored(settings), settings, within
    _queues[engine] = queue
    queue.tasks = {name: _task(queue, each, within) for name, each in Job.known.items()}
    return queue


def _task(queue: Huey, each: Job, within):
    def run(*args, **kwargs):
        with within():
            each(*args, **kwargs)

    if each.schedule:
        return queue.periodic_task(each.schedule, name=each.name)(run)
    return queue.task(name=each.name)(run)


def _stored(settings: Settings) -> Huey:
    plain = {"name": "portico", "results": False, "utc": True}
    if settings.testing:
        return MemoryHuey(**plain)
    if settings.redis_url:
        return _on_redis(settings.redis_url, plain)
    return SqliteHuey(filename=str(private_file(settings.data / "jobs.sqlite3")), cache_mb=1, fsync=False, **plain)


def _on_redis(url: str, plain: dict) -> Huey:
    """A queue on Redis. Where it does not answer at once it counts as gone: nobody's request waits for a nudge."""
    from redis import ConnectionPool
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    # One more try: a connection kept from before a restart of Redis fails once.
    pool = ConnectionPool.from_url(url, socket_connect_timeout=1, socket_timeout=5, retry=Retry(NoBackoff(), 1))
    return redis_huey()(connection_pool=pool, **plain)
