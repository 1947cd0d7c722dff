"""Knocking: counted in rows, by network, in windows, and forgotten afterwards."""
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.jobs.sweeping import sweep_doors, sweep_letters
from portal.people.challenge import Challenge
from portal.people.challenges import ask
from portal.people.door_count import DoorCount
from portal.people.doors import TooManyKnocks, knock, network_of
from portal.people.operator_link import OperatorLink
from portal.people.operator_links import operator_link

MINUTE = timedelta(minutes=1)


def test_the_limit_holds_until_the_window_is_over(session, time_machine):
    time_machine.move_to("2026-05-04 10:00:20 +0000", tick=False)
    for _ in range(3):
        knock("door", 3, MINUTE)
    with pytest.raises(TooManyKnocks) as refused:
        knock("door", 3, MINUTE)
    assert refused.value.retry_after == 40
    knock("another door", 3, MINUTE)
    time_machine.shift(timedelta(seconds=40))
    knock("door", 3, MINUTE)


def test_every_knock_counts_however_many_come_at_once(app, session):
    session.commit()
    session.remove()

    def often():
        with app.app_context():
            from portal.base.database import db
            for _ in range(10):
                knock("door", 1000, timedelta(days=1))
                db.session.commit()

    threads = [threading.Thread(target=often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(row.count for row in session.scalars(select(DoorCount))) == 40


@pytest.mark.parametrize(("address", "network"), [
    ("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2::9", "2001:db8:1:2::/64"), ("", "unknown"), (None, "unknown"), ("nonsense", "unknown")])
def test_a_network_is_one_ipv4_address_or_an_ipv6_64(address, network):
    assert network_of(address) == network


def test_what_is_over_is_swept_and_what_lives_stays(app, session, world, time_machine):
    settings = app.config["SETTINGS"]
    start = now()
    knock("old", 5, MINUTE)
    ask(key=settings.secret_key, email="cleo@example.com", browser="old")
    operator_link(settings, user=world.owen)
    session.commit()
    time_machine.move_to(start + timedelta(days=32))
    knock("new", 5, MINUTE)
    living = ask(key=settings.secret_key, email="cleo@example.com", browser="new")
    operator_link(settings, user=world.owen)
    session.commit()
    sweep_doors()
    assert [row.key for row in session.scalars(select(DoorCount)) if not row.key.startswith("mail:")] == ["new"]
    assert [row.id for row in session.scalars(select(Challenge))] == [living.id]
    assert len(session.scalars(select(OperatorLink)).all()) == 1


def test_letters_in_the_folder_are_swept(app, session):
    import os
    import time

    folder = app.config["SETTINGS"].data / "mail"
    folder.mkdir(exist_ok=True)
    (folder / "1.eml").write_text("x")
    os.utime(folder / "1.eml", (time.time() - 90000, time.time() - 90000))
    (folder / "2.eml").write_text("x")
    sweep_letters()
    assert {file.name for file in folder.iterdir()} == {"2.eml"}
