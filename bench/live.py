"""``bin/bench --live``: what streams weigh, what they cost pages, and how soon a message arrives. Ends by itself in minutes.

Two servers over one database are asked in turns: one holds the streams, the other none.
"""
import json
import resource
from contextlib import ExitStack
from statistics import median

from bench.arriving import arrivals
from bench.crowd import gather
from bench.pages import pages
from bench.rounds import Job, _run
from bench.servers import Server, serving
from bench.streams import Streams

PEOPLE, READERS, OTHERS, MESSAGES = 1000, 20, 200, 25
PAGE = "item page, 30 messages"
#: Longer than a heartbeat, in seconds: what is held shall prove that it lives.
HOLD = 25


def measure_live(town, *, rounds: int, seconds: float, people: int = PEOPLE, hold: float = HOLD) -> dict:
    """Figures of one filled town: memory, page times and arrival times."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    with town.app.app_context():
        tokens = gather(town.filled, people)
    page = pages(town.app, town.filled)[PAGE]
    with ExitStack() as stack:
        alone = stack.enter_context(serving("app:create_app()", town.environment))
        jobs = [Job(PAGE, server, [page]) for server in (alone, town.server)]
        for job in jobs:
            _run(job, 8, max(4.0, seconds), lambda: 0.0)
        streams = Streams(town.server.port)
        stack.callback(lambda: streams.close())
        found = {"before_mb": town.server.pss_mb()}
        for number, wanted in ((people, tokens), (people * 5, tokens * 4)):
            failed = streams.open(wanted)
            streams.hold(hold)
            found[f"{number:,} streams"] = {"failed": failed, **_held(town.server, jobs, streams, rounds, seconds)}
        streams.close()
        streams.hold(7)
        streams.open(tokens[:READERS + OTHERS])
        times = sorted(arrivals(town.server.port, town.filled, streams, readers=READERS, messages=MESSAGES))
    found["arrival"] = {f"p{share}_ms": times[min(len(times) - 1, len(times) * share // 100)] * 1000 for share in (50, 95, 99)}
    return found


def _held(server: Server, jobs: list[Job], streams: Streams, rounds: int, seconds: float) -> dict:
    found, seen = {"mb": server.pss_mb()}, ([], [])
    for _ in range(rounds):
        for job, figures in zip(jobs, seen, strict=True):
            figures.append(_run(job, 8, seconds, lambda: 0.0))
            streams.hold(0.2)
    for name, figures in zip(("without", "with"), seen, strict=True):
        found[name] = {each: median(getattr(figure, each) for figure in figures) for each in ("p50_ms", "p95_ms", "cpu_ms")}
    return {**found, "lost": streams.dead, "mb_busy": server.pss_mb()}


def tell_live(found: dict) -> str:
    lines = [_told(name, found[name], found["before_mb"]) for name in found if name.endswith("streams")]
    times = ", ".join(f"{name.removesuffix('_ms')} {value:.0f} ms" for name, value in found["arrival"].items())
    return "\n".join([*lines, f"a message reaches {READERS} open pages while {OTHERS} more hold streams there: {times}"])


def _told(name: str, each: dict, before: float) -> str:
    beside, alone = each["with"]["p95_ms"], each["without"]["p95_ms"]
    return (f"{name}: web {each['mb']:.0f} MB ({each['mb'] - before:+.1f}), {each['mb_busy']:.0f} MB after pages; "
            f"failed {each['failed']}, lost {each['lost']}; item page at 8 connections: p95 {beside:.0f} ms, "
            f"without streams {alone:.0f} ms ({beside / alone:.2f} times)")


def main_live(town, options) -> None:
    found = measure_live(town, rounds=options.rounds, seconds=options.seconds)
    print(json.dumps(found, indent=2) if options.json else tell_live(found))
