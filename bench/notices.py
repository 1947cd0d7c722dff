"""``bin/bench --notices``: what followers cost whoever posts, how soon they are told, and how fast what is owed is paid.

The worker pays 10,000 mails and then 10,000 pushes to receivers on this machine; meanwhile people sign in.
"""
import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median

from sqlalchemy import func, select

from bench.followers import gather_followers, make_due, owe, skip_news, speak, subscribe
from bench.pages import posting
from bench.rounds import Job, _run
from bench.servers import ROOT, cpu_seconds, family, pss_mb
from portal.base.database import db
from portal.jobs.noticing import tell_news
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from portal.people.challenges import ask
from portal.people.user import User

PEOPLE, OWED, DOORS, TOLD = 500, 10_000, 5, 10
#: What the paying may take at most before the bench gives up, in seconds.
PATIENCE = 300


def measure_notices(town, *, rounds: int, seconds: float, people: int = PEOPLE, owed: int = OWED) -> dict:
    """Figures of one filled town."""
    with town.app.app_context():
        users = gather_followers(town.filled, people)
        found = {"posting": _posting(town, rounds, seconds, people)}
        found["telling"] = _telling(town, people)
    with receivers() as (ports, told):
        origin = f"http://127.0.0.1:{ports['push']}"
        with town.app.app_context():
            subscribe(users, origin)
        environment = {**town.environment, "SMTP_URL": f"smtp://127.0.0.1:{ports['smtp']}", "MAIL_PER_HOUR": "1000000"}
        for channel in ("mail", "push"):
            found[channel] = _paid(town, users, channel, owed, environment, origin)
    for channel in ("mail", "push"):
        _add_what_came(found[channel], told[channel], told["mail"]["at"])
    return found


def _posting(town, rounds: int, seconds: float, people: int) -> dict:
    """Posting on an item that five follow and on one that hundreds do, in turns; no worker runs meanwhile."""
    items = {5: town.filled.other_item_id, people: town.filled.item_id}
    jobs = {number: Job(f"{number} followers", town.server, [posting(
        town.server.port, town.filled, f"/projects/{town.filled.project_id}/items/{item}")["posting a message"]])
        for number, item in items.items()}
    for job in jobs.values():
        _run(job, 1, 2.0, lambda: 0.0)
    seen = {number: [] for number in jobs}
    for _ in range(rounds * 3):
        for number, job in jobs.items():
            seen[number].append(_run(job, 1, seconds, lambda: 0.0))
    return {number: {name: median(getattr(figure, name) for figure in figures) for name in ("p50_ms", "cpu_ms")}
            for number, figures in seen.items()}


def _telling(town, people: int) -> dict:
    """What the worker makes of ten messages where hundreds follow; what was posted before is left out."""
    skip_news()
    for _ in range(TOLD):
        speak(town.filled)
    began, before = time.process_time(), _count(Notification)
    tell_news()
    made = _count(Notification) - before
    return {"notices": made, "cpu_ms_each_message": (time.process_time() - began) * 1000 / TOLD}


def _paid(town, users, channel: str, owed: int, environment: dict, origin: str) -> dict:
    """One channel paid by a worker of its own, watched from outside."""
    with town.app.app_context():
        db.session.query(Delivery).filter(Delivery.ended_at.is_(None)).update({"ended_at": Delivery.created_at, "outcome": "old"})
        db.session.commit()
        owe(town.filled, users, channel, owed)
        with _payer(environment, origin) as worker:
            time.sleep(5)
            idle = _weight(worker.pid)
            make_due(channel)
            began, cpu = time.time(), cpu_seconds(worker.pid)
            asked, most = _watched(worker.pid, town, doors=channel == "mail")
            return {"owed": owed, "idle_mb": idle, "mb": most, "cpu_s": cpu_seconds(worker.pid) - cpu, "asked": asked,
                    "took": time.time() - began, "ended": _ended(channel)}


