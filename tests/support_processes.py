"""Programs that tests start: on a free port, and never outliving the tests."""
import ctypes
import random
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def free_port() -> int:
    """A port that is free now and stays so: of those that systems do not give away to whoever calls somebody."""
    while True:
        port = random.SystemRandom().randrange(10_240, 32_768)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def start(command: list, *, ends_by=signal.SIGTERM, **options) -> subprocess.Popen:
    """Start a program that the kernel ends together with these tests, however they end."""
    return subprocess.Popen(command, preexec_fn=lambda: _libc.prctl(PR_SET_PDEATHSIG, ends_by), **options)


def stop(process: subprocess.Popen, *, by=signal.SIGTERM, within: float = 60) -> int:
    if process.poll() is None:
        process.send_signal(by)
    try:
        return process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def wait_until(true, *, within: float = 120, what: str = "what was waited for"):
    """The first true value a question gives, asked again and again. Raises AssertionError after ``within`` seconds."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if value := true():
            return value
        time.sleep(0.03)
    raise AssertionError(f"{what} did not happen within {within} seconds")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
