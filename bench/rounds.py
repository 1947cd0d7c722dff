"""Interleaved rounds: every job meets the same weather, and the median of the rounds is what counts."""
import json
import subprocess
import sys
from dataclasses import dataclass
from statistics import median

from bench.requests import Request
from bench.servers import ROOT, Server

CONNECTIONS = (1, 8, 32)


@dataclass(frozen=True)
class Job:
    """A named request to a server; several requests are spread over the connections."""

    name: str
    server: Server
    requests: list[Request]


@dataclass(frozen=True)
class Figure:
    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    wrong: int


def measure(jobs: list[Job], *, rounds: int, seconds: float, database_cpu=lambda: 0.0) -> dict[str, dict[int, Figure]]:
    """{job: {connections: figure}}; each figure is the median of its rounds."""
    for job in jobs:
        # Each process compiles its templates and statements at its first requests.
        _run(job, 8, max(4.0, seconds), database_cpu)
    seen: dict[tuple, list[Figure]] = {}
    for _ in range(rounds):
        for connections in CONNECTIONS:
            for job in jobs:
                seen.setdefault((job.name, connections), []).append(_run(job, connections, seconds, database_cpu))
    return {job.name: {each: _median(seen[job.name, each]) for each in CONNECTIONS} for job in jobs}


def _run(job: Job, connections: int, seconds: float, database_cpu) -> Figure:
    host = f"127.0.0.1:{job.server.port}"
    orders = {"host": "127.0.0.1", "port": job.server.port, "connections": connections, "seconds": seconds,
              "messages": [each.to_bytes(host).decode("latin-1") for each in job.requests],
              "lasts": [each.last for each in job.requests]}
    before = job.server.cpu_seconds() + database_cpu()
    told = subprocess.run([sys.executable, "-m", "bench.load"], input=json.dumps(orders), capture_output=True, text=True,
                          cwd=ROOT)
    used = job.server.cpu_seconds() + database_cpu() - before
    if told.returncode:
        raise SystemExit(f"{job.name}: {told.stderr.strip().splitlines()[-1]}")
    seen = json.loads(told.stdout)
    if not seen["times"]:
        raise SystemExit(f"{job.name}: nothing was answered within {seconds} seconds")
    times, expected = sorted(seen["times"]), job.requests[0].expect
    wrong = sum(count for status, count in seen["statuses"].items() if int(status) not in expected)
    return Figure(len(times) / seen["seconds"], _at(times, 0.5), _at(times, 0.95), used * 1000 / len(times), wrong)


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] * 1000


def _median(figures: list[Figure]) -> Figure:
    middle = {name: median(getattr(each, name) for each in figures) for name in ("per_second", "p50_ms", "p95_ms", "cpu_ms")}
    return Figure(**middle, wrong=sum(each.wrong for each in figures))
