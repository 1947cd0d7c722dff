"""Files of a project: dropped anywhere on the page, a new version written offline, shared, and seen."""
from playwright.sync_api import expect

from tests.browser.test_files import DROP, chips
from tests.browser.waiting import emptied, ready
from tests.support_browser import PHONE
from tests.support_processes import wait_until


def test_files_are_dropped_on_a_project_get_a_version_offline_and_are_seen_once_they_are_shared(world, enter):
    shelf = f"/projects/{world.site.id}/documents"
    mia = enter(world.mia, shelf)
    ready(mia)
    # Anywhere on the page, and the form opens by itself.
    for name in ("plan.txt", "offer.txt"):
        mia.evaluate(DROP, ["h1", "drop", name])
    expect(chips(mia)).to_have_text(["plan.txt", "offer.txt"])
    mia.get_by_role("button", name="Upload").click()
    names = mia.locator(".document .file-name")
    expect(names).to_have_text(["offer.txt", "plan.txt"])
    # She did it herself: the stream tells her nothing that her page does not show.
    mia.evaluate("rows => document.dispatchEvent(new CustomEvent('portico:live', { detail: rows }))",
                 [["list", f"files-{world.site.id}", "mine"]])
    expect(mia.locator(".outdated button")).to_have_count(0)
    expect(mia.locator(".document .lane").first).to_have_text("Team only")
    names.first.click()
    expect(mia.get_by_role("heading", level=1)).to_have_text("offer.txt")
    page = mia.url
    mia.get_by_role("link", name="New version").click()
    ready(mia)
    mia.context.set_offline(True)
    mia.evaluate(DROP, ["h1", "paste", "offer-2.txt"])
    mia.evaluate(DROP, ["h1", "paste", "offer-3.txt"])
    # One version is one file: the last one chosen.
    expect(chips(mia)).to_have_text(["offer-3.txt"])
    mia.get_by_label("What is new in it").fill("A lower price")
    mia.get_by_role("button", name="Upload").click()
    expect(mia.locator(".outbox-note")).to_contain_text("A lower price")
    mia.context.set_offline(False)
    mia.wait_for_url(page)
    expect(mia.locator(".version b")).to_have_text(["Version 2", "Version 1"])
    mia.locator(".version").first.get_by_role("link", name="Share this version").click()
    cleo = enter(world.cleo, shelf, **PHONE)
    expect(cleo.locator(".documents")).to_contain_text("No files yet")
    dialog = mia.get_by_role("dialog", name="Share this version")
    expect(dialog).to_contain_text("For them it is version 1")
    dialog.get_by_role("button", name="Share this version").click()
    expect(mia.locator(".version .lane")).to_have_text(["Shared", "Team only"])
    # An open list says that it changed, to whoever sees that it did.
    cleo.locator(".outdated button").click()
    expect(cleo.locator(".document .file-name")).to_have_count(1)
    expect(cleo.locator(".documents")).not_to_contain_text("No files yet")
    cleo.goto(page)
    expect(cleo.locator(".version b")).to_have_text(["Version 1"])
    expect(cleo.locator(".version-note")).to_have_text("A lower price")
    ready(cleo)
    emptied(cleo)
    wait_until(lambda: mia.reload() and mia.get_by_text("Seen by Cleo").count(), what="Cleo's look being told")
    assert cleo.complaints == []
