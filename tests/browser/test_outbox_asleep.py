"""What waits outlives the page, the browser and the worker; the worker sends it where no page is open."""
import pytest
from playwright.sync_api import expect

from portal.people.sessions import open_session
from tests.browser.copies import holds
from tests.browser.waiting import emptied, ready, waiting, write
from tests.support_browser import PHONE
from tests.support_processes import wait_until


@pytest.fixture
def profile(chromium, server, tmp_path, session, world):
    """Opens Cleo's browser over a profile on disk: closed and opened again it is the same device."""
    _row, token = open_session(user=world.cleo, assurance="code", device="Test")
    session.commit()
    opened = []

    def open_it():
        context = chromium.profile(tmp_path / "profile", base_url=server.url,
                                   permissions=["notifications", "background-sync"], **PHONE)
        context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                              "url": server.url.replace("http:", "https:")}])
        opened.append(context)
        return context.pages[0]
    yield open_it
    for context in opened:
        context.close()


def in_the_end(stored, words):
    """The words, once they have been stored."""
    return wait_until(lambda: stored(words), what=f"{words!r} being stored")


def offline_with_words(page, paper, words):
    page.goto(paper)
    ready(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.context.set_offline(True)
    write(page, words)
    expect(waiting(page, words)).to_contain_text("Waiting to send")


def watched(page):
    """The tools of Chromium for its workers, and the registration of ours."""
    devtools, registered = page.context.new_cdp_session(page), []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    devtools.send("ServiceWorker.enable")
    # Asking the page anything lets word of what it registered arrive.
    wait_until(lambda: page.evaluate("true") and registered, what="a worker being registered")
    return devtools, registered[0]["registrationId"]


def test_the_browser_is_closed_and_opened_again(profile, paper, world, stored):
    page = profile()
    offline_with_words(page, paper, "Across a restart")
    page.context.close()
    assert stored("Across a restart") == []
    again = profile()
    again.goto(paper)
    expect(again.locator(".message:not(.is-waiting)", has_text="Across a restart")).to_have_count(1)
    assert stored("Across a restart") == [world.cleo.id]
    emptied(again)


def test_the_worker_sends_when_no_page_is_open_also_after_it_was_stopped(profile, paper, server, world, stored):
    page = profile()
    # The page gets nowhere, and asks for no waking: the worker is woken below, when the page is gone.
    page.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
    page.route("**/messages", lambda route: route.abort())
    page.goto(paper)
    ready(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    write(page, "From the worker")
    expect(waiting(page, "From the worker")).to_contain_text("Waiting to send")
    # The page without a network is ours, but has no scripts.
    page.goto("/offline")
    devtools, registration = watched(page)
    devtools.send("ServiceWorker.stopAllWorkers")
    assert stored("From the worker") == []
    devtools.send("ServiceWorker.dispatchSyncEvent", {"origin": server.url, "registrationId": registration,
                                                      "tag": "portico-outbox", "lastChance": False})
    assert in_the_end(stored, "From the worker") == [world.cleo.id]


def test_page_and_worker_never_send_at_the_same_time(profile, paper, server, world, stored):
    page = profile()
    offline_with_words(page, paper, "Race me")
    devtools, registration = watched(page)
    asked = []
    page.context.on("request", lambda request: request.method == "POST" and asked.append(request.url))
    page.context.set_offline(False)
    devtools.send("ServiceWorker.dispatchSyncEvent", {"origin": server.url, "registrationId": registration,
                                                      "tag": "portico-outbox", "lastChance": False})
    expect(page.locator("#arrivals .message:not(.is-waiting)", has_text="Race me")).to_have_count(1)
    assert stored("Race me") == [world.cleo.id] and sum(url.endswith("/messages") for url in asked) <= 1


def test_a_kept_copy_takes_a_reply_and_sends_it_when_the_network_is_back(profile, paper, world, stored):
    page = profile()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    # Once the worker is in charge it keeps what is visited.
    page.goto(paper)
    ready(page)
    page.goto(paper)
    wait_until(lambda: holds(page, "Which one do you like?"), what="a copy of the thread")
    ready(page)
    page.goto("/projects")
    page.context.set_offline(True)
    page.goto(paper)
    ready(page)
    expect(page.locator("#saved-line")).to_be_visible()
    write(page, "Under the Channel")
    expect(waiting(page, "Under the Channel")).to_contain_text("Waiting to send")
    # The composer is left first, and the bar below it is back: a tap must not begin in one layout and end in another.
    page.locator("#composer-body").blur()
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".item-head .outbox-note")).to_contain_text("Done")
    page.reload()
    expect(waiting(page, "Under the Channel")).to_contain_text("Waiting to send")
    expect(page.locator(".item-head .outbox-note")).to_contain_text("Done")
    page.context.set_offline(False)
    expect(page.locator("#arrivals .message:not(.is-waiting)", has_text="Under the Channel")).to_have_count(1)
    expect(page.locator(".item-head[data-turn=done]")).to_be_visible()
    assert stored("Under the Channel") == [world.cleo.id]
    emptied(page)
