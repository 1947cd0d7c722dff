"""Real Chromium: quick throw-away visitors, and an installable one with a profile on disk."""
import shutil
from contextlib import contextmanager, suppress

from playwright.sync_api import Error, expect, sync_playwright

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
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "is_mobile": True, "has_touch": True}
TABLET = {"viewport": {"width": 834, "height": 1112}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 860}}


class Chromium:
    """The installed program, started when it is first asked for."""

    def __init__(self, playwright):
        self.playwright = playwright
        self._running = None

    def browser(self):
        self._running = self._running or self.playwright.chromium.launch(executable_path=light_program(), args=FLAGS)
        return self._running

    def context(self, **options):
        """A visitor of their own, without any past."""
        return patient(without_icon(self.browser().new_context(**options)))

    def profile(self, folder, *, whole: bool = False, **options):
        """A browser with a profile on disk, which outlives it; only the whole program can install and be granted push."""
        context = self.playwright.chromium.launch_persistent_context(
            str(folder), executable_path=program() if whole else light_program(), args=FLAGS, **options)
        return patient(context if whole else without_icon(context))

    def close(self) -> None:
        if self._running:
            self._running.close()


def patient(context):
    """Clicks, visits and answers are waited for as long as anything else."""
    context.set_default_timeout(PATIENCE)
    return context


#: Chromium without windows knows no icons, and ends the pages of a worker that counts at one.
NO_ICON = "() => { for (const each of ['setAppBadge', 'clearAppBadge']) delete WorkerNavigator.prototype[each] }"


def without_icon(context):
    """Its workers find nothing to count at, as in browsers that know no icons."""
    def tell(worker):
        with suppress(Error):
            worker.evaluate(NO_ICON)

    context.on("serviceworker", tell)
    return context


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


#: What htmx says of a request that was on its way when its page was left. Of any other that failed the browser speaks itself.
LEFT = "htmx:error: Failed to fetch"


def watch(page) -> list[str]:
    """A list that grows by each error the page logs: violations of the policy, scripts that failed."""
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: message.type == "error" and LEFT not in message.text
            and page.complaints.append(message.text))
    return page.complaints
