"""The doors in a real browser: first run, sign-in across two devices, and programs that press every button."""
import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.base.clock import now
from portal.jobs.paying import pay_owed
from portal.people.hosts import name_host
from portal.people.operator_links import operator_link
from portal.people.session import Session
from portal.people.setup import setup_link
from tests.browser.copies import with_worker
from tests.support_browser import PHONE

#: What a mail scanner does with a page: opens it, runs its scripts, fills its fields, presses and submits everything.
SCAN = """() => {
  for (const input of document.querySelectorAll("input:not([type=hidden]), textarea")) input.value = "1234"
  for (const button of document.querySelectorAll("button, [role=button]")) {
    for (const name of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
      button.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }))
  }
  for (const form of document.forms) if (form.method === "post") form.requestSubmit()
}"""


def letter_of(mailbox, address: str) -> tuple[str, str]:
    """The code and the link of the newest sign-in letter."""
    pay_owed()
    text = mailbox.wait_for(address).get_body(("plain",)).get_content()
    return re.search(r"^ {4}(\w{4}-\w{4})", text, re.MULTILINE)[1], re.search(r"http\S+/sign-in/\S+", text)[0]


def ask(page, email: str = "cleo@example.com") -> None:
    page.goto("/sign-in?next=/me")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a mail").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()


def scan(page, address: str) -> None:
    page.goto(address)
    page.evaluate(SCAN)
    page.wait_for_timeout(300)


def opened(session) -> list[Session]:
    """The sessions there are; without staying in a transaction, which the server would wait for."""
    found = list(session.scalars(select(Session)))
    session.expunge_all()
    session.rollback()
    return found


@pytest.fixture
def written(session, world):
    session.commit()
    return world


def test_the_first_run_from_link_to_inside(app, session, page):
    link = setup_link(app.config["SETTINGS"])
    session.rollback()
    page.goto(link)
    page.get_by_label("Name of your organisation").fill("Studio Nord")
    page.get_by_label("Your name").fill("Owen")
    page.get_by_label("Your e-mail address").fill("owen@example")
    page.get_by_role("button", name="Create my portal").click()
    page.get_by_text("This is no e-mail address").wait_for()
    assert page.get_by_label("Name of your organisation").input_value() == "Studio Nord"
    page.get_by_label("Your e-mail address").fill("owen@example.com")
    page.get_by_role("button", name="Create my portal").click()
    page.wait_for_url("**/")
    page.goto("/me")
    assert page.get_by_label("Your name").input_value() == "Owen"
    page.goto(link)
    assert "/setup/" not in page.url


def test_signing_in_with_the_code_that_a_second_device_shows(written, session, browser, mailbox):
    phone, desktop = browser(**PHONE), browser()
    ask(desktop)
    code, link = letter_of(mailbox, "cleo@example.com")
    phone.goto(link)
    shown = phone.locator(".code-shown").inner_text()
    assert re.sub(r"\s", "", shown) == code.replace("-", "")
    assert phone.get_by_role("button").count() == 0
    desktop.get_by_label("Code").fill(code.lower())
    desktop.get_by_role("button", name="Sign in").click()
    desktop.wait_for_url("**/me")
    assert desktop.get_by_label("Your name").input_value() == "Cleo"
    phone.goto("/me")
    assert "/sign-in" in phone.url
    assert desktop.complaints == [] and phone.complaints == []


def test_a_scanner_that_comes_first_takes_and_burns_nothing(written, session, browser, mailbox):
    cleo, phone, scanner = written.cleo.id, browser(**PHONE), browser()
    session.commit()
    ask(phone)
    code, link = letter_of(mailbox, "cleo@example.com")
    for _ in range(3):
        scan(scanner, link)
    assert opened(session) == []
    phone.goto(link)
    phone.get_by_role("button", name="Sign in").click()
    phone.wait_for_url("**/me")
    assert [(each.user_id, each.assurance) for each in opened(session)] == [(cleo, "code")]


def test_an_operators_link_waits_for_its_button(app, written, session, browser):
    address = operator_link(app.config["SETTINGS"], user=written.owen)
    session.commit()
    page = browser(**PHONE)
    for _ in range(2):
        page.goto(address)
    assert opened(session) == []
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    assert [each.assurance for each in opened(session)] == ["operator"]
    page.goto(address)
    page.get_by_role("heading", name="This has run out").wait_for()


def test_a_closed_device_is_out_at_once_and_signing_out_works(written, session, browser, mailbox):
    visitors = [browser(), browser()]
    for count, visitor in enumerate(visitors, 1):
        ask(visitor)
        pay_owed()
        mailbox.wait_for("cleo@example.com", count=count)
        visitor.get_by_label("Code").fill(letter_of(mailbox, "cleo@example.com")[0])
        visitor.get_by_role("button", name="Sign in").click()
        visitor.wait_for_url("**/me")
    first, second = visitors
    second.goto("/me/devices")
    expect(second.locator(".row")).to_have_count(2)
    second.get_by_role("button", name="Close").click()
    expect(second.locator(".row")).to_have_count(1)
    first.goto("/me")
    assert "/sign-in" in first.url
    second.get_by_role("button", name="Sign out").click()
    second.wait_for_url("**/sign-in")
    second.goto("/me")
    assert "/sign-in" in second.url


def test_at_the_host_of_a_room_one_comes_in_by_its_own_door_and_has_an_app_of_its_own(browser, server, session, world, mailbox):
    name_host(world.acme, "acme.localhost", by=world.ada)
    world.acme.brand_color, world.acme.host_confirmed_at = "#b3321f", now()
    session.commit()
    page = browser(base_url=server.url.replace("127.0.0.1", "acme.localhost"))
    ask(page)
    expect(page.locator("link[href*='/brand/b3321f-']")).to_have_count(1)
    link = letter_of(mailbox, "cleo@example.com")[1]
    assert link.startswith(page.url.partition("/sign-in")[0])
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/me")
    assert [each.host for each in opened(session)] == ["acme.localhost"]
    with_worker(page)
    page.goto(server.url)
    page.wait_for_url("**/sign-in**")
