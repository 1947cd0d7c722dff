"""What streams weigh, on a real server; bench/live.py measures the same at full size."""
import pytest

from bench.arriving import arrivals
from bench.crowd import gather
from bench.fill import fill
from bench.servers import family, pss_mb
from bench.streams import Streams

#: What an idle stream may weigh in the server's processes, in KB.
MOST_KB = 40


@pytest.fixture
def town(session):
    return fill(items=50, messages=30)


@pytest.fixture
def streams(server):
    streams = Streams(int(server.url.rpartition(":")[2]))
    yield streams
    streams.close()


def weight(server) -> float:
    return sum(pss_mb(pid) for pid in family(server.process.pid))


def test_an_idle_stream_weighs_next_to_nothing(server, town, streams):
    tokens = gather(town, 100)
    assert streams.open(tokens[:20]) == 0
    streams.hold(1)
    before = weight(server)
    assert streams.open(tokens * 4) == 0
    streams.hold(1)
    assert streams.dead == 0
    assert (weight(server) - before) * 1024 / 400 < MOST_KB


def test_a_message_reaches_the_open_pages_of_its_readers(server, town, streams):
    tokens = gather(town, 30)
    assert streams.open(tokens) == 0
    times = arrivals(streams.port, town, streams, readers=6, messages=2)
    assert len(times) == 12
