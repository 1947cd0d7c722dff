"""Who calls the hub when another process wrote: the file on SQLite, PostgreSQL's own channel, or Redis where it is set.

A call that is missed costs seconds, not messages: the log is looked at anyway.
"""
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from time import monotonic, sleep

from portal.base.config import Settings
from portal.history.telling import CHANNEL, wakers

log = logging.getLogger("portico.live")

#: How often the file is looked at: it costs some microseconds.
EVERY = 0.1
#: After a failure, in seconds.
PAUSE = 5.0


def watcher(settings: Settings) -> Callable[[Callable, Callable], None]:
    """What watches for other processes with these settings: ``watch(wake, ends)`` runs until ``ends()``."""
    if settings.redis_url:
        return lambda wake, ends: _again_and_again(lambda: _redis(settings.redis_url, wake, ends), ends)
    if settings.database_url.startswith("sqlite"):
        path = settings.database_url.partition(":///")[2]
        return lambda wake, ends: _again_and_again(lambda: _file(path, wake, ends), ends)
    address = settings.database_url.replace("+psycopg", "")
    return lambda wake, ends: _again_and_again(lambda: _channel(address, wake, ends), ends)


def tell_redis(settings: Settings) -> None:
    """Where Redis is set each commit that tells something is told there too. Once for each process."""
    if settings.redis_url:
        wakers.append(Teller(settings.redis_url))


class Teller:
    """Passes the word on; a Redis that does not answer costs one request half a second, then is left alone for a while."""

    def __init__(self, url: str):
        from redis import Redis

        self._redis, self._pause = Redis.from_url(url, socket_timeout=0.5, retry=None), 0.0

    def __call__(self) -> None:
        if monotonic() < self._pause:
            return
        try:
            self._redis.publish(CHANNEL, "")
        except Exception as error:
            self._pause = monotonic() + PAUSE
            log.warning("Redis was not told that something was written: %s", error)


def _again_and_again(watch: Callable, ends: Callable) -> None:
    while not ends():
        try:
            watch()
        except Exception as error:
            log.warning("wake-ups do not come, the log is looked at instead: %s", error)
            sleep(PAUSE)


def _file(path: str, wake: Callable, ends: Callable) -> None:
    with closing(sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=0.1)) as connection:
        before = None
        while not ends():
            # SQLite counts the commits of all other connections to the file, those of other processes too.
            with suppress(sqlite3.OperationalError):
                version = connection.execute("PRAGMA data_version").fetchone()
                if before is not None and version != before:
                    wake()
                before = version
            sleep(EVERY)


def _channel(address: str, wake: Callable, ends: Callable) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        wake()
        while not ends():
            for _ in connection.notifies(timeout=5):
                wake()
                if ends():
                    return


def _redis(url: str, wake: Callable, ends: Callable) -> None:
    from redis import Redis

    with closing(Redis.from_url(url).pubsub(ignore_subscribe_messages=True)) as channel:
        channel.subscribe(CHANNEL)
        wake()
        while not ends():
            if channel.get_message(timeout=5):
                wake()
