"""The worker's sign of life: run like any other job, so that it says that jobs are really done."""
from time import time

from portal.jobs.queue import current_queue, every

#: A worker that has been silent for longer, in seconds, is taken for gone: two beats missed and some patience.
SILENCE = 150


@every(minutes=1)
def beat() -> None:
    current_queue().put("heartbeat", time())


class QueueSilent(Exception):
    """The queue itself does not answer."""


def seconds_since_beat() -> float | None:
    """How long ago the worker was heard of; None when never. Raises QueueSilent."""
    try:
        last = current_queue().get("heartbeat", peek=True)
    except Exception as error:
        raise QueueSilent(str(error)) from error
    return None if last is None else max(0.0, time() - last)


def worker_lives() -> bool:
    """Whether jobs are being done, as far as can be told."""
    try:
        silent = seconds_since_beat()
    except QueueSilent:
        return False
    return silent is not None and silent < SILENCE
