"""Two workers at once: what one has claimed the other leaves alone, and what both would tell is told once."""
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Barrier

from sqlalchemy import select

from portal.base.clock import now
from portal.jobs import noticing
from portal.jobs.claiming import MAILS, claim
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from tests.talk.speaking import say


def side_by_side(app, work, workers=2) -> list:
    """What each of them comes to, begun in the same moment."""
    gate = Barrier(workers)

    def run(_number):
        with app.app_context():
            gate.wait()
            return work()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


def test_workers_that_claim_at_once_share_what_is_owed(app, session, world):
    session.add_all(Delivery(kind="notice", address=f"{number}@example.com", due_at=now()) for number in range(60))
    session.commit()

    def claims():
        found = []
        # On PostgreSQL one may find all that is left in the hands of others, a moment before these have it.
        for _again in range(40):
            if (some := claim(MAILS, most=4)) is not None:
                found.append([each.id for each in some.owed])
        return found

    shares = side_by_side(app, claims, workers=3)
    taken = [id for share in shares for some in share for id in some]
    session.rollback()
    rows = session.execute(select(Delivery.id, Delivery.attempts)).all()
    assert sorted(taken) == sorted(row.id for row in rows) and {row.attempts for row in rows} == {1}


def test_news_that_two_workers_read_at_once_is_told_by_one_of_them(app, session, world, monkeypatch):
    say(world.cleo, world.logo, "Once")
    session.commit()
    # As two processes: neither waits for the other's turn, and both have decided before either writes.
    both, whole, first = Barrier(2), noticing.write, set()

    def write(name, since, until, decided):
        if len(first) < 2:
            first.add(object())
            both.wait(60)
        return whole(name, since, until, decided)

    monkeypatch.setattr(noticing, "_turn", nullcontext())
    monkeypatch.setattr(noticing, "write", write)
    side_by_side(app, noticing.tell_news)
    session.rollback()
    told = session.execute(select(Notification.user_id, Notification.kind)).all()
    assert [tuple(one) for one in told] == [(world.tess.id, "reply")] and not both.broken
    assert session.scalar(select(Delivery.id).where(Delivery.user_id == world.cleo.id)) is None
