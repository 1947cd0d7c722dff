"""The servers that are measured: started alike, watched through the kernel's own books."""
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICK = os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, process: subprocess.Popen, port: int):
        self.process, self.port = process, port

    def cpu_seconds(self) -> float:
        """What all its processes have used so far, in user and kernel."""
        return cpu_seconds(self.process.pid)

    def pss_mb(self) -> float:
        return sum(pss_mb(pid) for pid in family(self.process.pid))


@contextmanager
def serving(application: str, environment: dict):
    """gunicorn with the product's own configuration, serving this application on a free port."""
    port = _free_port()
    env = {**environment, "PORT": str(port), "BASE_URL": f"http://127.0.0.1:{port}", "LOG_LEVEL": "WARNING"}
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", application],
                               cwd=ROOT, env=env, preexec_fn=_fall_with_parent)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield Server(process, port)
    finally:
        _end(process, signal.SIGTERM)


@contextmanager
def working(environment: dict):
    """The worker of background jobs."""
    process = subprocess.Popen([sys.executable, "-m", "commands.worker"], cwd=ROOT, env=environment,
                               preexec_fn=_fall_with_parent)
    try:
        yield process
    finally:
        _end(process, signal.SIGINT)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def pss_mb(pid: int) -> float:
    """Proportional set size: what is shared is divided among those who share it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cpu_seconds(pid: int | None) -> float:
    """What a process and all that descend from it have used so far."""
    return sum(_cpu_seconds(each) for each in family(pid)) if pid else 0.0


def database_process(engine) -> int | None:
    """The process that answers the connections of this engine, where it is another one on this machine."""
    if engine.dialect.name != "postgresql":
        return None
    with engine.connect() as connection:
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # With that of children who have ended: a connection that is closed takes its process along.
    return sum(int(each) for each in fields[11:15]) / TICK


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, process: subprocess.Popen) -> None:
    for _ in range(400):
        if process.poll() is not None:
            break
        try:
            return urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{url} does not answer")


def _fall_with_parent() -> None:
    # A bench that is killed leaves no server behind.
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _end(process: subprocess.Popen, by: signal.Signals) -> None:
    process.send_signal(by)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
