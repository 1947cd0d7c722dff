"""Starts web and worker and keeps them running: what ``bin/serve`` becomes once everything is installed.

It stays small in memory: nothing of the product is loaded here.
"""
import argparse
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from commands.current import has_workspace, is_current

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 10.0
LONGEST_BACK_OFF = 30.0
#: A child that ran this long, in seconds, did not fail by itself: whatever ended it, it is started again quickly.
SETTLED = 10.0
PR_SET_PDEATHSIG = 1


class Child:
    """One program kept running, started again ever more slowly while it keeps failing."""

    def __init__(self, name: str, command: list[str], ends_by: signal.Signals):
        self.name, self.command, self.ends_by = name, command, ends_by
        self.process: subprocess.Popen | None = None
        self.began, self.due, self.back_off = 0.0, 0.0, 0.5

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, cwd=ROOT, preexec_fn=self._fall_with_parent)
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

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.ends_by)

    def bury(self, until: float) -> None:
        try:
            self.process and self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _fall_with_parent(self) -> None:
        # A supervisor that is killed outright cannot stop its children: the kernel does.
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, self.ends_by)


class Supervisor:
    def __init__(self, children: list[Child]):
        self.children = children
        self.ending = False
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, self._end)

    def run(self, ready) -> int:
        """Keep the children running until a signal: the first until ``ready()``, then the others beside it."""
        self.children[0].start()
        try:
            while not self.ending and not ready():
                if self.children[0].process.poll() is not None:
                    return 1
                time.sleep(0.05)
            while not self.ending:
                for child in self.children:
                    child.tend()
                time.sleep(0.2)
            return 0
        finally:
            self._stop_all()

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


def trouble_with(host: str, port: int) -> int | None:
    """The number of the error that a server would meet there; None where the port is free."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno


def answers(host: str, port: int) -> bool:
    """Whether something serves there: asked without an HTTP library, to stay small."""
    try:
        with socket.create_connection((host, port), timeout=1) as link:
            link.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            return b" 200 " in link.recv(64)
    except OSError:
        return False


def announce() -> None:
    port = os.environ.get("PORT") or "8000"
    address = os.environ.get("BASE_URL") or f"http://127.0.0.1:{port}"
    print(f"Portico is ready: {address}  (stop it with Ctrl-C)", flush=True)


def local_host() -> str:
    bind = os.environ.get("BIND") or "127.0.0.1"
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)


def make_ready(command: list[str], *, demo: bool) -> int:
    """Load the demo, migrate: each only where it is needed. Migrating tells the set-up link as well."""
    if demo and (code := subprocess.call([*command, "demo"], cwd=ROOT)):
        return code
    return 0 if is_current() else subprocess.call([*command, "prepare"], cwd=ROOT)


def tell_link(command: list[str]) -> None:
    """Print the set-up link while there is no workspace, beside what runs; the thread leaves no dead process behind."""
    if not has_workspace():
        threading.Thread(target=subprocess.call, args=([*command, "prepare"],), kwargs={"cwd": ROOT}, daemon=True).start()


def main() -> int:
    options = argparse.ArgumentParser(prog="bin/serve", description="Start Portico: web and background work.")
    options.add_argument("--demo", action="store_true", help="load a believable workspace to look around in")
    demo = options.parse_args().demo
    python = [sys.executable, "-m"]
    current = is_current() and not demo
    bind, port = os.environ.get("BIND") or "127.0.0.1", os.environ.get("PORT") or "8000"
    # Told at once; whatever else is wrong with them is told best by whoever makes ready.
    taken = port.isdecimal() and int(port) < 65536 and trouble_with(bind, int(port)) == errno.EADDRINUSE
    if not taken and (code := make_ready([*python, "commands"], demo=demo)):
        return code
    if taken or trouble_with(bind, int(port)):
        print(f"PORT={port} on {bind} is in use (or not ours to use): set PORT to another one.", file=sys.stderr)
        return 1
    children = [Child("web", [*python, "gunicorn", "-c", "gunicorn.conf.py"], signal.SIGTERM),
                Child("worker", [*python, "commands.worker"], signal.SIGINT)]
    if os.environ.get("MAIL_IN_LISTEN"):
        children.append(Child("mail-in", [*python, "commands.mail_in"], signal.SIGTERM))
    supervisor = Supervisor(children)

    def ready() -> bool:
        if up := answers(local_host(), int(port)):
            announce()
            if current and not os.environ.get("DATABASE_URL"):
                tell_link([*python, "commands"])
        return up

    return supervisor.run(ready)


if __name__ == "__main__":
    sys.exit(main())
