"""The worker's sign of life: run like any other job, so that it says that jobs are really done."""
from time import time

from portal.jobs.queue import current_queue, every

#: A worker that has been silent for longer, in seconds, is taken for gone: two beats missed and some patience.
SILENCE = 150


@every(minutes=1)
def beat() -> None:
    current_queue().put("heartbeat", time())


def seconds_since_beat() -> float | None:
    """How long ago the worker was heard of; None when never."""
    last = current_queue().get("heartbeat", peek=True)
    return None if last is None else max(0.0, time() - last)


def worker_lives() -> bool:
    silent = seconds_since_beat()
    return silent is not None and silent < SILENCE
