"""What tests ask about the copies a browser keeps."""
from tests.support_processes import wait_until

PATHS = """async name => {
  if (!await caches.has(name)) return []
  return (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)
}"""
HOLDS = """async words => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const key of await cache.keys()) if ((await (await cache.match(key)).text()).includes(words)) return true
  }
  return false
}"""


def holds(page, words: str) -> bool:
    """Whether anything kept in this browser, for whomever, has these words."""
    return page.evaluate(HOLDS, words)


def kept(page, user) -> list[str]:
    """The addresses of the pages kept for a user in this browser."""
    return page.evaluate(PATHS, f"pages-{user.id}")


def wait_for_copy(page, user, *paths: str) -> None:
    wait_until(lambda: set(paths) <= set(kept(page, user)), what=f"a copy of {paths}")


def wait_for_none(page, user) -> None:
    wait_until(lambda: kept(page, user) == [], what="the copies going")


def with_worker(page) -> None:
    """Wait until the worker answers for this page."""
    page.evaluate("""() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller
        || new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done)).then(() => true))
        .then(() => true)""")


def the_worker(page):
    return next(each for each in page.context.service_workers if each.url.endswith("/service-worker.js"))


def end_worker(page) -> None:
    """The browser ends a worker whenever it likes; here, now."""
    wire = page.context.new_cdp_session(page)
    wire.send("ServiceWorker.enable")
    wire.send("ServiceWorker.stopAllWorkers")
    wire.detach()
