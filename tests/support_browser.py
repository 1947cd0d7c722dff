"""Real Chromium: quick throw-away visitors, and an installable one with a profile on disk."""
import shutil
from contextlib import contextmanager

from playwright.sync_api import expect, sync_playwright

#: Two more pages for each window, of the browser's own address bar, which nobody looks at; and programs begun ahead of need.
#: Before them what Playwright switches off: a second such flag takes the place of the first.
OFF = ("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
       "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
       "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
       "PreconnectToSearch",
       "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI",
       "SpareRendererForSitePerProcess")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", f"--disable-features={','.join(OFF)}"]
#: Milliseconds. No measure of anything: a machine that has other things to do fails nothing.
expect.set_options(timeout=20_000)
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
TABLET = {"viewport": {"width": 834, "height": 1112}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 860}}


class Chromium:
    """The installed programs, each started when it is first asked for."""

    def __init__(self, playwright):
        self.playwright = playwright
        self._running = {}

    def browser(self, *, whole: bool = False):
        path = program() if whole else light_program()
        if path not in self._running:
            self._running[path] = self.playwright.chromium.launch(executable_path=path, args=FLAGS)
        return self._running[path]

    def profile(self, folder, *, whole: bool = False, **options):
        """A browser with a profile on disk, which outlives it; only the whole program can install and be granted push."""
        return self.playwright.chromium.launch_persistent_context(
            str(folder), executable_path=program() if whole else light_program(), args=FLAGS, **options)

    def close(self) -> None:
        for browser in self._running.values():
            browser.close()


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        running = Chromium(playwright)
        try:
            yield running
        finally:
            running.close()


def light_program() -> str:
    """Chromium without windows where it is installed: the same engine, at two thirds of the work."""
    return shutil.which("chromium-headless-shell") or program()


def program() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "There is no Chromium; bin/test installs it, or: apt-get install chromium"
    return found


def watch(page) -> list[str]:
    """A list that grows by each error the page logs: violations of the policy, scripts that failed."""
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    return page.complaints
