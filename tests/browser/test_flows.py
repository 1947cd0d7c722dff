"""Whole errands in a real browser: the first run, by keyboard alone, without scripts, and losing access while writing."""
import re

from playwright.sync_api import expect

from portal.jobs.paying import pay_owed
from portal.people.setup import setup_link
from tests.browser.inspecting import findings
from tests.support_browser import PHONE, TABLET
from tests.talk.speaking import say, start
from tests.world import add_item


def code_of(mailbox, address: str) -> str:
    pay_owed()
    text = mailbox.wait_for(address).get_body(("plain",)).get_content()
    return re.search(r"^ {4}(\w{4}-\w{4})", text, re.MULTILINE)[1]


def on_the_clients_move(world):
    item = add_item(world.site, "Choose the paper", audience="client", move="client", description="Three kinds")
    say(world.tess, item, "Which one do you like?")
    return f"/projects/{world.site.id}/items/{item.id}"


def test_the_first_run_shows_what_to_do_next_and_a_project_to_look_around_in(app, session, page):
    link = setup_link(app.config["SETTINGS"])
    session.commit()
    page.emulate_media(reduced_motion="reduce")
    page.goto(link)
    assert findings(page) == []
    page.get_by_label("Name of your organisation").fill("Studio Nord")
    page.get_by_label("Your name").fill("Owen")
    page.get_by_label("Your e-mail address").fill("owen@example.com")
    page.get_by_label("Load a sample project").check()
    page.get_by_role("button", name="Create my portal").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", level=1, name="Needs you")).to_be_visible()
    page.locator("#projects-title").locator("xpath=../..").locator(".row-title").first.click()
    expect(page.locator(".item-row").first).to_be_visible()
    page.locator(".item-row .row-title").nth(1).click()
    expect(page.locator("#composer-body")).to_be_visible()
    assert page.complaints == []


def test_an_empty_house_says_what_comes_first(app, session, browser):
    page = browser(**PHONE)
    link = setup_link(app.config["SETTINGS"])
    session.commit()
    page.goto(link)
    page.get_by_label("Name of your organisation").fill("Studio Nord")
    page.get_by_label("Your name").fill("Owen")
    page.get_by_label("Your e-mail address").fill("owen@example.com")
    page.get_by_role("button", name="Create my portal").click()
    page.wait_for_url("**/")
    first = page.get_by_role("link", name="New client")
    expect(first).to_be_in_viewport()
    page.goto("/projects/new")
    first.click()
    page.get_by_label("Name").fill("Acme")
    page.get_by_role("button", name="Add client").click()
    expect(page.get_by_role("heading", level=1, name="Acme")).to_be_visible()
    page.goto("/")
    expect(first).to_have_count(0)
    page.get_by_role("link", name="New project").first.click()
    page.get_by_label("Name").fill("Web shop")
    page.get_by_role("button", name="Create project").click()
    page.locator(".add-line input.input").fill("Kick-off")
    page.keyboard.press("Enter")
    expect(page.locator(".item-row", has_text="Kick-off")).to_be_visible()
    page.goto(page.url.partition("?")[0] + "/invitations/new")
    page.get_by_label("E-mail addresses").fill("cleo@example.com")
    page.get_by_role("button", name="Send invitations").click()
    page.get_by_role("link", name="Show link").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".invitation-link").inner_text()
    # What goes for good is asked for by its name first.
    page.locator("summary", has_text="Take back").click()
    expect(page.get_by_text("The link of cleo@example.com then opens nothing any more.")).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".invitation-state")).to_contain_text("Taken back")
    assert page.complaints == []


def focused(page, wanted: str, keys: str = "Tab", most: int = 60) -> None:
    """Press a key until the element of these words has the focus."""
    for _ in range(most):
        if page.locator("a:focus, button:focus", has_text=wanted).count():
            return
        page.keyboard.press(keys)
    raise AssertionError(f"{wanted} cannot be reached by {keys}")


