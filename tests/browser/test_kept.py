"""Reading without a network: what is kept opens and says how old it is; what is not kept says so."""
import re
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from portal.files.document import Document
from portal.people.sessions import open_session
from tests.browser.copies import end_worker, holds, kept, the_worker, wait_for_copy, wait_for_none, with_worker
from tests.browser.waiting import ready, sent, waiting, write
from tests.decisions.asking import asked_by
from tests.files.pdfs import pdf
from tests.files.pinning import show_pages
from tests.files.uploads import with_file
from tests.support_browser import PHONE, TABLET
from tests.support_processes import free_port, wait_until
from tests.support_server import start_server
from tests.support_slow import network_before
from tests.talk.speaking import say, standing, start
from tests.world import add_item


@pytest.fixture
def paper(session, world):
    # What a test reads of these records later shall open no transaction: it would keep the write lock from the server.
    session().expire_on_commit = False
    item = add_item(world.site, "Choose the paper", audience="client", move="client", description="Three kinds")
    say(world.tess, item, "Which one do you like?")
    return item


@pytest.fixture
def network(server):
    with network_before(server.url) as network:
        yield network


def address(item) -> str:
    return f"/projects/{item.project_id}/items/{item.id}"


def saved(page):
    return page.locator("#saved-line")


def test_a_page_that_was_open_opens_without_a_network_and_says_how_old_it_is(enter, world, paper):
    phone = enter(world.cleo, address(paper), **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    phone.context.set_offline(True)
    end_worker(phone)
    phone.goto(address(paper))
    expect(phone.get_by_text("Which one do you like?")).to_be_visible()
    expect(saved(phone)).to_contain_text("Saved just now")
    assert phone.evaluate("htmx.version")
    assert phone.evaluate("getComputedStyle(document.querySelector('.composer')).position") == "sticky"
    assert [told for told in phone.complaints if "Content Security Policy" in told] == []


def test_a_copy_says_its_age_in_the_readers_language(enter, session, world, paper):
    world.cleo.locale = "de"
    phone = enter(world.cleo, address(paper), **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    # German words are long, and stand in one line nevertheless: those of the bar, and the three acts of a card.
    phone.goto("/")
    assert phone.evaluate("[...document.querySelectorAll('.way-word')].every(each => each.scrollWidth <= each.clientWidth)")
    assert len(set(phone.locator(".item-card").first.locator(".card-acts .button:visible").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().top)"))) == 1
    phone.context.set_offline(True)
    phone.clock.install()
    phone.goto(address(paper))
    phone.clock.fast_forward("12:30")
    expect(saved(phone)).to_contain_text("Gespeichert vor 12 Minuten")


def test_what_needs_somebody_opens_offline_though_it_was_never_opened(enter, session, world, paper):
    talk = start(world.tess, world.site, subject="Print run", body="How many?")
    phone = enter(world.cleo, "/", **PHONE)
    with_worker(phone)
    lists = ("/", "/projects", f"/projects/{world.site.id}", f"/projects/{world.site.id}/talk")
    wait_for_copy(phone, world.cleo, "/me", *lists, address(paper), f"/projects/{world.site.id}/talk/{talk.id}")
    phone.context.set_offline(True)
    phone.get_by_role("link", name="Choose the paper").first.click()
    expect(phone.get_by_text("Which one do you like?")).to_be_visible()
    for path, heading in zip(lists, ("Needs you", "Projects", "Site", "Site"), strict=True):
        phone.goto(path)
        expect(phone.get_by_role("heading", level=1)).to_contain_text(heading)
        expect(saved(phone)).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.goto("/me")
    expect(phone.get_by_role("button", name="Sign out")).to_be_visible()
    phone.goto("/me/devices")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are offline")


def test_forms_doors_and_files_are_never_kept(enter, world, paper):
    page = enter(world.tess, address(paper))
    with_worker(page)
    for path in ("/me/devices", f"{address(paper)}/edit", "/sign-in/operator/" + "x" * 43, "/brand/none", "/projects"):
        page.goto(path)
    wait_for_copy(page, world.tess, "/projects")
    assert set(kept(page, world.tess)) == {address(paper), "/projects"}


def test_a_slow_network_shows_the_copy_after_three_seconds_and_tells_when_there_is_something_newer(enter, network, world, paper):
    phone = enter(world.cleo, address(paper), behind=network, **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    network.hold()
    phone.reload()
    expect(saved(phone)).to_be_visible()
    expect(phone.get_by_role("link", name="Show the newest")).to_be_hidden()
    network.let_go()
    phone.get_by_role("link", name="Show the newest").click()
    expect(saved(phone)).to_be_hidden()
    # Where one's own act led to, the copy lacks it: the network is waited for.
    done = {"state": "stored", "location": address(paper)}
    phone.evaluate("done => new BroadcastChannel('portico-outbox').postMessage(done)", done)
    network.hold()
    threading.Timer(4, network.let_go).start()
    phone.reload()
    expect(saved(phone)).to_be_hidden()
    assert phone.evaluate("document.documentElement.dataset.kept") is None


def test_a_loss_of_access_empties_the_copies_also_when_it_is_heard_late(enter, session, network, world, paper):
    phone = enter(world.cleo, "/", behind=network, **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper), "/")
    session.refresh(world.cleo)
    paper.audience = "internal"
    world.cleo.lose_access()
    session.commit()
    network.hold()
    phone.goto(address(paper))
    expect(phone.get_by_text("Which one do you like?")).to_be_visible()
    phone.get_by_role("textbox").first.fill("My words stay")
    network.let_go()
    expect(saved(phone)).to_contain_text("no longer yours to see")
    expect(phone.get_by_text("Which one do you like?")).to_have_count(0)
    expect(phone.get_by_role("textbox").first).to_have_value("My words stay")
    wait_until(lambda: not holds(phone, "Choose the paper"), what="every copy of it going")


def test_a_session_that_is_over_takes_the_copies_along(enter, session, network, world, paper):
    phone = enter(world.cleo, address(paper), behind=network, **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    phone.context.clear_cookies()
    network.hold()
    phone.goto(address(paper))
    expect(saved(phone)).to_be_visible()
    network.let_go()
    expect(saved(phone)).to_contain_text("no longer yours to see")
    wait_for_none(phone, world.cleo)


def test_another_person_on_the_same_device_finds_nothing_of_the_first(enter, session, server, world, paper):
    phone = enter(world.cleo, address(paper), **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    _row, token = open_session(user=world.cora, assurance="code")
    session.commit()
    phone.context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                                "url": server.url.replace("http:", "https:")}])
    phone.goto("/projects")
    wait_for_copy(phone, world.cora, "/projects")
    assert kept(phone, world.cleo) == [] and kept(phone, world.cora) == ["/projects"]
    phone.context.set_offline(True)
    phone.goto(address(paper))
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are offline")


def test_signing_out_without_a_network_empties_the_device_and_reaches_the_server_later(enter, session, world, paper):
    phone = enter(world.cleo, address(paper), **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    phone.goto("/me")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Sign out").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are offline")
    wait_for_none(phone, world.cleo)
    phone.goto(address(paper))
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are offline")
    phone.context.set_offline(False)
    phone.goto(address(paper))
    phone.wait_for_url(re.compile("/sign-in"))


def test_signing_out_takes_the_copies_along(enter, world, paper):
    phone = enter(world.cleo, address(paper), **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    phone.goto("/me")
    # The network takes it and does not answer: nobody waits for it, and the worker tells the server.
    phone.route("**/sign-out", lambda route: None)
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url("**/sign-in")
    wait_for_none(phone, world.cleo)
    phone.goto(address(paper))
    phone.wait_for_url(re.compile("/sign-in"))


def test_copies_are_bounded_by_number_age_and_size(enter, world, paper):
    phone = enter(world.cleo, address(paper), **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    phone.evaluate("""async name => {
      const cache = await caches.open(name)
      const put = (path, hours, size) => cache.put(path, new Response("x", { headers: {
        "X-Kept-Url": new URL(path, location).href,
        "X-Kept-At": Date.now() - hours * 3600000, "X-Kept-Size": size } }))
      await put("/old", 73, 10)
      for (let number = 0; number < 70; number++) await put(`/many/${number}`, 2 + number / 100, 10)
      await put("/large", 1, 24 * 2 ** 20)
      await put("/larger", 1.5, 2 * 2 ** 20)
      // Pictures are none of the sixty pages, and go before any of them
      await put("/projects/1/documents/2/versions/3/screen", 0, 10)
      await put("/projects/1/documents/2/versions/3/pages/1", 0, 2 * 2 ** 20)
    }""", f"pages-{world.cleo.id}")
    phone.goto("/projects")
    wait_for_copy(phone, world.cleo, "/projects")
    left = kept(phone, world.cleo)
    assert {"/projects", address(paper), "/large"} <= set(left)
    assert "/old" not in left and "/larger" not in left
    assert [each for each in left if "/versions/" in each] == ["/projects/1/documents/2/versions/3/screen"] and len(left) <= 61


def test_what_is_decided_without_a_network_was_seen(enter, session, world):
    version = with_file("plan.pdf", world.logo, standing(world.tess, world.logo), "shared", pdf(2))
    show_pages(version, 400, 300)
    question = asked_by(world, session.get(Document, version.document_id), [world.abe], title="The plan")
    pictures = [f"/projects/{world.site.id}/documents/{version.document_id}/versions/{version.id}/{each}"
                for each in ("screen", "pages/1", "pages/2", "pages/2/text")]
    title, asked = question.title, f"/projects/{world.site.id}/decisions/{question.id}"
    session.commit()
    phone = enter(world.abe, "/", **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.abe, asked, *pictures)
    phone.context.set_offline(True)
    phone.goto(asked)
    expect(phone.get_by_role("heading", level=1)).to_contain_text(title)
    expect(saved(phone)).to_be_visible()
    expect(phone.locator(".thing-unseen")).to_be_hidden()
    shown = """Promise.all([...document.querySelectorAll(".thing-picture img, .leaf img")].map(async each => {
      each.loading = "eager"
      await each.decode()
      return each.naturalWidth
    }))"""
    assert phone.evaluate(shown) == [400]
    phone.get_by_role("link", name="Look at all 2 pages").click()
    expect(phone.locator(".leaf img")).to_have_count(2)
    assert phone.evaluate(shown) == [400, 400]
    # Who does not see a page has it read out here as well.
    phone.get_by_text("Text of page 2").first.click()
    expect(phone.locator("#page-2 .leaf-words")).to_have_text("Written here")
    # A picture that has gone is said to be missing, and nothing fails.
    phone.evaluate("""async ([name, ...gone]) => {
      const cache = await caches.open(name)
      await Promise.all(gone.map(each => cache.delete(each)))
    }""", [f"pages-{world.abe.id}", *pictures[:2]])
    phone.goto(asked)
    expect(phone.locator(".thing-unseen")).to_be_visible()
    phone.get_by_role("link", name="Look at all 2 pages").click()
    missing = phone.locator("#page-1 img")
    expect(missing).to_be_visible()
    wait_until(lambda: phone.evaluate("document.querySelector('#page-1 img').complete"))
    assert missing.bounding_box()["x"] >= 0 and missing.bounding_box()["width"] < PHONE["viewport"]["width"]
    assert not [told for told in phone.complaints if "ERR_FAILED" in told]
    assert not [told for told in phone.complaints if "Content Security Policy" in told]


#: Every page that the worker fetches by itself weighs so much more.
HEAVY = """() => {
  const real = self.fetch
  self.fetch = async (...asked) => {
    const answer = await real(...asked)
    if (!/^text.html/.test(answer.headers.get("Content-Type"))) return answer
    const heavy = new Response(await answer.text() + "x".repeat(1.2 * 2 ** 20), { headers: answer.headers })
    return Object.defineProperty(heavy, "type", { value: "basic" })
  }
}"""


def test_ahead_of_need_a_round_takes_so_much_and_no_more(enter, world, paper):
    phone = enter(world.cleo, "/me", **PHONE)
    with_worker(phone)
    # So it knows whose copies it keeps.
    wait_for_copy(phone, world.cleo, "/me")
    worker = the_worker(phone)
    worker.evaluate(HEAVY)
    worker.evaluate("() => seldom('ahead')")
    # Kept by the visit was /me; the second page that the round brought went over two megabytes, and ended it.
    assert set(kept(phone, world.cleo)) == {"/me", "/", "/inbox"}


def test_ahead_of_need_is_asked_each_quarter_of_an_hour_in_use_and_not_where_bytes_are_dear(enter, world):
    phone = enter(world.cleo, "/offline", **PHONE)
    phone.clock.install()
    phone.goto("/me")
    phone.evaluate("() => { window.told = []; portico.tell = async word => { window.told.push(word.type) } }")
    for minutes, dear, told in ((14, False, 0), (2, False, 1), (15, True, 1), (15, False, 2)):
        phone.evaluate("""dear => Object.defineProperty(navigator, "connection", {
          value: { saveData: dear, effectiveType: "4g" }, configurable: true })""", dear)
        phone.clock.fast_forward(minutes * 60_000)
        phone.clock.run_for(3000)
        assert phone.evaluate("() => window.told.filter(word => word === 'ahead').length") == told, (minutes, dear)


def test_whoever_wants_no_copies_has_none(enter, world, paper):
    phone = enter(world.cleo, "/", **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    phone.goto("/me")
    phone.get_by_label("Keep copies on my devices").uncheck()
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("#notices")).to_contain_text("Your profile is saved.")
    phone.goto("/")
    assert phone.locator("html").get_attribute("data-copies") == "off"
    wait_for_none(phone, world.cleo)


def test_what_needs_a_network_says_so_and_keeps_the_words(enter, world, paper):
    page = enter(world.tess, f"{address(paper)}/edit")
    with_worker(page)
    page.context.set_offline(True)
    page.get_by_label("Title").fill("Choose the better paper")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("This needs a network")
    expect(page.get_by_label("Title")).to_have_value("Choose the better paper")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Choose the better paper")


def test_a_kept_page_comes_alive_again_with_the_network(enter, world, paper):
    tablet = enter(world.cleo, address(paper), **TABLET)
    with_worker(tablet)
    wait_for_copy(tablet, world.cleo, address(paper))
    tablet.context.set_offline(True)
    tablet.reload()
    expect(saved(tablet)).to_be_visible()
    tablet.context.set_offline(False)
    tablet.get_by_role("textbox").first.fill("The rough one")
    tablet.get_by_role("button", name="Send").click()
    expect(tablet.locator(".message").get_by_text("The rough one")).to_be_visible()
    assert [told for told in tablet.complaints if "Content Security Policy" in told] == []


def test_a_new_version_waits_for_a_tap_and_reloads_nothing_under_somebodys_fingers(enter, network, world, paper):
    phone = enter(world.cleo, address(paper), behind=network, **PHONE)
    with_worker(phone)
    shells = "caches.keys().then(names => names.filter(name => name.startsWith('shell-')))"
    (shell,) = phone.evaluate(shells)
    build = shell.removeprefix("shell-")
    network.changes = [(b"Accept-Encoding", b"Xccept-Encoding"),
                       (f'BUILD = "{build}"'.encode(), f'BUILD = "{build[::-1]}"'.encode())]
    phone.get_by_role("textbox").first.fill("Half a sentence")
    phone.evaluate("navigator.serviceWorker.getRegistration().then(each => each.update()).then(() => true)")
    ready = phone.get_by_role("button", name="Update ready")
    expect(ready).to_be_visible()
    expect(phone.get_by_role("textbox").first).to_have_value("Half a sentence")
    assert phone.evaluate("navigator.serviceWorker.getRegistration().then(each => each.waiting.state)") == "installed"
    phone.evaluate("() => { document.documentElement.dataset.before = '' }")
    ready.click()
    expect(phone.locator("html[data-before]")).to_have_count(0)
    phone.wait_for_load_state()
    wait_until(lambda: phone.evaluate(shells) == [f"shell-{build[::-1]}"], what="the old shell going")
    expect(ready).to_be_hidden()
    # What was kept under the old version still opens, with its styles and scripts.
    wait_for_copy(phone, world.cleo, address(paper))
    phone.context.set_offline(True)
    phone.reload()
    expect(saved(phone)).to_be_visible()


def test_an_operator_retires_the_worker_and_what_it_kept(enter, house, network, world, paper):
    phone = enter(world.cleo, address(paper), behind=network, **PHONE)
    with_worker(phone)
    wait_for_copy(phone, world.cleo, address(paper))
    port = free_port()
    retired = start_server(replace(house.settings, port=port, base_url=f"http://127.0.0.1:{port}", retire_worker=True))
    try:
        network.lead_to(retired.url)
        phone.goto("/projects")
        gone = """async () => !await navigator.serviceWorker.getRegistration() && (await caches.keys()).length === 0"""
        wait_until(lambda: phone.evaluate(gone), what="the worker leaving")
        phone.reload()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Projects")
        assert phone.evaluate("navigator.serviceWorker.controller") is None
        # What somebody writes meanwhile is kept before it goes, as ever, and goes by the page.
        phone.goto(address(paper))
        ready(phone)
        phone.context.set_offline(True)
        write(phone, "No worker needed")
        expect(waiting(phone, "No worker needed")).to_contain_text("Waiting to send")
        phone.context.set_offline(False)
        sent(phone, "No worker needed")
    finally:
        retired.stop()
