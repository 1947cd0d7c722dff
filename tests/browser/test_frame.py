"""The frame in a real browser: quiet under its policy, light, installable, and honest without a network."""
import pytest
from playwright.sync_api import expect

from tests.support_browser import PHONE
from tests.support_processes import wait_until

SIGN_IN = "/sign-in"


def ready(page):
    page.goto(SIGN_IN)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


def gathered(page) -> list:
    """Every answer that crosses the network to this page from now on: (address, bytes)."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    paths, seen = {}, []
    wire.on("Network.responseReceived", lambda told: paths.update({told["requestId"]: told["response"]["url"]}))

    def finished(told):
        address = paths.get(told["requestId"], "?")
        if not address.startswith("data:"):
            seen.append((address, told["encodedDataLength"]))

    wire.on("Network.loadingFinished", finished)
    return seen


def test_a_page_keeps_to_its_policy(page):
    ready(page)
    page.wait_for_timeout(300)
    assert page.complaints == []


def test_a_first_visit_on_a_phone_is_light(browser):
    phone = browser(**PHONE)
    seen = gathered(phone)
    ready(phone)
    phone.wait_for_timeout(800)
    # The worker asks for itself and for the offline page besides.
    assert len(seen) + 2 <= 8 and sum(size for _path, size in seen) + 4_000 <= 60_000, seen


def test_a_later_page_is_lighter(browser):
    phone = browser(**PHONE)
    ready(phone)
    seen = gathered(phone)
    phone.goto(SIGN_IN)
    phone.wait_for_timeout(300)
    assert sum(size for _path, size in seen) <= 10_000, seen


def test_the_portal_can_be_installed(installed):
    ready(installed)
    wire = installed.context.new_cdp_session(installed)
    wait_until(lambda: wire.send("Page.getInstallabilityErrors")["installabilityErrors"] == [], what="nothing being in the way")


def test_without_a_network_a_page_says_so_and_tries_again(installed):
    ready(installed)
    installed.reload()
    installed.context.set_offline(True)
    installed.goto("/projects")
    assert installed.get_by_role("heading", level=1).inner_text() == "You are offline"
    style = "() => getComputedStyle(document.querySelector('.button')).minHeight"
    assert installed.evaluate(style) == "44px"
    installed.context.set_offline(False)
    installed.get_by_role("link", name="Try again").click()
    expect(installed.get_by_role("heading", name="You are offline")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 834, 1280])
def test_nothing_is_wider_than_the_screen(browser, width):
    page = browser(viewport={"width": width, "height": 800})
    for path in (SIGN_IN, "/offline"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_skip_link_comes_first(page):
    page.goto("/brand/none")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