def _watched(pid: int, town, *, doors: bool) -> tuple[dict[str, float], float]:
    """Until all is paid: {address: when a code was asked for} of those who sign in meanwhile, and the most memory."""
    staff = list(db.session.scalars(select(User.email).where(User.name.like("Staff %")).limit(DOORS))) if doors else []
    asked, most, began = {}, 0.0, time.time()
    while _owed() and time.time() - began < PATIENCE:
        if len(asked) < len(staff) and time.time() - began > 2 + 2 * len(asked):
            address = staff[len(asked)]
            ask(key=town.app.config["SETTINGS"].secret_key, email=address, browser=address)
            db.session.commit()
            asked[address] = time.time()
        most = max(most, _weight(pid))
        time.sleep(0.2)
    return asked, most


def _add_what_came(found: dict, came: dict, at: dict[str, list[float]]) -> None:
    seconds = came["last"] - came["first"]
    found.update(count=came["count"], twice=came["twice"], kb=came["kb"], seconds=seconds, per_second=came["count"] / seconds)
    asked = found.pop("asked")
    found["sign_in_s"] = sorted(min(later) - moment for address, moment in asked.items()
                                if (later := [each for each in at.get(address, ()) if each > moment]))


def _owed() -> int:
    left = db.session.scalar(select(func.count()).where(Delivery.ended_at.is_(None)))
    db.session.rollback()
    return left


def _ended(channel: str) -> dict[str, int]:
    return dict(db.session.execute(select(Delivery.outcome, func.count()).where(Delivery.channel == channel)
                                   .group_by(Delivery.outcome)).all())


def _count(record) -> int:
    return db.session.scalar(select(func.count()).select_from(record))


def _weight(pid: int) -> float:
    return sum(pss_mb(each) for each in family(pid))


@contextmanager
def _payer(environment: dict, origin: str):
    process = subprocess.Popen([sys.executable, "-m", "bench.payer", origin], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


@contextmanager
def receivers():
    """Their ports, and a dictionary in which stands afterwards what came."""
    process = subprocess.Popen([sys.executable, "-m", "bench.receivers"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    told: dict = {}
    try:
        yield json.loads(process.stdout.readline()), told
    finally:
        process.terminate()
        told.update(json.loads(process.stdout.readline()))
        process.wait(10)


def tell_notices(found: dict) -> str:
    few, many = found["posting"].values()
    people, told = max(found["posting"]), found["telling"]
    cpu, time_ = many["cpu_ms"] / few["cpu_ms"], many["p50_ms"] / few["p50_ms"]
    lines = [f"posting where {people} follow instead of 5: {cpu:.2f} times the CPU ({many['cpu_ms']:.1f} ms), "
             f"{time_:.2f} times the time ({many['p50_ms']:.1f} ms)",
             f"telling them: {told['cpu_ms_each_message']:.0f} ms of CPU for a message, {told['notices'] / TOLD:.0f} notices "
             "with what is owed for them",
             *(_told(channel, found[channel]) for channel in ("mail", "push"))]
    waits = [f"{wait:.2f}" for wait in found["mail"]["sign_in_s"]]
    return "\n".join([*lines, f"a code for signing in, asked for meanwhile: {', '.join(waits)} s"])


def _told(channel: str, each: dict) -> str:
    return (f"{channel}: {each['count']:,} of {each['owed']:,} in {each['seconds']:.1f} s, {each['per_second']:.0f} a second "
            f"({each['cpu_s'] / each['owed'] * 1000:.2f} ms of CPU and {each['kb']:.1f} KB each), twice {each['twice']}; worker "
            f"{each['mb']:.0f} MB at most, {each['idle_mb']:.0f} before; {each['ended']}")


def main_notices(town, options) -> None:
    found = measure_notices(town, rounds=options.rounds, seconds=options.seconds)
    print(json.dumps(found, indent=2) if options.json else tell_notices(found))
