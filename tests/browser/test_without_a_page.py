"""What waits goes also when its page is closed, when the worker was ended, and where no browser wakes one."""
import pytest
from playwright.sync_api import expect

from portal.people.sessions import open_session
from portal.talk.message import Message
from tests.browser.waiting import ready
from tests.support_processes import wait_until
from tests.world import add_item


@pytest.fixture
def train(installed, session, server, world):
    """Cleo's phone, its worker running, on an item; ``train.path`` is the item's."""
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    _row, token = open_session(user=world.cleo, assurance="code", device="Test")
    installed.path = f"/projects/{world.site.id}/items/{item.id}"
    session.commit()
    installed.context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                                    "url": server.url.replace("http:", "https:")}])
    installed.goto(installed.path)
    installed.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    installed.reload()
    ready(installed)
    return installed


@pytest.fixture
def arrived(session):
    def once(words: str) -> None:
        def there() -> int:
            session.rollback()
            count = session.query(Message).filter_by(body=words).count()
            session.rollback()
            return count

        wait_until(there, what=f"{words!r} being stored")
        assert there() == 1

    return once


def write_offline(page, words: str) -> None:
    page.context.set_offline(True)
    page.locator("#composer-body").fill(words)
    page.locator(".composer-send").click()
    expect(page.locator(".message.is-waiting", has_text=words)).to_be_visible()


class Wire:
    """The browser's own hands on its workers."""

    def __init__(self, page):
        self._wire, self._registrations = page.context.new_cdp_session(page), []
        self._wire.on("ServiceWorker.workerRegistrationUpdated", lambda told: self._registrations.extend(told["registrations"]))
        self._wire.send("ServiceWorker.enable")

    def kill_workers(self) -> None:
        self._wire.send("ServiceWorker.stopAllWorkers")

    def wake(self, page) -> None:
        """As the browser does once there is a network again."""
        while not self._registrations:
            page.wait_for_timeout(50)
        living = [each for each in self._registrations if not each["isDeleted"]][-1]
        self._wire.send("ServiceWorker.dispatchSyncEvent", {
            "origin": living["scopeURL"].rstrip("/"), "registrationId": living["registrationId"], "tag": "portico-outbox",
            "lastChance": False})


def elsewhere(page):
    """A page of the same portal that runs none of its scripts, so that only the worker can send."""
    other = page.context.new_page()
    other.goto("/healthz")
    return other


def test_what_was_written_offline_goes_after_its_page_is_closed(train, arrived):
    other = elsewhere(train)
    wire = Wire(other)
    write_offline(train, "From the train")
    train.close()
    train.context.set_offline(False)
    wire.wake(other)
    arrived("From the train")


def test_it_goes_though_the_worker_was_killed_meanwhile(train, arrived):
    other = elsewhere(train)
    wire = Wire(other)
    write_offline(train, "Still here")
    train.close()
    train.context.set_offline(False)
    wire.kill_workers()
    wire.wake(other)
    arrived("Still here")


def test_where_no_browser_wakes_a_worker_the_page_sends_it(train, arrived):
    train.context.add_init_script("delete ServiceWorkerRegistration.prototype.sync; delete self.SyncManager")
    train.reload()
    assert train.evaluate("() => navigator.serviceWorker.ready.then(worker => worker.sync === undefined)")
    ready(train)
    write_offline(train, "No helper")
    train.context.set_offline(False)
    arrived("No helper")
    expect(train.locator(".message.is-waiting")).to_have_count(0)


def test_where_no_browser_wakes_a_worker_the_next_visit_sends_it(train, arrived):
    train.context.add_init_script("delete ServiceWorkerRegistration.prototype.sync; delete self.SyncManager")
    train.reload()
    ready(train)
    write_offline(train, "Next time")
    other = train.context.new_page()
    train.close()
    other.context.set_offline(False)
    other.goto("/")
    arrived("Next time")
