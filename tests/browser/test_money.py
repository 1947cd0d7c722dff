"""Time noted on the way, a budget agreed at the desk, and the sponsor who sees what it comes to."""
from datetime import date
from decimal import Decimal

from playwright.sync_api import expect

from portal.budgets.noting import note_cost
from tests.browser.waiting import emptied, kept, ready
from tests.support_browser import PHONE
from tests.world import INTERNAL


def test_time_noted_without_a_network_counts_once_in_what_the_sponsor_sees(session, world, enter):
    home, item = f"/projects/{world.site.id}", str(world.secret.id)
    desk = enter(world.mia, f"{home}/budget", reduced_motion="reduce")
    desk.get_by_role("link", name="Agree on a budget").click()
    sheet = desk.get_by_role("dialog")
    sheet.get_by_label("Agreed").fill("2000")
    sheet.get_by_label("What an hour counts in money").fill("100")
    sheet.get_by_role("button", name="Save").click()
    expect(desk.locator(".budget-figures")).to_contain_text("€2,000")
    desk.get_by_role("link", name="Who sees it").click()
    desk.get_by_role("dialog").get_by_label("The client’s sponsors see the budget").check()
    desk.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(desk.locator(".team")).to_contain_text("Sponsors of Acme")
    phone = enter(world.tess, f"{home}/items/{item}", reduced_motion="reduce", **PHONE)
    ready(phone)
    phone.get_by_role("link", name="Note time").click()
    note = phone.get_by_role("dialog")
    expect(note.get_by_label("For which item?")).to_have_value(item)
    phone.context.set_offline(True)
    note.get_by_label("Hours").fill("12:30")
    note.get_by_label("What was it?").fill(f"{INTERNAL} mess")
    note.get_by_role("button", name="Save").click()
    expect(phone.locator("#outbox-bar button")).to_be_visible()
    # In one line with all that is done to the budget of this project.
    assert [act["entry"] for act in kept(phone) if not act["quiet"]] == [home.rpartition("/")[2]]
    phone.context.set_offline(False)
    emptied(phone)
    expect(desk.locator(".budget-figures")).to_contain_text("€1,250")
    sponsor = enter(world.cora, f"{home}/budget", reduced_motion="reduce")
    expect(sponsor.locator(".budget-figures")).to_contain_text("€1,250")
    note_cost(project=world.site, by=world.tess, amount=Decimal(300), day=date(2026, 5, 4), item=session.merge(world.secret))
    session.commit()
    expect(sponsor.locator(".budget-figures")).to_contain_text("€1,550")
    sponsor.get_by_text("As a table").click()
    expect(sponsor.get_by_role("table").get_by_role("row").last).to_contain_text("€1,550")
    expect(sponsor.locator("body")).not_to_contain_text(INTERNAL)
    expect(sponsor.locator("body")).not_to_contain_text("Note time")
    assert sponsor.complaints == desk.complaints == []