def test_by_keyboard_alone_from_the_door_to_reply_and_done(session, world, page, mailbox):
    path = on_the_clients_move(world)
    for number in range(14):
        add_item(world.site, f"Page {number}", audience="client")
    session.commit()
    page.goto("/sign-in")
    # A busy browser gives the focus after the page is there: what is typed before goes nowhere.
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type("cleo@example.com")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Look into your mail").wait_for()
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(code_of(mailbox, "cleo@example.com").lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")
    page.keyboard.press("r")
    page.keyboard.type("The rough one, please")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#arrivals .message")).to_contain_text("The rough one, please")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    focused(page, "Done", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".item-head[data-turn=done]")).to_be_visible()
    expect(page.get_by_role("button", name="Not done")).to_be_focused()
    # To what can be searched here: the plan of this project, by what is typed.
    page.keyboard.press("/")
    page.wait_for_url(f"**/projects/{world.site.id}#find")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("13 page")
    expect(page.locator(".item-row")).to_have_count(1)
    expect(page).to_have_url(re.compile("[?]q=13"))
    page.keyboard.press("Escape")
    for key in "jk":
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="Page 13")).to_be_focused()
    assert page.complaints == []


def test_without_scripts_one_signs_in_replies_is_done_and_shares(session, world, browser, mailbox):
    path, plain = on_the_clients_move(world), {"java_script_enabled": False}
    hidden = add_item(world.site, "Prices", description="Ours")
    title, hidden_path = hidden.title, f"/projects/{world.site.id}/items/{hidden.id}"
    session.commit()
    phone, desk = browser(**PHONE, **plain), browser(**plain)
    for page, who in ((phone, "cleo"), (desk, "mia")):
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(f"{who}@example.com")
        page.get_by_role("button", name="Send me a mail").click()
        page.get_by_label("Code").fill(code_of(mailbox, f"{who}@example.com"))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1, name="Needs you")).to_be_visible()
    phone.get_by_role("heading").get_by_role("link", name="Choose the paper").click()
    phone.get_by_label("Write a reply").fill("The rough one")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".message").last).to_contain_text("The rough one")
    phone.get_by_role("button", name="Done").click()
    expect(phone.get_by_role("button", name="Not done")).to_be_visible()
    assert phone.url.split("#")[0].endswith(path)
    assert phone.goto(hidden_path).status == 404
    desk.goto(hidden_path)
    desk.get_by_role("link", name="Sharing").click()
    desk.get_by_role("button", name="Share", exact=True).click()
    expect(desk.locator("#notices")).to_contain_text("Shared.")
    assert phone.goto(hidden_path).status == 200
    expect(phone.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_who_is_removed_while_writing_is_out_and_keeps_the_words(session, world, enter):
    path, seat = on_the_clients_move(world), world.seat(world.cleo)
    address = f"/w/{world.nord.id}/people/{seat.id}"
    session.commit()
    phone, desk = enter(world.cleo, path, **PHONE), enter(world.ada, address)
    phone.locator("#composer-body").fill("I was just about to say")
    desk.get_by_role("button", name=re.compile("Remove")).click()
    expect(desk.get_by_role("heading", level=1, name="Acme")).to_be_visible()
    expect(desk.get_by_role("main")).not_to_contain_text("cleo@example.com")
    phone.locator(".composer-send").click()
    unsent = phone.locator("#arrivals .message.is-refused")
    expect(unsent).to_contain_text("I was just about to say")
    expect(unsent).to_contain_text("Not sent")
    phone.goto(path)
    assert phone.get_by_text("Choose the paper").count() == 0


def test_on_a_tablet_the_list_stays_beside_what_was_tapped(session, world, enter):
    first = on_the_clients_move(world)
    for number in range(40):
        last = add_item(world.site, f"Part {number}", audience="client")
    last_path = f"/projects/{world.site.id}/items/{last.id}"
    session.commit()
    tablet = enter(world.cleo, first, reduced_motion="reduce", **TABLET)
    here = tablet.locator(".pane-list .row[aria-current]")
    expect(here).to_contain_text("Choose the paper")
    assert findings(tablet) == []
    tablet.locator(".pane-list").get_by_role("link", name="Part 39").click()
    tablet.wait_for_url(f"**{last_path}")
    expect(here).to_contain_text("Part 39")
    expect(here).to_be_in_viewport()
    expect(tablet.locator("#composer-body")).to_be_in_viewport()
    assert tablet.complaints == []


def test_one_writes_at_the_same_place_however_short_the_thread(session, world, enter):
    talk = start(world.tess, world.site, "Kick-off", body="Welcome")
    path = f"/projects/{world.site.id}/talk/{talk.id}"
    phone = enter(world.cleo, path, **PHONE)
    composer, bar = phone.locator(".composer").bounding_box(), phone.locator(".ways").bounding_box()
    assert abs(composer["y"] + composer["height"] - bar["y"]) < 2
