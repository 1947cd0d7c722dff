"""An invitation in a real browser: from the mail to the answer in three steps, and programs that come first."""
import re
from contextlib import contextmanager, suppress
from typing import NamedTuple

import pytest
from playwright.sync_api import Error
from sqlalchemy import func, select

from portal.base.ids import new_id
from portal.history.act import Act
from portal.jobs.paying import pay_owed
from portal.people.invitation import Invitation
from portal.people.session import Session
from portal.people.user import User
from portal.plan.item import WorkItem
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.message import Message
from portal.talk.posting import post_message
from tests.people.test_inviting import invite
from tests.support_browser import PHONE
from tests.support_processes import wait_until

NEW = "nina@example.com"

#: However late a busy browser hears that a button was let go, it was not held for long.
NEVER_LONG = "() => { window.setTimeout = () => 0 }"
PRESS_EVERYTHING = """async () => {
  const wait = ms => new Promise(done => setTimeout(done, ms))
  for (const button of document.querySelectorAll("button, input[type=submit], [role=button]")) {
    for (const name of ["pointerdown", "mousedown", "touchstart"]) button.dispatchEvent(new Event(name, { bubbles: true }))
    button.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0 }))
    button.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
    await wait(750)
    button.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, button: 0 }))
    button.click()
  }
}"""
FILL_EVERYTHING = """junk => {
  for (const field of document.querySelectorAll("input, textarea")) {
    if (!["csrf_token", "act"].includes(field.name)) field.value = junk
  }
}"""


class Way(NamedTuple):
    """The address in the mail, and the page to which it leads."""

    link: str
    item: str


@pytest.fixture
def way(session, world, mailbox):
    world.logo.move = "client"
    world.logo.description = "We print the banners on Friday.\nA vector file stays sharp at any size."
    for user, body in ((world.tess, "Could you send the **vector file**? SVG or PDF."), (world.cora, "Nina has it, I think.")):
        post_message(entry=world.logo, by=standing_on(viewer_of(user), world.site), message_id=new_id(), body=body, lane="shared")
    invite(world, world.mia, NEW, entry_id=world.logo.id, line="Nina, only the logo is missing. Can you help?")
    there = f"**/projects/{world.site.id}/items/{world.logo.id}"
    session.commit()
    pay_owed()
    # A transaction of the test's own would keep the server from writing.
    session.rollback()
    html = mailbox.wait_for(NEW).get_body(("html",)).get_content()
    return Way(re.search(r'href="(http[^"]+/i/[^"]+)"', html)[1], there)


def nothing_happened(session):
    session.rollback()
    assert session.scalar(select(Invitation)).is_pending
    for record in (Session, Act):
        assert session.scalar(select(func.count()).select_from(record)) == 0
    assert session.scalar(select(func.count()).where(User.email == NEW)) == 0
    assert session.scalar(select(WorkItem.done_at).where(WorkItem.title == "Logo")) is None
    assert session.scalar(select(func.count()).select_from(Message)) == 2
    session.rollback()


@contextmanager
def held(page, name):
    """A thumb that rests on a button for so long."""
    box = page.get_by_role("button", name=name, exact=True)
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    wire = page.context.new_cdp_session(page)
    at = {"x": place["x"] + place["width"] / 2, "y": place["y"] + place["height"] / 2}
    wire.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    yield
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def said(session):
    session.rollback()
    found = session.scalars(select(Message.body).join(User, User.id == Message.author_id).where(User.email == NEW)).all()
    session.rollback()
    return found


def test_from_the_mail_to_the_answer_on_a_phone_in_three_steps(session, way, browser):
    phone = browser(**PHONE)
    phone.goto(way.link)
    assert phone.get_by_role("heading", level=1).inner_text() == "Logo"
    assert phone.get_by_text("vector file").first.is_visible()
    phone.get_by_label("Your answer").fill("Here it comes")
    with held(phone, "Send answer"):
        phone.wait_for_url(way.item)
    assert said(session) == ["Here it comes"]
    assert phone.complaints == []
    phone.goto(way.link)
    phone.wait_for_url(way.item)


