"""``bin/serve`` keeps web and worker running, ends both, and leaves nobody behind."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from itertools import count
from pathlib import Path

import pytest

from commands.children import launch
from tests.conftest import DATABASES
from tests.support_processes import answers, free_port, start, stop, wait_until
from tests.support_server import ROOT, environment

numbers = count()
#: What it does is the same on each database, what it starts is not: both are begun, and each program falls on one of them.
ONE, OTHER = DATABASES[0], DATABASES[-1]


def children(pid: int) -> dict[str, int]:
    """The programs a process started: {"gunicorn": pid, "worker": pid}."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_text().split("\0")
        except (OSError, IndexError):
            continue
        named = {"commands.worker": "worker", "gunicorn": "gunicorn"}
        if parent == pid and named.keys() & set(words):
            found[named[(named.keys() & set(words)).pop()]] = int(folder.name)
    return found


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def ready(url: str) -> dict:
    try:
        return json.load(urllib.request.urlopen(f"{url}/readyz", timeout=3))
    except urllib.error.HTTPError as error:
        return json.load(error)
    except OSError:
        return {}


def libraries(pid: int) -> str:
    """The files that a process has loaded."""
    return Path(f"/proc/{pid}/maps").read_text()


def run_to_its_end(env: dict) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "commands.supervise"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def begin(settings) -> subprocess.Popen:
    log = settings.data / "log"
    with open(log, "wb") as out:
        process = start([sys.executable, "-m", "commands.supervise"], cwd=ROOT, env=environment(settings), stdout=out, stderr=out,
                        process_group=0)
    process.url, process.log = settings.base_url, log
    try:
        wait_until(
            lambda: process.poll() is not None or b"Portico is ready" in log.read_bytes(),
            within=180, what="bin/serve being ready"
        )
        assert process.poll() is None, log.read_text()
    except AssertionError:
        stop(process)
        raise
    return process


@pytest.fixture(scope="module")
def served(street):
    """By the kind of database: settings, and what serves them until a test ends it."""
    running = {}
    yield running
    for _settings, process in running.values():
        stop(process)


@pytest.fixture
def serving(request, street, served):
    """``bin/serve`` at work; begun anew where the test before ended it."""
    settings, process = served.get(request.param) or (street.empty(request.param, f"supervised{next(numbers)}"), None)
    if process is None or process.poll() is not None:
        process = begin(settings)
        process.kind = request.param
        served[request.param] = settings, process
    return process


@pytest.mark.parametrize(("serving", "name"), [(ONE, "gunicorn"), (OTHER, "worker")], indirect=["serving"])
def test_a_killed_program_is_started_again(serving, name):
    before = wait_until(lambda: len(children(serving.pid)) == 2 and children(serving.pid))
    os.kill(before[name], signal.SIGKILL)
    wait_until(lambda: children(serving.pid).get(name) not in (None, before[name]), what=f"{name} starting again")
    wait_until(lambda: answers(f"{serving.url}/healthz") and ready(serving.url).get("ready"), what="being ready again")


@pytest.mark.parametrize("serving", [ONE], indirect=True)
def test_a_taken_port_ends_the_start_with_a_reason(serving, street):
    settings = street.empty("sqlite", f"second{next(numbers)}")
    env = {**environment(settings), "PORT": serving.url.rpartition(":")[2]}
    second = run_to_its_end(env)
    assert second.returncode == 1 and "in use" in second.stderr
    assert not (settings.data / "portico.sqlite3").exists(), "nothing is made ready for a start that cannot be"


@pytest.mark.parametrize("serving", [OTHER], indirect=True)
def test_web_and_worker_are_ready_and_end_within_seconds(serving):
    wait_until(lambda: ready(serving.url).get("ready"), what="/readyz")
    programs = children(serving.pid)
    assert set(programs) == {"gunicorn", "worker"}
    # What only some days need is in memory on those days only, and a database's client only where that database is.
    loaded = {name: libraries(pid) for name, pid in programs.items()}
    assert not [name for name, files in loaded.items() if "python_calamine" in files]
    assert "/gevent/" in loaded["gunicorn"] and "/gevent/" not in loaded["worker"]
    assert serving.kind == "postgresql" or "psycopg_binary" not in "".join(loaded.values())
    # As a terminal does it: all in its group are told, and those who serve end in peace nevertheless.
    os.killpg(serving.pid, signal.SIGINT)
    assert serving.wait(60) == 0
    assert not any(alive(pid) for pid in programs.values())
    assert "Traceback" not in serving.log.read_text()


@pytest.mark.parametrize("serving", [ONE], indirect=True)
def test_a_killed_supervisor_leaves_nobody_behind(serving):
    programs = wait_until(lambda: len(children(serving.pid)) == 2 and children(serving.pid))
    kept = [file for file in serving.log.parent.iterdir() if "sqlite" in file.name]
    assert kept and not [file.name for file in kept if file.stat().st_mode & 0o077], "who has no business here reads them"
    serving.kill()
    serving.wait()
    wait_until(lambda: not any(alive(pid) for pid in programs.values()), what="web and worker ending")
    assert not answers(f"{serving.url}/healthz")


def test_a_worker_that_is_told_to_stop_while_it_loads_ends_without_a_word(capfd):
    worker = launch([sys.executable, "-m", "commands.worker"], signal.SIGINT)
    worker.send_signal(signal.SIGINT)
    assert (worker.wait(60), capfd.readouterr().err) == (0, "")


@pytest.mark.parametrize("wrong", [{"BIND": "everywhere"}, {"PORT": "99999"}, {"BIND": "192.0.2.1"},
                                   {"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/d"}], ids=str)
def test_what_keeps_it_from_starting_is_told_in_one_line(tmp_path, wrong):
    # Also where the database is at the newest migration, and nobody who reads all settings would be called.
    with sqlite3.connect(tmp_path / "portico.sqlite3") as database:
        database.execute("CREATE TABLE alembic_version AS SELECT '0001' AS version_num")
    told = run_to_its_end({**os.environ, "PORTICO_DATA": str(tmp_path), "PORT": str(free_port()), **wrong})
    assert told.returncode == 1 and told.stderr.count("\n") == 1, told.stderr
    assert "127.0.0.1" in told.stderr or next(iter(wrong)) in told.stderr
    assert "hunter2" not in told.stderr
