"""``bin/bench``: fill a database, serve it and the floor side by side, measure both in turns, and tell what came out."""
import argparse
import json
import os
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass

import flask_migrate

from app import create_app
from bench.files import main_files
from bench.fill import Filled, fill
from bench.floor_table import lay
from bench.kept import open_kept, script_sizes
from bench.live import main_live
from bench.notices import main_notices
from bench.pages import pages, posting
from bench.report import tell
from bench.requests import Request
from bench.rounds import Job, measure
from bench.servers import Server, cpu_seconds, database_process, family, pss_mb, serving, working
from bench.statements import count_statements
from bench.weight import weigh
from commands import migrating
from portal.base.config import load_settings
from portal.base.database import db

FLOOR_PAGE, FLOOR_POST = "floor: 50 rows", "floor: insert"


@dataclass
class Town:
    """One filled database with the product serving it."""

    app: object
    filled: Filled
    environment: dict
    #: The process of its own that holds the database; None where the web's processes do.
    database: int | None
    server: Server | None = None


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        towns = [_settle(stack, items, messages, options.postgresql) for items, messages in _sizes(options)]
        home = towns[0]
        if options.live:
            return main_live(home, options)
        if options.notices:
            return main_notices(home, options)
        if options.files:
            return main_files(home, options)
        floor = stack.enter_context(serving("bench.floor:create_app()", home.environment))
        idle = _idle_mb(home)
        bare = Request("/rows", "POST", form={}, expect=(201,))
        jobs = [Job(FLOOR_PAGE, floor, [Request("/rows")]), Job(FLOOR_POST, floor, [bare])]
        asked = [_requests(town) for town in towns]
        # The same page of both towns side by side: the same weather over both.
        jobs += [Job(name if number == 0 else f"{name}, grown", town.server, [requests[name]])
                 for name in asked[0]
                 for number, (town, requests) in enumerate(zip(towns, asked, strict=True)) if name in requests]
        figures = measure(jobs, rounds=options.rounds, seconds=options.seconds,
                          database_cpu=lambda: sum(cpu_seconds(town.database) for town in towns))
        found = {name: {each: asdict(figure) for each, figure in by.items()} for name, by in figures.items()}
        asked = pages(home.app, home.filled)
        result = {"figures": found, "idle_mb": idle, "loaded_mb": {"web": home.server.pss_mb(), "floor": floor.pss_mb()},
                  "statements": {name: count_statements(home.app, request) for name, request in asked.items()},
                  "weight": _weight(home, asked), "offline": _offline(home, asked)}
    print(json.dumps(result, indent=2) if options.json else tell(result))


def _options():
    options = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    options.add_argument("--items", type=int, default=1000)
    options.add_argument("--messages", type=int, default=10_000)
    options.add_argument("--grow", nargs=2, type=int, metavar=("ITEMS", "MESSAGES"), help="measure a larger town beside it")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=2.0, help="how long each measurement lasts")
    options.add_argument("--postgresql", action="store_true", help="PostgreSQL instead of SQLite")
    options.add_argument("--live", action="store_true", help="streams instead of pages: memory, page times, arrival")
    options.add_argument("--notices", action="store_true", help="what 500 followers cost, how fast mails and pushes leave")
    options.add_argument("--files", action="store_true", help="100 MB up and down, 20 uploads at once: memory and pace")
    options.add_argument("--json", action="store_true")
    return options.parse_args()


def _sizes(options) -> list[tuple[int, int]]:
    return [(options.items, options.messages)] + ([tuple(options.grow)] if options.grow else [])


def _settle(stack: ExitStack, items: int, messages: int, postgresql: bool) -> Town:
    data = stack.enter_context(tempfile.TemporaryDirectory(prefix="portico-bench-"))
    variables = {"PORTICO_DATA": data, "LOG_LEVEL": "WARNING"}
    if postgresql:
        from tests.support_postgres import cluster, create_database

        variables["DATABASE_URL"] = create_database(stack.enter_context(cluster()), "bench")
    settings = load_settings(variables)
    app = create_app(settings)
    migrating.install(app)
    with app.app_context():
        flask_migrate.upgrade()
        filled = fill(items=items, messages=messages)
        lay(db.engine)
        holder = database_process(db.engine)
        db.engine.dispose()
    town = Town(app, filled, {**os.environ, **variables}, holder)
    town.server = stack.enter_context(serving("app:create_app()", town.environment))
    return town


def _requests(town: Town) -> dict[str, Request]:
    asked = pages(town.app, town.filled)
    return asked | (posting(town.server.port, town.filled) if "discussion, 30 messages" in asked else {})


def _idle_mb(town: Town) -> dict[str, float]:
    """Web and worker as they stand after their first request, before any load."""
    with working(town.environment) as worker:
        time.sleep(4)
        return {"web": town.server.pss_mb(), "worker": sum(pss_mb(pid) for pid in family(worker.pid))}


def _weight(town: Town, asked: dict[str, Request]) -> dict:
    if "home" not in asked or "item page, 30 messages" not in asked:
        return {}
    return weigh(town.server.port, asked["home"], asked["item page, 30 messages"])


def _offline(town: Town, asked: dict[str, Request]) -> dict:
    if "item page, 30 messages" not in asked:
        return {}
    with town.app.test_request_context():
        sizes = script_sizes()
    return {**open_kept(town.server.port, asked["item page, 30 messages"]), "sizes": sizes}


if __name__ == "__main__":
    main()
