"""A PostgreSQL cluster of the tests' own: from the installed programs, else from the ``pgserver`` package."""
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support_processes import start, stop, wait_until

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=64MB",
        "max_connections=100", "autovacuum=off", "jit=off"]


@contextmanager
def cluster():
    """Yields a function from the name of a database to its address."""
    bindir = _bindir()
    with _installed(bindir) if bindir else _packaged() as address:
        yield address


def create_database(address, name: str) -> str:
    """The address of a new, empty database."""
    with psycopg.connect(address("postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return address(name)


@contextmanager
def _installed(bindir: Path):
    folder = Path(tempfile.mkdtemp(prefix="portico-pg-"))
    person = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    if person:
        shutil.chown(folder, "postgres", "postgres")
    try:
        subprocess.run([bindir / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                        "--locale=C.UTF-8", "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd="/", **person)
        settings = [part for setting in FAST for part in ("-c", setting)]
        with open(folder / "log", "wb") as log:
            server = start([bindir / "postgres", "-D", folder / "data", "-k", folder, *settings],
                           ends_by=signal.SIGINT, stdout=log, stderr=log, cwd="/", **person)
        try:
            wait_until(lambda: _ready(bindir, folder), what="PostgreSQL answering")
            yield lambda name: f"postgresql+psycopg://postgres@/{name}?host={folder}"
        finally:
            stop(server, by=signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _packaged():
    import pgserver

    with tempfile.TemporaryDirectory(prefix="portico-pg-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield lambda name: server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")
        finally:
            server.cleanup()


def _ready(bindir: Path, folder: Path) -> bool:
    return subprocess.run([bindir / "pg_isready", "-q", "-h", folder]).returncode == 0


def _bindir() -> Path | None:
    """Where the server programs are: Debian keeps them off the PATH, one folder per version."""
    told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip() \
        if shutil.which("pg_config") else ""
    folders = [Path(told)] if told else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("postgres"):
        folders.append(Path(found).parent)
    able = os.getuid() != 0 or _has_postgres_user()
    return next((folder for folder in folders if able and (folder / "initdb").exists()), None)


def _has_postgres_user() -> bool:
    try:
        return bool(pwd.getpwnam("postgres"))
    except KeyError:
        return False
