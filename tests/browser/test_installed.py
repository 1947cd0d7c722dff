"""Installed: offered after the first useful act, reached by shortcuts, and by what other apps share."""
import json
import re

import pytest
from playwright.sync_api import expect

from blueprints.support.joining import joined_css
from portal.people.sessions import open_session
from tests.browser.copies import the_worker, wait_for_copy, with_worker
from tests.browser.waiting import ready
from tests.support_browser import PHONE
from tests.support_processes import wait_until
from tests.support_slow import network_before
from tests.talk.speaking import start
from tests.world import add_item

#: What another app hands over: a form that no page shows, sent as the system does.
SHARE = """([words, name]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/share", enctype: "multipart/form-data" })
  const text = Object.assign(document.createElement("input"), { name: "text", value: words })
  const file = Object.assign(document.createElement("input"), { name: "files", type: "file" })
  const all = new DataTransfer()
  const picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  all.items.add(new File([Uint8Array.from(atob(picture), each => each.charCodeAt(0))], name, { type: "image/png" }))
  file.files = all.files
  form.append(text, file)
  document.body.append(form)
  form.submit()
}"""
PROMPT = """() => {
  const event = new Event("beforeinstallprompt", { cancelable: true })
  // Chromium may send one of its own besides
  event.prompt = BeforeInstallPromptEvent.prototype.prompt = () => { document.documentElement.dataset.prompted = "yes" }
  dispatchEvent(event)
  return event.defaultPrevented
}"""


@pytest.fixture
def at_home(installed, session, server, world):
    """Cleo in a profile on disk, with something to do, her worker running."""
    # What a test reads of these records later shall open no transaction: it would keep the write lock from the server.
    session().expire_on_commit = False
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    talk = start(world.tess, world.site, "Kick-off")
    _row, token = open_session(user=world.cleo, assurance="code", device="Test")
    installed.item, installed.talk = (f"/projects/{world.site.id}/items/{item.id}", f"/projects/{world.site.id}/talk/{talk.id}")
    session.commit()
    installed.context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                                    "url": server.url.replace("http:", "https:")}])
    installed.goto("/")
    installed.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    installed.reload()
    ready(installed)
    return installed


@pytest.fixture
def network(server):
    with network_before(server.url) as network:
        yield network


def reply(page, words: str) -> None:
    page.locator("#composer-body").fill(words)
    page.locator(".composer-send").click()
    expect(page.locator(".message:not(.is-waiting)", has_text=words)).to_have_count(1)


def test_the_home_screen_is_offered_after_the_first_useful_act_and_never_before(at_home):
    page, offer = at_home, at_home.locator(".offer")
    assert page.evaluate(PROMPT)
    page.wait_for_timeout(300)
    expect(offer).to_have_count(0)
    page.goto(page.item)
    reply(page, "The rough one")
    expect(page.locator("#outbox-bar button")).to_have_count(0)
    # Whoever leaves while it is on its way is asked another time.
    wait_until(lambda: page.evaluate("localStorage.getItem('portico-useful')"), what="the reply being sent")
    page.goto("/")
    page.evaluate(PROMPT)
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="Add").click()
    assert page.evaluate("() => document.documentElement.dataset.prompted") == "yes"
    expect(offer).to_be_hidden()
    assert page.complaints == []


def test_what_is_sent_while_another_page_comes_counts_too(at_home):
    page = at_home
    page.evaluate("() => document.dispatchEvent(new CustomEvent('portico:outbox', { detail: { waiting: 1 } }))")
    page.goto("/")
    page.evaluate("() => portico.outbox.ready")
    page.evaluate(PROMPT)
    expect(page.locator(".offer")).to_be_visible()


