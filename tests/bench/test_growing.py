"""What a page costs does not grow with the town: counted in steps of the database's own machine, which no weather moves.

SQLite only, where steps can be counted; on PostgreSQL ``bin/bench --postgresql --grow`` measures the same.
"""
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from bench.fill import fill
from bench.pages import COOKIE
from portal.base.clock import now
from portal.base.database import db
from portal.history.event import Event
from portal.inbox.visit import Visit
from portal.people.session import Session
from portal.people.tokens import hashed
from portal.plan.item import WorkItem

SMALL, LARGE = 3_500, 10_500
EVERY = 20

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@pytest.fixture
def steps(app):
    """``steps(ask)``: how many steps the database takes while this is asked, once its caches are warm."""
    taken, connections = [0], set()

    def count() -> int:
        taken[0] += EVERY
        return 0

    def watch(dbapi, record, proxy) -> None:
        dbapi.set_progress_handler(count, EVERY)
        connections.add(dbapi)

    event.listen(db.engine, "checkout", watch)

    def ask(request) -> int:
        for _warm in range(3):
            taken[0] = 0
            answer = request()
            assert answer.status_code == 200, answer.text
        return taken[0]

    yield ask
    event.remove(db.engine, "checkout", watch)
    for connection in connections:
        connection.set_progress_handler(None, 0)


def paths(town, who: str) -> list[str]:
    project = f"/projects/{town.project_id}"
    item = f"{project}/items/{town.item_id}"
    asked = ["/", "/?page=2", "/me/counts", "/projects", project, f"{project}?show=mine", f"{project}?show=late", item,
             f"{item}/changes", f"{project}/talk", f"{project}/talk/{town.discussion_id}", f"{project}/people",
             f"{project}/updates"]
    if who == "manager":
        workspace = db.session.scalar(select(WorkItem.workspace_id).where(WorkItem.id == town.item_id))
        asked += [f"/w/{workspace}/people", f"{item}/edit", f"{project}/entries/{town.item_id}/sharing",
                  f"{project}/invitations/new", f"{project}/looks/new"]
    return asked


def as_person(app, token: str, path: str):
    client = app.test_client(use_cookies=False)
    return lambda: client.get(path, headers={"Cookie": f"{COOKIE}={token}"})


def _user_of(token: str):
    return db.session.scalar(select(Session.user_id).where(Session.token_hash == hashed(token)))


def been_here(token: str, lines_ago: int) -> None:
    """The person of this session was here before, so many lines of their town's history ago."""
    user = _user_of(token)
    newest = db.session.scalar(select(Event.id).order_by(Event.id.desc()).limit(1))
    db.session.add(Visit(user_id=user, reach=user, began_at=now() - timedelta(hours=1), since_place=newest - lines_ago,
                         last_place=newest))
    db.session.commit()


def test_no_page_costs_more_in_a_larger_town(app, session, steps):
    towns = fill(items=SMALL, messages=SMALL), fill(items=LARGE, messages=LARGE)
    grown = {}
    for who in ("contact", "manager"):
        cost = []
        for town in towns:
            token, asked = getattr(town, f"{who}_token"), paths(town, who)
            db.session.commit()
            cost.append([steps(as_person(app, token, path)) for path in asked])
        grown |= {(who, path): (small, large) for path, small, large in zip(asked, *cost, strict=True)
                  if large > 1.3 * small + 500}
    assert not grown, grown


def test_what_a_member_on_many_projects_reads_is_found_among_all_in_their_order(app, session, steps, monkeypatch):
    """The town is four times as large, and the member on four times as many projects."""
    monkeypatch.setattr("portal.projects.visible.MANY", 3)
    towns = fill(items=SMALL, messages=SMALL), fill(items=4 * SMALL, messages=SMALL)
    for path in ("/", "/?page=2"):
        small, large = (steps(as_person(app, town.member_token, path)) for town in towns)
        assert large < 1.5 * small + 500, (path, small, large)


def test_what_is_new_costs_what_is_shown_and_not_what_happened(app, session, steps):
    """A manager after a long absence, and everybody beside a busy neighbour whose lines are all newer."""
    town, cost = fill(items=300, messages=6000), {"contact": [], "manager": []}
    for who, lines_ago in (("contact", 200), ("manager", 200)):
        been_here(getattr(town, f"{who}_token"), lines_ago)
        cost[who].append(steps(as_person(app, getattr(town, f"{who}_token"), "/")))
    session.execute(update(Visit).where(Visit.user_id == _user_of(town.manager_token)).values(since_place=1))
    fill(items=300, messages=6000)
    for who, (before,) in cost.items():
        after = steps(as_person(app, getattr(town, f"{who}_token"), "/"))
        assert after < 1.3 * before + 500, (who, before, after)
