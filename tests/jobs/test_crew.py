"""Sending side by side: bounded, in order for each receiver, never further ahead of what is written down than by one a line."""
from contextlib import nullcontext
from threading import Lock

import pytest

from portal.base.clock import now
from portal.jobs.claiming import Owed
from portal.jobs.crew import Answer, Parcel, send_all

LINES = 4


def parcels(count: int, receivers: int = 1000) -> list[Parcel]:
    nobody = (None, None, None, None)
    return [Parcel(Owed(number, "mail", "notice", f"{number % receivers}@example.com", *nobody, {}, now(), 1), None)
            for number in range(count)]


class Post:
    """What was sent, what of it was written down, and how far apart the two ever were."""

    def __init__(self, answer=Answer("sent")):
        self.sent, self.written, self.most, self._answer, self._lock = [], [], 0, answer, Lock()

    def send(self, parcel: Parcel) -> Answer:
        with self._lock:
            self.sent.append(parcel.owed.id)
            self.most = max(self.most, len(self.sent) - len(self.written))
        return self._answer(parcel) if callable(self._answer) else self._answer

    def record(self, told) -> None:
        with self._lock:
            self.written += [owed.id for owed, _ in told]

    def send_all(self, some: list[Parcel], ends=lambda: False) -> list[int]:
        return [each.owed.id for each in send_all(some, self.send, self.record, within=nullcontext, ends=ends, lines=LINES)]


def test_each_is_sent_and_written_down_once_and_no_line_runs_ahead():
    post = Post()
    assert post.send_all(parcels(100)) == []
    assert sorted(post.sent) == sorted(post.written) == list(range(100))
    assert post.most <= LINES


def test_what_goes_to_one_receiver_goes_in_its_order():
    post = Post()
    post.send_all(parcels(60, receivers=3))
    for receiver in range(3):
        mine = [number for number in post.sent if number % 3 == receiver]
        assert mine == sorted(mine)


def test_what_was_not_begun_when_it_should_end_comes_back():
    post = Post()
    left = post.send_all(parcels(60, receivers=6), ends=lambda: len(post.sent) >= 10)
    assert sorted(post.sent + left) == list(range(60)) and post.written and len(left) >= 60 - 10 - LINES


class Killed(BaseException):
    pass


def test_of_a_death_in_the_middle_no_more_is_unwritten_than_one_a_line():
    def dying(parcel):
        if parcel.owed.id == 20:
            raise Killed
        return Answer("sent")

    post = Post(dying)
    with pytest.raises(Killed):
        post.send_all(parcels(60))
    assert len(set(post.sent) - set(post.written)) <= LINES and len(post.sent) <= 20 + 2 * LINES


def test_what_cannot_be_written_down_ends_the_round():
    post = Post()

    def broken(told):
        raise OSError("no room")

    post.record = broken
    with pytest.raises(OSError, match="no room"):
        post.send_all(parcels(60))
    assert len(post.sent) <= LINES
