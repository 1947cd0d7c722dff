"""The programs that a supervisor keeps running: how they are started, tended and ended."""
import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 10.0
LONGEST_BACK_OFF = 30.0
#: A child that ran this long, in seconds, did not fail by itself: whatever ended it, it is started again quickly.
SETTLED = 10.0
PR_SET_PDEATHSIG = 1


def launch(command: list[str], ends_by: signal.Signals) -> subprocess.Popen:
    """Start a program that Ctrl-C does not reach: who is asked by us to end must not be told so by the terminal as well.

    Who ends by SIGINT hears it once it unblocks it: Python would break off what it loads with a trace.
    """
    def fall_with_parent() -> None:
        if ends_by == signal.SIGINT:
            signal.pthread_sigmask(signal.SIG_BLOCK, {ends_by})
        # A supervisor that is killed outright cannot stop its children: the kernel does.
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ends_by)

    return subprocess.Popen(command, cwd=ROOT, preexec_fn=fall_with_parent, process_group=0)


def call(command: list[str]) -> int:
    """Run a program to its end, which comes at once when we are told to stop."""
    process = launch(command, signal.SIGTERM)
    try:
        return process.wait()
    finally:
        process.poll() is None and process.terminate()
        process.wait()


class Child:
    """One program kept running, started again ever more slowly while it keeps failing."""

    def __init__(self, name: str, command: list[str], ends_by: signal.Signals):
        self.name, self.command, self.ends_by = name, command, ends_by
        self.process: subprocess.Popen | None = None
        self.began, self.due, self.back_off = 0.0, 0.0, 0.5

    def start(self) -> None:
        self.process = launch(self.command, self.ends_by)
        self.began = time.monotonic()

    def tend(self) -> None:
        """Start it again when it is gone and its time has come."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            say(f"{self.name} ended with {self.process.returncode}", child=self.name, restart=f"{self.back_off}s")
            self.back_off = 0.5 if now - self.began > SETTLED else self.back_off
            self.process, self.due = None, now + self.back_off
            self.back_off = min(self.back_off * 2, LONGEST_BACK_OFF)
        if self.process is None and now >= self.due:
            self.start()

    def forget(self) -> None:
        """Whatever became of it: the next start is not a try after a failure."""
        self.process, self.due, self.back_off = None, 0.0, 0.5

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.ends_by)

    def bury(self, until: float) -> None:
        try:
            self.process and self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    def __init__(self, children: list[Child]):
        self.children = children
        self.ending = False
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # Who says nohup wants it to go on when the terminal goes.
            if name != signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:
                signal.signal(name, self._end)

    def run(self, ready: Callable[[], bool], meanwhile: Callable[[], None] = lambda: None) -> int:
        """Keep the children running until a signal: the first until ``ready()``, then the others beside it."""
        self.children[0].start()
        try:
            while not self.ending and not ready():
                if self.children[0].process.poll() is not None:
                    return 1
                time.sleep(0.05)
            while not self.ending:
                meanwhile()
                for child in self.children:
                    child.tend()
                time.sleep(0.2)
            return 0
        finally:
            self._stop_all()

    def renew(self) -> None:
        """End the children; those that are tended are started again at once."""
        self._stop_all()
        for child in self.children:
            child.forget()

    def _end(self, number, frame) -> None:
        self.ending = True

    def _stop_all(self) -> None:
        until = time.monotonic() + PATIENCE
        for child in self.children:
            child.end()
        for child in self.children:
            child.bury(until)


def say(message: str, **facts: str) -> None:
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    rest = "".join(f" {name}={value}" for name, value in facts.items())
    print(f'time={moment} level=warning logger=portico.supervisor msg="{message}"{rest}', file=sys.stderr, flush=True)
