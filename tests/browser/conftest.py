"""What browser flows share. They run over SQLite only: what differs between databases is tried without a browser."""
import pytest

from portal.people.sessions import open_session
from portal.sample.loading import load_demo


@pytest.fixture
def house(street):
    house = street.house("sqlite")
    street.mailbox.clear()
    yield house
    house.sweep(wholly=True)
    house.queue.flush()


@pytest.fixture
def demo(session):
    """The sample workspace, committed: ``demo.seats["cleo"].user``."""
    sample = load_demo()
    session.commit()
    return sample


@pytest.fixture
def enter(session, browser, server):
    """Opens a visitor who is signed in: ``enter(world.cleo, "/projects", **PHONE)``, behind a network if need be."""
    def open_as(user, path="/", behind=None, **options):
        page = browser(**({"base_url": behind.url} if behind else {}), **options)
        _row, token = open_session(user=user, assurance="code", device="Test")
        # Last of all: a test that goes on reading would keep the write lock from the server.
        session.commit()
        page.context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                                   "url": server.url.replace("http:", "https:")}])
        page.goto(path)
        return page
    return open_as
