"""A manager imports a plan whose columns were taken wrong, puts that right, and finds it in the project."""

from playwright.sync_api import expect

from tests.plan.importing.files import csv_file
from tests.support_browser import PHONE

PLAN = """
    What,Kickoff date,Final call,Chapter
    Sketches,02/03/2026,06/03/2026,Design
    Review,09/03/2026,10/03/2026,Design
    Walls,03/04/2026,04/04/2026,Build
"""


def choose(page, text=PLAN, name="garden.csv"):
    page.get_by_label("Plan file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": csv_file(text)})
    page.get_by_role("button", name="Look at it").click()


def test_a_plan_with_a_corrected_mapping(session, world, enter):
    page = enter(world.mia, f"/projects/{world.site.id}")
    page.get_by_role("link", name="Import a plan").click()
    choose(page)
    expect(page.get_by_role("heading", name="How the file is read")).to_be_visible()
    columns = page.get_by_text("Sheet, headings and columns")
    if not page.get_by_label("Task", exact=True).is_visible():
        columns.click()
    for label, column in (
        ("Task", "What"),
        ("Start", "Kickoff date"),
        ("Promised to the client", "Final call"),
        ("Phase", "Chapter"),
    ):
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.get_by_label(label, exact=True).select_option(label=column)
        expect(page.locator(".busy")).to_have_count(0)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Day first").check()
    rows = page.locator("#import .item-row")
    expect(rows).to_have_count(5)
    expect(rows.nth(1)).to_contain_text("promised Mar 6")
    page.get_by_role("button", name="Import 5 items").click()
    expect(page.get_by_role("heading", name="The plan is imported")).to_be_visible()
    page.get_by_role("link", name="Open the plan").click()
    expect(page.locator(".item-row .row-title")).to_have_text(
        ["Logo", world.secret.title, "Design", "Sketches", "Review", "Build", "Walls"]
    )
    assert page.complaints == []


def test_on_a_phone_a_wrong_file_is_refused_and_a_newer_version_changes_what_is_ticked(session, world, enter):
    address = f"/projects/{world.site.id}/imports/new"
    page = enter(world.mia, address, **PHONE)
    choose(page, "%PDF-1.7 no plan\n", "odd.csv")
    expect(page.locator(".field-error")).to_be_visible()
    plan = "Task,Due\nDesign,2026-03-02\nBuild,2026-04-03\n"
    choose(page, plan)
    page.get_by_role("button", name="Import 2 items").click()
    expect(page.get_by_role("heading", name="The plan is imported")).to_be_visible()
    page.goto(address)
    choose(page, plan.replace("2026-04-03", "2026-04-24").replace("2026-03-02", "2026-03-12"))
    page.get_by_label("Design").uncheck()
    page.get_by_role("button", name="Apply what is ticked").click()
    expect(page.locator(".import-facts")).to_contain_text("Changed")
    page.goto(address)
    choose(page, plan.replace("2026-04-03", "2026-04-24").replace("2026-03-02", "2026-03-12"))
    expect(page.locator(".import-same")).to_be_visible()
    assert [line for line in page.complaints if "422" not in line] == []
