"""Files go up and down whole and take next to no memory, on a real server; bench/files.py measures the same at full size."""
from types import SimpleNamespace

from bench.files import measure_sending, tell_sending
from bench.fill import fill
from bench.servers import Server
from bench.shelf import measure_shelf, tell_shelf

#: What web's memory may grow by meanwhile, in MB.
MOST_MB = 30


def test_what_is_sent_comes_back_as_it_was_and_web_does_not_grow(server, session, app):
    town = SimpleNamespace(app=app, filled=fill(items=50, messages=30),
                           server=Server(server.process, int(server.url.rpartition(":")[2])))
    session.commit()
    found = measure_sending(town, big=6, each=1, many=3)
    assert found["down"]["whole"] and found["at once"]["whole"] == 3
    assert max(found[part]["most_mb"] for part in ("up", "down", "at once")) - found["before_mb"] < MOST_MB
    assert "as it was sent" in tell_sending(found)
    listed = measure_shelf(town, documents=120, times=1)
    for pages in listed.values():
        assert max(page["statements"] for page in pages.values()) <= 12
        assert pages["files, far back"]["kb"] < 3 * pages["list of 50 items"]["kb"]
    assert "contact, files, by name" in tell_shelf(listed)