def test_who_declines_is_not_asked_again_for_a_month(at_home):
    page = at_home
    page.evaluate("() => portico.useful()")
    page.evaluate(PROMPT)
    page.locator(".offer [data-decline]").click()
    page.reload()
    page.evaluate(PROMPT)
    page.wait_for_timeout(300)
    expect(page.locator(".offer")).to_have_count(0)
    page.evaluate("() => localStorage.setItem('portico-install-later', Date.now() - 31 * 86400000)")
    page.reload()
    page.evaluate(PROMPT)
    expect(page.locator(".offer")).to_be_visible()


def test_on_an_iphone_the_steps_are_told_and_the_code_that_signs_in(enter, world):
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
    page = enter(world.cleo, "/", user_agent=iphone, **PHONE)
    page.evaluate("() => portico.useful()")
    offer = page.locator(".offer.is-steps")
    expect(offer).to_be_visible()
    expect(offer.locator("li")).to_have_count(3)
    expect(offer).to_contain_text("Type the code from the mail into the app")
    assert page.complaints == []


def test_what_is_shared_from_a_gallery_lands_in_the_chosen_composer_and_stays_until_it_is_sent(at_home):
    page = at_home
    page.evaluate(SHARE, ["Seen at the station", "poster.png"])
    page.wait_for_url("**/new-message")
    brought = page.locator("#brought")
    expect(brought).to_contain_text("Seen at the station")
    expect(brought.locator("img")).to_be_visible()
    page.get_by_role("link", name="Kick-off").click()
    page.wait_for_url("**/talk/**")
    expect(page.locator("#composer-body")).to_have_value("Seen at the station")
    expect(page.locator(".chosen-file")).to_contain_text("poster.png")
    assert page.evaluate("() => document.querySelector('.composer [name=files]').files[0].name") == "poster.png"
    page.goto("/new-message")
    expect(brought).to_be_visible()
    page.get_by_role("link", name="Kick-off").click()
    expect(page.locator("#composer-body")).to_have_value("Seen at the station")
    page.locator(".composer-send").click()
    # Who leaves while its picture is on the way has it sent by the next page, which may hear of pieces that had arrived.
    expect(page.locator(".message:not(.is-waiting)", has_text="Seen at the station")).to_be_visible()
    page.goto("/new-message")
    page.wait_for_timeout(300)
    expect(brought).to_be_hidden()
    assert page.complaints == []


def test_what_one_does_not_want_to_send_after_all_is_gone(at_home):
    page = at_home
    page.evaluate(SHARE, ["Never mind", "a.png"])
    page.wait_for_url("**/new-message")
    page.locator("#brought [data-drop]").click()
    expect(page.locator("#brought")).to_be_hidden()
    page.reload()
    page.wait_for_timeout(300)
    expect(page.locator("#brought")).to_be_hidden()


def test_without_a_worker_the_words_come_along_still(enter, world):
    page = enter(world.cleo, "/", service_workers="block", **PHONE)
    page.evaluate(SHARE.replace("form.append(text, file)", "form.append(text)"), ["Only words", "x.png"])
    page.wait_for_url("**/new-message")
    expect(page.locator("#brought")).to_contain_text("Only words")


def test_the_browser_is_asked_to_keep_what_waits(at_home):
    page = at_home
    page.goto(page.item)
    ready(page)
    page.evaluate("() => { navigator.storage.persist = async () => { document.documentElement.dataset.asked = 'yes' } }")
    assert page.evaluate("() => document.documentElement.dataset.asked") is None
    page.context.set_offline(True)
    page.locator("#composer-body").fill("From the train")
    page.locator(".composer-send").click()
    expect(page.locator(".message.is-waiting")).to_be_visible()
    expect(page.locator("html[data-asked=yes]")).to_have_count(1)


