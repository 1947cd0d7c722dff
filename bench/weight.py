"""What a first visit on a phone loads, and what the next page loads: bytes over the wire by type, and requests."""
import shutil

from bench.requests import Request

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


def weigh(port: int, first: Request, later: Request) -> dict[str, dict[str, int]]:
    """{"first": {type: bytes, "requests": n, "total": bytes}, "later": ...}, everything included."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}", service_workers="block", **PHONE)
        name, _, value = first.headers["Cookie"].partition(";")[0].partition("=")
        context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "secure": True}])
        page = context.new_page()
        seen = _watch(context.new_cdp_session(page))
        told = {}
        for label, request in (("first", first), ("later", later)):
            seen.clear()
            page.goto(request.path, wait_until="load")
            # What scripts fetch once the page stands belongs to it; the live stream stays open, so the network is never idle.
            page.wait_for_timeout(2000)
            told[label] = _sum(seen)
        browser.close()
    return told


def _watch(session) -> dict:
    """{request id: [type, bytes]}, which grows as the page loads; what the cache gives weighs nothing."""
    seen: dict = {}
    session.on("Network.responseReceived", lambda each: seen.update({each["requestId"]: [each["type"], 0]}))

    def finished(each):
        if each["requestId"] in seen:
            seen[each["requestId"]][1] = int(each["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return seen


def _sum(seen: dict) -> dict[str, int]:
    loaded = [(kind.lower(), size) for kind, size in seen.values() if size]
    total = {kind: sum(size for each, size in loaded if each == kind) for kind, _ in loaded}
    return {**total, "requests": len(loaded), "total": sum(size for _, size in loaded)}
