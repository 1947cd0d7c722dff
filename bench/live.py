"""``bin/bench --live``: what streams weigh, what they cost pages, and how soon a message arrives. Ends by itself in minutes."""
import json
import resource
from contextlib import ExitStack

from bench.arriving import arrivals
from bench.crowd import gather
from bench.pages import pages
from bench.rounds import Job, _run
from bench.streams import Streams

PEOPLE, READERS, OTHERS, MESSAGES = 1000, 20, 200, 25
PAGE = "item page, 30 messages"


def measure_live(town, *, seconds: float, hold: float = 25) -> dict:
    """Figures of one filled town: memory, page times and arrival times."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    with town.app.app_context():
        tokens = gather(town.filled, PEOPLE)
    job = Job(PAGE, town.server, [pages(town.app, town.filled)[PAGE]])
    _run(job, 8, max(4.0, seconds), lambda: 0.0)
    found = {"nobody": _state(town, job, seconds)}
    with ExitStack() as stack:
        streams = Streams(town.server.port)
        stack.callback(lambda: streams.close())
        found["1,000 streams"] = _held(town, job, streams, tokens, seconds)
        found["5,000 streams"] = _held(town, job, streams, tokens * 4, seconds)
        streams.hold(hold)
        found["5,000 streams"]["lost"] = streams.dead
        found["5,000 streams"]["mb"] = town.server.pss_mb()
        streams.close()
        streams.hold(7)
        found["nobody again"] = _state(town, job, seconds)
        streams.open(tokens[:READERS + OTHERS])
        times = sorted(arrivals(town.server.port, town.filled, streams, readers=READERS, messages=MESSAGES))
    found["arrival"] = {f"p{share}_ms": times[min(len(times) - 1, len(times) * share // 100)] * 1000 for share in (50, 95, 99)}
    return found


def _held(town, job, streams: Streams, tokens: list[str], seconds: float) -> dict:
    failed = streams.open(tokens)
    streams.hold(2)
    idle = town.server.pss_mb()
    return {**_state(town, job, seconds), "idle_mb": idle, "failed": failed, "lost": streams.dead}


def _state(town, job, seconds: float) -> dict:
    idle = town.server.pss_mb()
    rounds = sorted((_run(job, 8, seconds, lambda: 0.0) for _ in range(3)), key=lambda figure: figure.p95_ms)
    return {"idle_mb": idle, "mb": town.server.pss_mb(), "p50_ms": rounds[1].p50_ms, "p95_ms": rounds[1].p95_ms,
            "cpu_ms": rounds[1].cpu_ms}


def tell_live(found: dict) -> str:
    # The weather changes while it runs: what nobody's presence cost before and after is the measure.
    alone = [found[name] for name in ("nobody", "nobody again")]
    before, usual = alone[0]["idle_mb"], sum(each["p95_ms"] for each in alone) / 2
    lines = []
    for name in ("nobody", "1,000 streams", "5,000 streams", "nobody again"):
        each = found[name]
        line = (f"{name:>14}: web {each['idle_mb']:.0f} MB ({each['idle_mb'] - before:+.0f}), item page p50 {each['p50_ms']:.0f} ms, "
                f"p95 {each['p95_ms']:.0f} ms ({each['p95_ms'] / usual:.2f} times), CPU {each['cpu_ms']:.2f} ms")
        lines.append(line + (f", failed {each['failed']}, lost {each['lost']}" if "failed" in each else ""))
    arrival = found["arrival"]
    lines.append(f"a message reaches {READERS} open pages while {OTHERS} more hold streams there: p50 {arrival['p50_ms']:.0f} ms, "
                 f"p95 {arrival['p95_ms']:.0f} ms, p99 {arrival['p99_ms']:.0f} ms")
    return "\n".join(lines)


def main_live(town, options) -> None:
    found = measure_live(town, seconds=options.seconds)
    print(json.dumps(found, indent=2) if options.json else tell_live(found))
