"""Pins and comparing in a real browser: by mouse, by keys, without a network; what is placed is carried over and settled."""
import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.files.document import Document
from portal.files.pin import Pin
from tests.browser.inspecting import findings
from tests.browser.waiting import badge, ready
from tests.files.pdfs import pdf
from tests.files.pinning import next_version, show_pages
from tests.files.uploads import with_file
from tests.support_browser import PHONE
from tests.talk.speaking import found, standing


@pytest.fixture
def plan(session, world):
    """The address of a document of two pages that a browser can show."""
    by = standing(world.cleo, world.logo)
    version = with_file("plan.pdf", found(by.viewer, world.logo), by, "shared", pdf(2))
    show_pages(version, 400, 300)
    session.commit()
    return f"/projects/{world.site.id}/documents/{version.document_id}"


def placed(page, number):
    return page.locator(f"#page-{number} .mark")


def test_pins_are_placed_by_mouse_by_keys_and_without_a_network_then_settled(session, world, plan, enter):
    page = enter(world.cleo, plan, reduced_motion="reduce")
    page.evaluate("navigator.serviceWorker.ready")
    ready(page)
    # Who does not see a page has it read out; it comes when it is asked for.
    page.get_by_text("Text of page 2").first.click()
    expect(page.locator("#page-2 .leaf-words")).to_have_text("Written here")
    page.get_by_text("Text of page 2").first.click()
    page.context.set_offline(True)
    page.locator("[data-pin-start]").click()
    expect(page.get_by_text("Tap the place you mean.")).to_be_visible()
    page.locator("#page-1 .leaf-picture").click(position={"x": 100, "y": 60})
    sheet = page.get_by_role("dialog", name="Place a pin")
    assert not findings(page)
    across = page.locator("#page-1 .leaf-picture").bounding_box()["width"]
    assert abs(float(sheet.get_by_label("From the left").input_value()) - 10000 / across) < 1
    sheet.get_by_label("Remark").fill("Too small")
    sheet.get_by_role("button", name="Place the pin").click()
    expect(badge(page)).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(placed(page, 1)).to_have_count(1)
    # By keys alone: the page's own way opens the form, its sliders say where.
    page.get_by_role("link", name="Pin on page 2").focus()
    page.keyboard.press("Enter")
    sheet.get_by_label("From the left").focus()
    page.keyboard.press("End")
    sheet.get_by_label("Remark").fill("At the edge")
    sheet.get_by_role("button", name="Place the pin").focus()
    page.keyboard.press("Enter")
    expect(placed(page, 2)).to_have_count(1)
    session.rollback()
    assert [(pin.page, pin.x) for pin in session.scalars(select(Pin).order_by(Pin.number).offset(1))] == [(2, 1.0)]
    session.rollback()
    placed(page, 1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pin 1")
    page.get_by_role("button", name="Mark as settled").click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    assert [each for each in page.complaints if "DISCONNECTED" not in each] == []


def test_on_a_phone_versions_are_swept_through_and_two_are_drawn_over_each_other(session, world, plan, enter):
    document = session.scalars(select(Document)).one()
    show_pages(next_version(document, standing(world.cleo, world.logo), pdf(2, wide=True)), 400, 300)
    session.commit()
    page = enter(world.cora, plan, **PHONE)
    expect(page.locator(".viewer-versions b")).to_have_text("Version 2 of 2")
    page.locator(".leaf-picture").first.evaluate(SWEPT, 160)
    expect(page.locator(".viewer-versions b")).to_have_text("Version 1 of 2")
    page.locator(".leaf-picture").first.evaluate(SWEPT, -160)
    expect(page.locator(".viewer-versions b")).to_have_text("Version 2 of 2")
    page.get_by_role("button", name="Larger").click()
    expect(page.locator(".viewer")).to_have_class("viewer is-zoomed")
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("link", name="One over the other").click()
    slider = page.get_by_label("How much of version 2 is seen")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#compare")).to_have_attribute("style", "--wipe: 0%;")
    assert page.complaints == []


#: A finger, sideways by so many pixels.
SWEPT = """(picture, by) => {
  const at = x => new Touch({ identifier: 1, target: picture, clientX: x, clientY: 300 })
  const say = (kind, touches, x) =>
    picture.dispatchEvent(new TouchEvent(kind, { bubbles: true, touches, changedTouches: [at(x)] }))
  say("touchstart", [at(195)], 195)
  say("touchend", [], 195 + by)
}"""
