"""A change, as both sides make it: proposed and worked out at a desk with a look ahead, accepted on a phone, done in the plan."""
import re

from playwright.sync_api import expect

from tests.browser.inspecting import bring_along, findings
from tests.browser.waiting import queue, ready
from tests.changes.planning import plan
from tests.support_browser import PHONE
from tests.support_processes import wait_until

#: Its own page, loaded with all its scripts: words may stand there before them.
CHANGE = re.compile(r"/changes/[0-9a-f-]{36}(?!/)")


def test_a_change_is_proposed_accepted_and_the_plan_moves(session, world, enter):
    plan(world)
    # Read once: a test that goes on reading would keep the write lock from the server.
    logo, items = str(world.logo.id), f"/projects/{world.site.id}/items"
    live = f"{items}/{world.live.id}"
    desk = enter(world.mia, f"{items}/{logo}")
    desk.get_by_role("link", name="Propose a change").click()
    expect(desk.get_by_label("What shall change?")).to_have_value("Logo")
    desk.get_by_label("What shall change?").fill("A livelier logo")
    desk.get_by_label("Why?").fill("The first one is too quiet.")
    ready(desk)
    desk.get_by_role("button", name="Propose").click()
    desk.wait_for_url(CHANGE)
    expect(desk.get_by_role("heading", name="A livelier logo", level=1)).to_be_visible()
    ready(desk)
    desk.get_by_role("link", name="Move a promised date").click()
    sheet = desk.get_by_role("dialog")
    expect(sheet.get_by_label("Item")).to_have_value(logo)
    sheet.get_by_label("New promised date").fill("2026-05-15")
    sheet.get_by_label("New promised date").dispatch_event("change")
    expect(sheet.locator(".effect-follows")).to_contain_text("Site goes live")
    # It does not go, is noted at its change, and is opened again where it was written: a sheet is a page of its own.
    desk.route("**/effects", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    sheet.get_by_role("button", name="Add to this change").click()
    expect(desk.locator("#change-body > .outbox-note")).to_contain_text("Waiting to send")
    queue(desk).get_by_role("button", name="Change", exact=True).click()
    desk.unroute("**/effects")
    expect(desk.get_by_label("New promised date")).to_have_value("2026-05-15")
    expect(desk.get_by_label("Item")).to_have_value(logo)
    desk.complaints.clear()
    desk.get_by_role("button", name="Add to this change").click()
    desk.wait_for_url(CHANGE)
    expect(desk.locator(".change-item")).to_have_count(3)
    ready(desk)
    desk.get_by_role("link", name="Ask Acme to accept").click()
    desk.get_by_role("dialog").get_by_role("button", name="Ask now").click()
    expect(desk.locator(".card", has_text="Waiting for Cora")).to_be_visible()

    phone = enter(world.cora, "/", **PHONE)
    bring_along(phone)
    ready(phone)
    phone.goto(desk.url)
    expect(phone.locator(".change-item")).to_have_count(2)
    expect(phone.locator(".change-item", has_text="Site goes live")).to_contain_text("7 days later, follows “Logo”")
    assert findings(phone) == []
    phone.get_by_role("link", name="Look and decide").click()
    ready(phone)
    phone.locator("#decide").get_by_role("button", name="Accept this change", exact=True).focus()
    phone.keyboard.down("Enter")
    expect(phone.locator(".mine")).to_contain_text("You approved this")
    phone.keyboard.up("Enter")
    # Where the answer is slow, the copy of before is shown first.
    wait_until(lambda: desk.reload() and desk.locator(".turn", has_text="Accepted").count(), what="the change being accepted")
    desk.goto(live)
    expect(desk.locator(".item-head")).to_contain_text("May 29")
    expect(desk.locator(".item-head")).to_contain_text("Why: A livelier logo")
    assert desk.complaints == [] == phone.complaints
