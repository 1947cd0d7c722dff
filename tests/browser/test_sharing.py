"""Sharing, looking as the client, and taking somebody off, in a real browser."""
from playwright.sync_api import expect

from tests.support_browser import PHONE
from tests.talk.speaking import say
from tests.world import INTERNAL, add_item


def item_page(item):
    return f"/projects/{item.project_id}/items/{item.id}"


def sharing_sheet(page):
    page.get_by_role("link", name="Sharing").click()
    sheet = page.get_by_role("dialog", name="Sharing")
    expect(sheet).to_be_visible()
    return sheet


def test_an_item_is_shared_with_a_chosen_message_and_hidden_again(session, world, enter):
    item = add_item(world.site, "Colours")
    for number in range(32):
        say(world.mia, item, f"word {number:02}", lane="internal")
    path = item_page(item)
    desk = enter(world.mia, path)
    sheet = sharing_sheet(desk)
    expect(sheet.get_by_text("5 people now: Abe, Cleo, Cora, Lea, Vera")).to_be_visible()
    sheet.get_by_label("word 31").check()
    sheet.get_by_role("button", name="Older").click()
    expect(sheet.get_by_label("word 01")).to_be_visible()
    sheet.get_by_label("word 01").check()
    sheet.get_by_role("button", name="Share", exact=True).click()
    expect(desk.locator("#notices")).to_contain_text("Shared.")
    # Without a worker: where the answer is slow, that would show the copy of before.
    phone = enter(world.cleo, path, service_workers="block", **PHONE)
    expect(phone.locator(".message")).to_have_count(2)
    expect(phone.locator("body")).not_to_contain_text("word 02")
    sheet = sharing_sheet(desk)
    sheet.get_by_text("Hide it from the client again").click()
    sheet.get_by_role("button", name="Hide “Colours”").click()
    expect(desk.locator("#notices")).to_contain_text("Hidden from the client.")
    assert phone.reload().status == 404
    assert desk.complaints == []


def test_nobody_named_keeps_the_sheet_open_and_says_so(session, world, enter):
    path = item_page(world.secret)
    desk = enter(world.mia, path)
    sheet = sharing_sheet(desk)
    sheet.get_by_label("Only people I name").check()
    sheet.get_by_role("button", name="Share", exact=True).click()
    expect(desk.get_by_role("dialog")).to_contain_text("Choose at least one person.")
    desk.get_by_role("dialog").get_by_role("checkbox", name="Cleo").check()
    desk.get_by_role("dialog").get_by_role("button", name="Share", exact=True).click()
    expect(desk.get_by_text("Named people only")).to_be_visible()
    assert enter(world.cora, "/").goto(path).status == 404
    assert enter(world.cleo, "/").goto(path).status == 200
    assert desk.complaints == ["Failed to load resource: the server responded with a status of 422 (UNPROCESSABLE ENTITY)"]


def test_staff_look_as_the_client_from_link_to_link_and_leave(session, world, enter):
    desk = enter(world.tess, item_page(world.logo))
    desk.get_by_role("link", name="As the client sees it").click()
    desk.get_by_role("dialog").get_by_role("button", name="Cleo").click()
    expect(desk.locator(".look")).to_contain_text("As Cleo sees it")
    expect(desk.get_by_role("heading", name="Logo")).to_be_visible()
    expect(desk.locator("body")).not_to_contain_text("For the team")
    desk.get_by_role("link", name="Site").first.click()
    for tab in ("Talk", "People", "Plan"):
        desk.get_by_role("link", name=tab, exact=True).click()
        expect(desk.locator(".look")).to_be_visible()
        expect(desk.locator("body")).not_to_contain_text(INTERNAL)
    desk.get_by_role("link", name="Leave").click()
    expect(desk.locator(".look")).to_have_count(0)
    expect(desk.locator("body")).to_contain_text(INTERNAL)
    assert desk.complaints == []


def test_who_is_taken_off_is_out_with_the_next_tap(session, world, enter):
    people, seat = f"/projects/{world.site.id}/people", f"#seat-{world.seat(world.cleo).id}"
    phone = enter(world.cleo, people, service_workers="block", **PHONE)
    expect(phone.get_by_text("Cora")).to_be_visible()
    desk = enter(world.mia, people)
    desk.locator(seat).get_by_role("link", name="Take off").click()
    desk.get_by_role("button", name="Take Cleo off the project").click()
    expect(desk.locator("#notices")).to_contain_text("Cleo is no longer on the project.")
    assert phone.reload().status == 404
    assert desk.complaints == []
