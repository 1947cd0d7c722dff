"""Looking at what waits on a device, in tests."""
import json

from playwright.sync_api import expect

from tests.support_processes import wait_until

KEPT = """name => new Promise(done => {
  const asked = indexedDB.open("portico", 1)
  asked.onsuccess = () => {
    const all = asked.result.transaction(name).objectStore(name).getAll()
    all.onsuccess = () => { asked.result.close(); done(JSON.stringify(all.result)) }
  }
})"""


def kept(page, name="acts"):
    """What stands in a store of the device."""
    return json.loads(page.evaluate(KEPT, name))


def emptied(page, name="acts"):
    """Until nothing stands in a store of the device any more: what is told quietly, such as a read mark, goes in its own time."""
    wait_until(lambda: kept(page, name) == [], what=f"the last of the {name} going")


def ready(page):
    """Once the page knows what waits, and has all to show it with, also without a network."""
    page.evaluate("portico.outbox.ready.then(() => true)")


def write(page, words):
    page.locator("#composer-body").fill(words)
    page.locator(".composer-send").click()


def waiting(page, words):
    """The copy of a message that waits."""
    return page.locator("#arrivals .message.is-waiting", has_text=words)


def sent(page, words):
    """The message as the server rendered it, in the place of its copy."""
    message = page.locator("#arrivals .message:not(.is-waiting)", has_text=words)
    expect(message).to_have_count(1)
    expect(waiting(page, words)).to_have_count(0)
    return message


def queue(page):
    """The sheet, opened."""
    page.locator("#outbox-bar button").click()
    return page.locator("#outbox-sheet")


def badge(page):
    return page.locator("#outbox-bar button")


def lose_answers(page, address, times=1):
    """The server does what it is asked, but its next answers never arrive."""
    begun, lost = [], []

    def lose(route):
        if route.request.method == "POST" and len(begun) < times:
            # Counted before the server is asked: another may come meanwhile.
            begun.append(route)
            lost.append(route.fetch().status)
            return route.abort()
        return route.continue_()
    page.route(address, lose)
    return lost


def answer(page, address, times=1, **told):
    """The next posts there are answered like this; returned is what has been asked."""
    asked = []

    def tell(route):
        if route.request.method == "POST" and (times is None or len(asked) < times):
            asked.append(route.request)
            return route.fulfill(**told)
        return route.continue_()
    page.route(address, tell)
    return asked