def test_the_manifest_has_no_faults_its_shortcuts_open_and_its_share_target_is_taken(at_home):
    page = at_home
    wire = page.context.new_cdp_session(page)
    told = wire.send("Page.getAppManifest")
    assert told["errors"] == []
    assert wire.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = json.loads(told["data"])
    assert [each["name"] for each in manifest["shortcuts"]][:2] == ["Needs you", "New message"]
    assert manifest["share_target"]["action"] == "/share"
    for shortcut in manifest["shortcuts"]:
        assert page.goto(shortcut["url"]).status == 200
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def standing_alone(page) -> None:
    """As the installed app shows it: no switch of the browser's makes it believe so, hence its styles are told."""
    # Not fetched: what is on the way when a page goes would fail.
    styles = joined_css().replace("(display-mode: standalone)", "(min-width: 1px)")
    page.route("**/static/portico-*.css", lambda route: route.fulfill(content_type="text/css", body=styles))


def edges(page, **insets) -> None:
    """A device that keeps so many pixels of its edges to itself."""
    page.context.new_cdp_session(page).send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})


def test_in_the_installed_app_one_is_told_to_type_the_code(browser):
    for alone in (False, True):
        phone = browser(**PHONE, service_workers="block")
        if alone:
            standing_alone(phone)
        phone.goto("/sign-in")
        phone.get_by_label("E-mail address").fill("cleo@example.com")
        phone.get_by_role("button", name="Send me a mail").click()
        expect(phone.get_by_label("Code")).to_be_visible()
        expect(phone.locator(".only-installed")).to_be_visible(visible=alone)


def box(page, selector: str) -> dict:
    return page.locator(selector).first.bounding_box()


def test_nothing_to_tap_or_read_lies_under_the_edges_of_the_device(at_home):
    page = at_home
    edges(page, top=47, bottom=34)
    expect(page.locator(".card-title").first).to_be_visible()
    bar = box(page, ".way.is-needs .way-mark")
    assert box(page, ".rail .brand")["y"] >= 47 and bar["y"] + bar["height"] <= 844 - 34
    page.goto(page.item)
    composer = box(page, ".composer-send")
    assert composer["y"] + composer["height"] <= box(page, ".ways")["y"]
    page.set_viewport_size({"width": 844, "height": 390})
    edges(page, left=47, right=47, bottom=21)
    page.goto("/")
    assert box(page, ".way-mark")["x"] >= 47
    cards = box(page, "#needs")
    assert cards["x"] + cards["width"] <= 844 - 47


def test_it_opens_from_the_home_screen_at_once_however_slow_the_network(enter, network, session, world):
    session().expire_on_commit = False
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    phone = enter(world.cleo, "/", behind=network, **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, "/", "/new-message")
    # Where the network is asked first, it is waited for three seconds: here they never pass.
    the_worker(phone).evaluate("() => { self.setTimeout = () => 0 }")
    network.hold()
    for start_url, seen in (("/?from=home-screen", "Choose the paper"), ("/new-message?from=shortcut", "What is it about?")):
        phone.goto(start_url, wait_until="domcontentloaded")
        expect(phone.get_by_text(seen).first).to_be_visible()
        expect(phone).not_to_have_url(re.compile("from="))
    item.title = "Choose the paper today"
    session.commit()
    phone.goto("/?from=home-screen", wait_until="domcontentloaded")
    network.let_go()
    phone.get_by_role("link", name="Show the newest").click()
    expect(phone.get_by_text("Choose the paper today")).to_be_visible()


def test_what_is_shared_without_a_network_lands_in_a_kept_thread(at_home, world):
    page = at_home
    with_worker(page)
    wait_for_copy(page, world.cleo, "/new-message", page.talk)
    page.context.set_offline(True)
    page.evaluate(SHARE, ["Seen in the tunnel", "poster.png"])
    page.wait_for_url("**/new-message")
    page.get_by_role("link", name="Kick-off").click()
    expect(page.locator("#composer-body")).to_have_value("Seen in the tunnel")
    page.locator(".composer-send").click()
    expect(page.locator(".message.is-waiting", has_text="Seen in the tunnel")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".message:not(.is-waiting)", has_text="Seen in the tunnel")).to_be_visible()
    expect(page.locator(".message", has_text="Seen in the tunnel")).to_contain_text("poster")
