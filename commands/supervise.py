"""Starts web and worker and keeps them running: what ``bin/serve`` becomes once everything is installed.

It stays small in memory: nothing of the product is loaded here.
"""
import argparse
import errno
import ipaddress
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

from commands.children import Child, Supervisor, call
from commands.current import has_workspace, is_current


def is_understood(host: str, port: str) -> bool:
    """Whether these say where to listen; else it is told best by whoever reads all settings."""
    try:
        return bool(ipaddress.ip_address(host)) and port.isdecimal() and 0 < int(port) < 65536
    except ValueError:
        return False


def trouble_with(host: str, port: int) -> str | None:
    """What keeps a server from listening there, and what to do about it; None where the port is free."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            told = {
                errno.EADDRINUSE: f"PORT={port} on {host} is in use: set PORT to another one.",
                errno.EACCES: f"PORT={port} on {host} is not ours to use: set PORT to one above 1023.",
                errno.EADDRNOTAVAIL: f"BIND={host} is no address of this machine: set it to one that is, such as 127.0.0.1.",
            }
            return told.get(error.errno, f"PORT={port} on {host} cannot be listened on: {error.strerror}.")


def answers(host: str, port: int) -> bool:
    """Whether something serves there: asked without an HTTP library, to stay small."""
    try:
        with socket.create_connection((host, port), timeout=1) as link:
            link.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            return b" 200 " in link.recv(64)
    except OSError:
        return False


def announce() -> None:
    port, host = os.environ.get("PORT") or "8000", "[::1]" if os.environ.get("BIND") == "::1" else "127.0.0.1"
    address = os.environ.get("BASE_URL") or f"http://{host}:{port}"
    print(f"Portico is ready: {address}  (stop it with Ctrl-C)", flush=True)


def local_host() -> str:
    bind = os.environ.get("BIND") or "127.0.0.1"
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)


def make_ready(command: list[str], *, demo: bool) -> int:
    """Load the demo, migrate: each only where it is needed. Migrating tells the set-up link as well."""
    if demo and (code := call([*command, "demo"])):
        return code
    return 0 if is_current() else call([*command, "prepare"])


def still_to_tell(*, demo: bool) -> str | None:
    """The command that prints the ways in, where nothing else is left to do: the demo, or the set-up link while it is wanted."""
    return "demo" if demo else None if has_workspace() else "prepare"


def call_beside(command: list[str]) -> None:
    """Run a program beside what runs; the thread leaves no dead process behind."""
    threading.Thread(target=call, args=(command,), daemon=True).start()


def listening_at(command: list[str]) -> tuple[str, int] | None:
    """Where to listen; None where that cannot be, which is told. Before anything is made ready, for a start that cannot be."""
    bind, port = os.environ.get("BIND") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not is_understood(bind, port):
        # Who reads all settings says best what is wrong with these.
        call([*command, "prepare"])
        return None
    if trouble := trouble_with(bind, int(port)):
        print(trouble, file=sys.stderr)
        return None
    return bind, int(port)


def main() -> int:
    options = argparse.ArgumentParser(prog="bin/serve", description="Start Portico: web and background work.")
    options.add_argument("--demo", action="store_true", help="load a believable workspace to look around in")
    demo = options.parse_args().demo
    python = [sys.executable, "-m"]
    place = listening_at([*python, "commands"])
    if place is None:
        return 1
    current = is_current()
    if not current and (code := make_ready([*python, "commands"], demo=demo)):
        return code
    beside = still_to_tell(demo=demo) if current else None
    children = [Child("web", [*python, "gunicorn", "-c", "gunicorn.conf.py"], signal.SIGTERM),
                Child("worker", [*python, "commands.worker"], signal.SIGINT)]
    if os.environ.get("MAIL_IN_LISTEN"):
        children.append(Child("mail-in", [*python, "commands.mail_in"], signal.SIGTERM))
    supervisor = Supervisor(children)

    def ready() -> bool:
        if up := answers(local_host(), place[1]):
            announce()
            if beside:
                call_beside([*python, "commands", beside])
        return up

    return supervisor.run(ready)


def end_with(run: Callable[[], int]) -> NoReturn:
    try:
        sys.exit(run())
    except KeyboardInterrupt:
        # Before there was anything to end.
        sys.exit(130)


if __name__ == "__main__":
    end_with(main)
