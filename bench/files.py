"""``bin/bench --files``: what big files cost on their way up and down, and twenty that come at once.

The web's memory is watched meanwhile through the kernel's books, ten times a second; what was saved is compared with what was
sent, byte by byte.
"""
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread
from time import perf_counter, sleep

from sqlalchemy import select

from bench.pages import COOKIE
from bench.sending import Sender, content, digest_of
from bench.servers import family, pss_mb
from bench.shelf import measure_shelf, tell_shelf
from bench.thumbnails import measure_thumbnails, tell_thumbnails
from portal.base.database import db
from portal.files.version import Version

BIG, EACH, MANY = 100, 10, 20


def measure_sending(town, *, big: int = BIG, each: int = EACH, many: int = MANY) -> dict:
    """Figures of one filled town; sizes in megabytes."""
    cookie = f"{COOKIE}={town.filled.contact_token}"
    people = [Sender(town.server.port, cookie, town.filled.project_id, town.filled.item_id) for _ in range(many + 1)]
    for number, person in enumerate(people):
        person.page()
        person.send(10_000 + number, 1)
    found = {"before_mb": town.server.pss_mb()}
    with _watched(town.server) as up:
        people[0].send(1, big)
    with _watched(town.server) as down:
        saved = people[0].save(_address(town, "file-1.bin"))
    found["up"] = {**up, "mb_a_second": big / up["seconds"]}
    found["down"] = {**down, "mb_a_second": big / down["seconds"], "whole": saved == digest_of(content(1, big))}
    pages: list[float] = []
    with _watched(town.server) as at_once, ThreadPoolExecutor(many) as pool, _reading(people[many], pages):
        list(pool.map(lambda number: people[number].send(100 + number, each), range(many)))
    whole = sum(people[0].save(_address(town, f"file-{100 + number}.bin")) == digest_of(content(100 + number, each))
                for number in range(many))
    found["at once"] = {**at_once, "files": many, "whole": whole, "mb_a_second": many * each / at_once["seconds"],
                        "page_p95_ms": sorted(pages)[len(pages) * 95 // 100] * 1000}
    return found


def tell_sending(found: dict) -> str:
    up, down, many = found["up"], found["down"], found["at once"]
    return "\n".join([
        f"{BIG} MB up: {up['mb_a_second']:.0f} MB/s, web {up['most_mb'] - found['before_mb']:+.1f} MB at most "
        f"({found['before_mb']:.0f} before)",
        f"{BIG} MB down: {down['mb_a_second']:.0f} MB/s, web {down['most_mb'] - found['before_mb']:+.1f} MB at most, "
        f"{'every byte as it was sent' if down['whole'] else 'NOT what was sent'}",
        f"{many['files']} of {EACH} MB at once: {many['mb_a_second']:.0f} MB/s together, web "
        f"{many['most_mb'] - found['before_mb']:+.1f} MB at most, "
        f"{many['whole']} of {many['files']} whole; an item page meanwhile: p95 "
        f"{many['page_p95_ms']:.0f} ms"])


#: What is measured of files, and how it is told.
PARTS: list[tuple[Callable, Callable]] = [(measure_sending, tell_sending), (measure_shelf, tell_shelf),
                                         (measure_thumbnails, tell_thumbnails)]


def main_files(town, options) -> None:
    found = [(tell, measure(town)) for measure, tell in PARTS]
    print(json.dumps([each for _, each in found], indent=2) if options.json
          else "\n".join(tell(each) for tell, each in found))


def _address(town, name: str) -> str:
    with town.app.app_context():
        version = db.session.scalars(select(Version).where(Version.name == name)).one()
        return f"/projects/{town.filled.project_id}/documents/{version.document_id}/versions/{version.id}"


@contextmanager
def _watched(server):
    """How long it took, and the most that web took of memory meanwhile."""
    # Whom to look at is asked once: to look through all processes each time would take from who is measured.
    told, over, pids = {"most_mb": server.pss_mb()}, Event(), family(server.process.pid)

    def watch():
        while not over.wait(0.1):
            told["most_mb"] = max(told["most_mb"], sum(map(pss_mb, pids)))

    watcher, began = Thread(target=watch), perf_counter()
    watcher.start()
    try:
        yield told
    finally:
        told["seconds"] = perf_counter() - began
        over.set()
        watcher.join()


@contextmanager
def _reading(person: Sender, times: list[float]):
    """Somebody who reads a page again and again meanwhile."""
    over = Event()

    def read():
        while not over.is_set():
            began = perf_counter()
            person.page()
            times.append(perf_counter() - began)
            sleep(0.05)

    reader = Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        over.set()
        reader.join()
