"""A generous end for work that must not grow beyond its input: processor time, so that a busy machine fails nothing."""
import signal
from contextlib import contextmanager


@contextmanager
def patience(seconds: float = 60):
    """Fail what burns more than so many seconds of processor time."""
    def over(number, frame):
        raise AssertionError(f"more than {seconds} s of processor time: this work does not grow in proportion")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