def is_at(page, address) -> bool:
    """Opens an address; what the page before has sent may come in between, and leads elsewhere."""
    with suppress(Error):
        page.goto(address)
    return page.url == address


def test_a_program_that_presses_submits_and_fills_everything_changes_nothing(session, way, browser):
    page = browser()
    page.goto(way.link)
    buttons = page.get_by_role("button").count()
    assert buttons >= 4
    page.evaluate(NEVER_LONG)
    for delay in (0, 150):
        for number in range(buttons):
            page.get_by_role("button").nth(number).click(delay=delay)
    for key in ("Enter", "Space"):
        page.goto(way.link)
        page.evaluate(NEVER_LONG)
        for number in range(buttons):
            page.get_by_role("button").nth(number).press(key)
    page.goto(way.link)
    page.evaluate(PRESS_EVERYTHING)
    assert page.url == way.link, "nothing was even sent so far"
    for junk in ("12", "1500"):
        for how in ("form.submit()", "form.requestSubmit()", "form.querySelector('button').click()"):
            wait_until(lambda: is_at(page, way.link), what="the page of the link")
            page.evaluate(FILL_EVERYTHING, junk)
            page.evaluate(f"() => {{ for (const form of document.forms) if (form.method === 'post') {how} }}")
            page.wait_for_timeout(600)
    wait_until(lambda: is_at(page, way.link), what="the page of the link")
    for number in range(buttons):
        for field in page.locator("textarea, input:visible").all():
            field.fill("12")
        page.get_by_role("button").nth(number).click()
        page.wait_for_load_state()
    nothing_happened(session)
    test_from_the_mail_to_the_answer_on_a_phone_in_three_steps(session, way, browser)


def test_who_lets_go_too_soon_is_told_and_may_type_the_digits(session, way, browser):
    phone = browser(**PHONE)
    phone.goto(way.link)
    phone.evaluate(NEVER_LONG)
    for _ in range(2):
        with held(phone, "Open the project"):
            phone.wait_for_timeout(100)
    digits = phone.get_by_label(re.compile(r"Type \d\d"))
    digits.fill(re.search(r"\d\d", phone.locator(".deliberate-digits").inner_text())[0])
    nothing_happened(session)
    phone.get_by_role("button", name="Open the project").click()
    phone.wait_for_url(way.item)


def test_a_keyboard_holds_too(session, way, page):
    page.goto(way.link)
    page.get_by_label("Your answer").fill("By keyboard")
    page.get_by_role("button", name="Send answer").focus()
    page.keyboard.down("Enter")
    page.wait_for_url(way.item)
    page.keyboard.up("Enter")
    assert said(session) == ["By keyboard"]


def test_without_scripts_the_digits_are_typed(session, way, browser):
    page = browser(java_script_enabled=False)
    page.goto(way.link)
    page.get_by_label("Your answer").fill("Without scripts")
    page.get_by_role("button", name="Send answer").click()
    assert page.get_by_label("Your answer").input_value() == "Without scripts"
    nothing_happened(session)
    page.get_by_label(re.compile(r"Type \d\d")).fill(re.search(r"\d\d", page.locator(".deliberate-digits").inner_text())[0])
    page.get_by_role("button", name="Send answer").click()
    page.wait_for_url(way.item)
    assert said(session) == ["Without scripts"]


def test_a_forwarded_link_shows_nothing_to_another_browser(session, way, browser):
    first, second = browser(**PHONE), browser()
    first.goto(way.link)
    with held(first, "Open the project"):
        first.wait_for_url(way.item)
    second.goto(way.link)
    assert second.get_by_role("button", name="Mail me a code").is_visible()
    assert "Logo" not in second.content() and "vector" not in second.content()
