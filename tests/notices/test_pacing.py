"""When something may go out: one table of clocks."""
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.notices.pacing import Hours, due, next_digest, open_from

STOCKHOLM, UTC_ZONE = ZoneInfo("Europe/Stockholm"), ZoneInfo("UTC")
NIGHT = {"quiet_from": 22 * 60, "quiet_until": 7 * 60}
WEEKDAYS = 0b0011111


def local(text: str, zone=STOCKHOLM, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


#: (what, habits, a moment in Stockholm, when it may come). 4 May 2026 is a Monday.
OPEN = [
    ("no habits", {}, "2026-05-04T03:00", "2026-05-04T03:00"),
    ("by day", NIGHT, "2026-05-04T12:00", "2026-05-04T12:00"),
    ("before midnight", NIGHT, "2026-05-04T23:30", "2026-05-05T07:00"),
    ("after midnight", NIGHT, "2026-05-05T00:10", "2026-05-05T07:00"),
    ("the first quiet minute", NIGHT, "2026-05-04T22:00", "2026-05-05T07:00"),
    ("the last one before", NIGHT, "2026-05-04T21:59", "2026-05-04T21:59"),
    ("the first minute after", NIGHT, "2026-05-05T07:00", "2026-05-05T07:00"),
    ("a rest at noon", {"quiet_from": 12 * 60, "quiet_until": 13 * 60}, "2026-05-04T12:30", "2026-05-04T13:00"),
    ("from and until the same", {"quiet_from": 60, "quiet_until": 60}, "2026-05-04T01:00", "2026-05-04T01:00"),
    ("until midnight", {"quiet_from": 20 * 60, "quiet_until": 0}, "2026-05-04T21:00", "2026-05-05T00:00"),
    ("a Saturday", {"working_days": WEEKDAYS}, "2026-05-09T12:00", "2026-05-11T00:00"),
    ("a Sunday night into Monday's quiet hours", NIGHT | {"working_days": WEEKDAYS}, "2026-05-10T23:00", "2026-05-11T07:00"),
    ("Friday night", NIGHT | {"working_days": WEEKDAYS}, "2026-05-08T22:30", "2026-05-11T07:00"),
    ("one day a week", {"working_days": 0b0000100}, "2026-05-07T09:00", "2026-05-13T00:00"),
    ("no day at all is every day", {"working_days": 0}, "2026-05-09T12:00", "2026-05-09T12:00"),
    # Clocks go forward on 29 March 2026 at 02:00, back on 25 October 2026 at 03:00.
    ("until a minute that is left out", {"quiet_from": 22 * 60, "quiet_until": 2 * 60 + 30}, "2026-03-28T23:00",
     "2026-03-29T03:30"),
    ("over the night that is an hour short", NIGHT, "2026-03-28T23:00", "2026-03-29T07:00"),
    ("over the night that is an hour longer", NIGHT, "2026-10-24T23:00", "2026-10-25T07:00"),
    ("until the first of two same minutes", {"quiet_from": 22 * 60, "quiet_until": 2 * 60 + 30}, "2026-10-25T01:00",
     "2026-10-25T02:30"),
]


@pytest.mark.parametrize(("habits", "moment", "expected"), [case[1:] for case in OPEN], ids=[case[0] for case in OPEN])
def test_a_moment_in_quiet_hours_or_on_a_day_off_moves_to_the_first_that_is_not(habits, moment, expected):
    found = open_from(local(moment).astimezone(UTC), Hours(STOCKHOLM, **habits))
    # By their place in time: Python takes a minute that comes twice for unlike itself in another zone.
    assert found.timestamp() == local(expected).timestamp(), found.astimezone(STOCKHOLM)
    assert found.tzinfo == UTC


def test_in_an_hour_that_comes_twice_the_end_lies_ahead_and_never_behind():
    hours = Hours(STOCKHOLM, quiet_from=60, quiet_until=2 * 60 + 30)
    second = local("2026-10-25T02:10", fold=1)
    found = open_from(second.astimezone(UTC), hours)
    assert found.timestamp() == local("2026-10-25T02:30", fold=1).timestamp() > second.timestamp()


def test_whatever_the_habits_a_moment_only_moves_on_and_stays_where_it_moved_to():
    start = datetime(2026, 3, 27, tzinfo=UTC)
    for hours in (Hours(STOCKHOLM, 22 * 60, 150, WEEKDAYS), Hours(ZoneInfo("America/New_York"), 0, 23 * 60 + 59, 0b1010101),
                  Hours(ZoneInfo("Australia/Lord_Howe"), 90, 120)):
        for quarter in range(0, 96 * 16, 7):
            moment = start + timedelta(minutes=15 * quarter)
            found = open_from(moment, hours)
            assert moment <= found <= moment + timedelta(days=7) and open_from(found, hours) == found


DAILY = {"digest_at": 8 * 60}
#: (habits, weekly, a moment in Stockholm, when the digest comes)
DIGESTS = [
    (DAILY, False, "2026-05-04T07:59", "2026-05-04T08:00"),
    (DAILY, False, "2026-05-04T08:00", "2026-05-05T08:00"),
    (DAILY | {"working_days": WEEKDAYS}, False, "2026-05-08T09:00", "2026-05-11T08:00"),
    (DAILY | {"digest_weekday": 4}, True, "2026-05-04T09:00", "2026-05-08T08:00"),
    (DAILY | {"digest_weekday": 0}, True, "2026-05-04T09:00", "2026-05-11T08:00"),
    (DAILY | NIGHT | {"digest_at": 6 * 60}, False, "2026-05-04T12:00", "2026-05-05T06:00"),
    ({"digest_at": 2 * 60 + 30}, False, "2026-03-28T12:00", "2026-03-29T03:30"),
]


@pytest.mark.parametrize(("habits", "weekly", "moment", "expected"), DIGESTS)
def test_digests_come_when_they_were_asked_for(habits, weekly, moment, expected):
    assert next_digest(local(moment), Hours(STOCKHOLM, **habits), weekly=weekly) == local(expected)


#: pace, channel, kind, hours, after a push -> minutes until it is due; None: never.
PACES = [
    ("at_once", "push", "turn", {}, False, 0), ("at_once", "mail", "turn", {}, True, 15),
    ("at_once", "mail", "reply", {}, False, 15),
    ("bundled", "push", "reply", {}, True, 5), ("bundled", "mail", "reply", {}, False, 5),
    ("bundled", "mail", "reply", {}, True, 6),
    ("never", "push", "turn", {}, True, None), ("daily", "mail", "state", {}, False, 60),
    ("weekly", "mail", "state", {}, False, 60),
    ("at_once", "push", "turn", {"quiet_from": 0, "quiet_until": 540}, True, 120),
    ("at_once", "push", "turn", {"quiet_from": 0, "quiet_until": 540, "urgent_passes": True}, True, 0),
    ("at_once", "mail", "mention", {"quiet_from": 0, "quiet_until": 540, "urgent_passes": True}, True, 15),
    ("at_once", "push", "reply", {"quiet_from": 0, "quiet_until": 540, "urgent_passes": True}, True, 120),
    # What is due in quiet hours waits, though it happened before them.
    ("bundled", "mail", "reply", {"quiet_from": 423, "quiet_until": 540}, False, 120),
]


@pytest.mark.parametrize(("pace", "channel", "kind", "habits", "after_push", "minutes"), PACES)
def test_a_pace_says_when_something_is_due(pace, channel, kind, habits, after_push, minutes):
    moment = datetime(2026, 5, 4, 7, tzinfo=UTC)
    found = due(pace, channel=channel, kind=kind, at=moment, hours=Hours(UTC_ZONE, **habits), window=timedelta(minutes=5),
                after_push=after_push)
    assert found == (None if minutes is None else moment + timedelta(minutes=minutes))
