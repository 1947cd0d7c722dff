"""What browser flows share. They run over SQLite only: what differs between databases is tried without a browser."""
import pytest
from flask import has_app_context
from playwright._impl._sync_base import SyncBase
from sqlalchemy import select

from portal.base.database import db
from portal.channels.files import open_store
from portal.people.sessions import open_session
from portal.sample.loading import load_demo
from portal.talk.message import Message
from tests.browser.waiting import emptied, ready
from tests.support_browser import PHONE
from tests.support_world import make_ready
from tests.talk.speaking import say
from tests.world import add_item


@pytest.fixture(autouse=True)
def committed(monkeypatch):
    """What a test wrote, or only read, is committed before a browser is asked for anything, as before other requests.

    Whoever merely read on would keep the write lock of SQLite from the server: nothing could be sent until the test went on.
    """
    ask = SyncBase._sync

    def asked(self, coroutine):
        if has_app_context() and db.session.registry.has() and db.session().in_transaction():
            db.session.commit()
        return ask(self, coroutine)

    monkeypatch.setattr(SyncBase, "_sync", asked)


@pytest.fixture
def house(request, street):
    house = street.house("sqlite")
    street.mailbox.clear()
    make_ready(house, request.fixturenames)
    yield house
    house.settle(wholly=True)
    house.queue.flush()


@pytest.fixture
def demo(session, house, furnished):
    """The sample workspace, committed: ``demo.seats["cleo"].user``."""
    house.furnish("demo", lambda: load_demo(store=open_store(house.settings)))
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


@pytest.fixture
def paper(session, world):
    """The address of an item on the client's move, with a question in its thread."""
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    say(world.tess, item, "Which one do you like?")
    address = f"/projects/{world.site.id}/items/{item.id}"
    # Last of all: a test that goes on reading would keep the write lock from the server.
    session.commit()
    return address


@pytest.fixture
def phone(world, paper, enter):
    """Cleo at this item, with all of the page loaded; a phone without Background Sync, as those of Safari and Firefox.

    How far she has read is told and out of the way: it would stand first in the line that the test watches.
    """
    # From a page that asks for nothing to be kept ahead.
    page = enter(world.cleo, "/offline", **PHONE)
    page.context.add_init_script("delete window.SyncManager; delete ServiceWorkerRegistration.prototype.sync")
    with page.expect_response("**/read-mark"):
        page.goto(paper)
    ready(page)
    emptied(page)
    return page


@pytest.fixture
def stored(session):
    """How often a message of these words was stored, and by whom."""
    def count(words):
        session.rollback()
        found = session.scalars(select(Message.author_id).where(Message.body == words)).all()
        # A test that goes on reading would keep the write lock from the server.
        session.rollback()
        return found
    return count
