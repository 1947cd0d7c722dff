"""The worker tells by itself, soon after a commit; and its place holds whatever happens to it."""
from contextlib import closing
from time import sleep

import pytest
from sqlalchemy.exc import IntegrityError

from portal.jobs import noticing
from portal.jobs.noticing import Teller
from portal.notices.notification import Notification
from portal.notices.reading_place import ReadingPlace
from tests.support_processes import wait_until
from tests.talk.speaking import say


class Ending(Teller):
    def close(self):
        self.end()


def told(session) -> int:
    session.rollback()
    return session.query(Notification).count()


def test_a_commit_wakes_the_teller(app, session, world, monkeypatch):
    # Not the look every few seconds: a call.
    monkeypatch.setattr(noticing, "LOOK", 600)
    session.commit()
    with closing(Ending(app.config["SETTINGS"], app.app_context)) as teller:
        teller.start()

        def is_told() -> int:
            # Whoever begins to watch hears of nothing that was before.
            say(world.cleo, world.logo)
            session.commit()
            sleep(0.5)
            return told(session)

        wait_until(is_told, what="the teller telling")


def test_a_round_that_fails_leaves_nothing_and_is_told_the_next_time(session, world, tell, monkeypatch):
    say(world.cleo, world.logo)
    with monkeypatch.context() as broken:
        broken.setattr("portal.inbox.noticing._tell_pages", lambda notices: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tell()
    assert told(session) == 0 and session.query(ReadingPlace).count() == 0
    tell()
    assert told(session) == 1


def test_a_round_that_is_overtaken_is_begun_anew_and_not_for_ever(session, world, tell, monkeypatch):
    say(world.cleo, world.logo)
    whole, tries = noticing.write, []

    def write(*round_):
        tries.append(1)
        if len(tries) < 3:
            raise IntegrityError("", None, Exception())
        return whole(*round_)

    monkeypatch.setattr(noticing, "write", write)
    assert tell() == 1 and told(session) == 1
    monkeypatch.setattr(noticing, "write", lambda *round_: (_ for _ in ()).throw(IntegrityError("", None, Exception())))
    say(world.cleo, world.logo)
    with pytest.raises(IntegrityError):
        tell()
    assert told(session) == 1
