"""A cursor tells nobody anything: not where it stands, not that two stand at the same place, and only its owner's opens."""
from uuid import uuid4

from portal.live.cursor import Cursors, Position

CURSORS = Cursors("a key for tests only, long enough to pass")
CLEO, OLAF = uuid4(), uuid4()
HERE = Position(4711, 42)


def test_it_opens_for_its_owner():
    assert CURSORS.open(CLEO, CURSORS.seal(CLEO, HERE, at=1_800_000_000)) == (HERE, 1_800_000_000)


def test_it_opens_for_nobody_else_and_under_no_other_key():
    cursor = CURSORS.seal(CLEO, HERE)
    assert CURSORS.open(OLAF, cursor) is None
    assert Cursors("another key for tests, long enough too").open(CLEO, cursor) is None


def test_two_of_the_same_place_look_unlike_and_all_are_as_long():
    many = {CURSORS.seal(CLEO, Position(place, place), at=0) for place in (1, 1, 1, 255, 2**40)}
    assert len(many) == 5 and len({len(each) for each in many}) == 1


def test_how_far_two_are_apart_cannot_be_read_from_them():
    from base64 import urlsafe_b64decode

    first, second = (urlsafe_b64decode(CURSORS.seal(CLEO, Position(place, 1), at=0)) for place in (1000, 1001))
    assert sum(a != b for a, b in zip(first, second, strict=True)) > len(first) // 2


def test_what_was_changed_or_is_none_opens_nothing():
    cursor = CURSORS.seal(CLEO, HERE)
    for wrong in (None, "", "x", "ü", cursor[:-4], cursor + "AAAA", "A" * len(cursor), cursor[:8] + "AAAA" + cursor[12:]):
        assert CURSORS.open(CLEO, wrong) is None
