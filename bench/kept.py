"""How soon a kept copy stands on a phone without a network, and what the worker and the outbox weigh."""
import shutil
import time
from statistics import median

import brotli

from bench.requests import Request
from bench.weight import FLAGS, PHONE
from blueprints.base.worker import worker_script
from blueprints.support.joining import STATIC, bare, whole

TIMES = 9
#: So much slower than this machine is a phone of the middle.
SLOWER = 4
STANDS = """() => {
  const [load] = performance.getEntriesByType("navigation")
  const paint = performance.getEntriesByName("first-contentful-paint")[0]
  return [Boolean(document.documentElement.dataset.kept), Math.max(load.domContentLoadedEventEnd, paint ? paint.startTime : 0)]
}"""


def open_kept(port: int, asked: Request) -> dict[str, float]:
    """Milliseconds until a kept page is painted and its scripts run, the worker running and ended before."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}", **PHONE)
        name, _, value = asked.headers["Cookie"].partition(";")[0].partition("=")
        context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "secure": True}])
        page = context.new_page()
        page.goto(asked.path)
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_timeout(1500)
        page.reload()
        page.wait_for_timeout(3000)
        context.set_offline(True)
        wire = context.new_cdp_session(page)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        wire.send("ServiceWorker.enable")
        told = {"warm_ms": _median(page, lambda: None),
                "cold_ms": _median(page, lambda: (wire.send("ServiceWorker.stopAllWorkers"), time.sleep(0.3)))}
        browser.close()
    return told


def _median(page, before) -> float:
    times = []
    for _ in range(TIMES):
        before()
        page.reload()
        page.wait_for_timeout(300)
        kept, at = page.evaluate(STANDS)
        if not kept:
            raise RuntimeError("This page was not kept.")
        times.append(at)
    return median(times)


def script_sizes() -> dict[str, int]:
    """Bytes as sent: the worker with all it joins, the outbox in the page, and both as one."""
    worker, outbox = worker_script(), bare(whole((STATIC / "js" / "outbox.js").read_text()))
    return {name: len(brotli.compress(text.encode())) for name, text in
            (("worker", worker), ("outbox", outbox), ("together", f"{worker}\n{outbox}"))}
