"""Choosing files for a message, and seeing those that came."""
import pytest
from playwright.sync_api import expect

from portal.files.version import Version
from portal.jobs.picturing import paint_waiting
from tests.browser.waiting import ready
from tests.files.uploads import picture, with_file
from tests.support_browser import PHONE
from tests.talk.speaking import found, standing

DROP = """([selector, kind, name]) => {
  const files = new DataTransfer()
  files.items.add(new File(["some words"], name, { type: "text/plain" }))
  const event = kind === "paste" ? new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true })
  document.querySelector(selector).dispatchEvent(event)
}"""


@pytest.fixture
def item(world):
    return f"/projects/{world.site.id}/items/{world.logo.id}"


def file(name, size=2000):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}


def on_disk(folder, name, size=2000, data=None):
    """A file that the browser reads itself: what is big would take seconds on its way through the test."""
    path = folder / name
    with path.open("wb") as out:
        out.write(data) if data else out.truncate(size)
    return path


def chips(page):
    return page.locator(".chosen-file span")


def test_files_are_chosen_dropped_and_pasted_and_taken_out_again(world, enter, item, tmp_path):
    page = enter(world.cleo, item)
    page.locator("#composer-files").set_input_files([on_disk(tmp_path, "one.txt"), on_disk(tmp_path, "two.txt", 3 * 2**20)])
    page.locator("#composer-files").set_input_files(file("three.txt"))
    page.evaluate(DROP, ["#composer-body", "drop", "four.txt"])
    page.evaluate(DROP, ["#composer-body", "paste", "five.txt"])
    expect(chips(page)).to_have_text(["one.txt", "two.txt", "three.txt", "four.txt", "five.txt"])
    expect(page.locator(".chosen-file").nth(1)).to_contain_text("3 MB")
    page.get_by_role("button", name="Remove three.txt").focus()
    page.keyboard.press("Enter")
    expect(chips(page)).to_have_text(["one.txt", "two.txt", "four.txt", "five.txt"])
    expect(page.get_by_role("button", name="Remove four.txt")).to_be_focused()
    assert page.evaluate("[...document.querySelector('#composer-files').files].map(file => file.name)") == [
        "one.txt", "two.txt", "four.txt", "five.txt"]
    assert page.complaints == []


def test_what_is_too_big_is_said_at_once_and_the_rest_is_kept(world, enter, item, tmp_path):
    page = enter(world.cleo, item, **PHONE)
    page.locator("#composer-camera").set_input_files(on_disk(tmp_path, "photo.jpg", 101 * 2**20))
    expect(page.locator(".chosen [role=alert]")).to_contain_text("photo.jpg")
    page.locator("#composer-camera").set_input_files([file("small.jpg")])
    expect(page.locator(".chosen [role=alert]")).to_be_hidden()
    expect(chips(page)).to_have_text(["small.jpg"])
    # Nobody is asked for words beside files; without either there is nothing to send.
    assert page.locator("#composer-body").evaluate("body => body.required") is False
    page.get_by_role("button", name="Remove small.jpg").click()
    expect(chips(page)).to_have_count(0)
    assert page.locator("#composer-body").evaluate("body => body.required") is True


def test_without_scripts_the_browsers_own_field_sends_them(world, enter, item):
    page = enter(world.cleo, item, java_script_enabled=False)
    page.locator("#composer-files").set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"words"})
    page.locator(".composer-send").click()
    expect(page.locator(".message .file-name")).to_have_text("plan.txt")
    with page.expect_download() as saved:
        page.locator(".message .file-save").click()
    assert saved.value.suggested_filename == "plan.txt"
    assert saved.value.path().read_bytes() == b"words"


def test_pictures_keep_their_place_while_they_load(session, world, enter, item):
    by = standing(world.cleo, world.logo)
    with_file("photo.png", found(by.viewer, world.logo), by, "shared", picture(400, 300))
    page = enter(world.cleo, item, **PHONE)
    shown = page.locator(".message .file-picture img")
    assert shown.get_attribute("loading") == "lazy"
    assert (shown.get_attribute("width"), shown.get_attribute("height")) == ("40", "30")
    page.locator(".message .file-name").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("photo.png")
    expect(page.get_by_role("link", name="Logo")).to_be_visible()


def test_a_photo_sent_without_a_network_arrives_once_and_whole_when_there_is_one(session, world, enter, item):
    page = enter(world.cleo, item, **PHONE)
    ready(page)
    page.context.set_offline(True)
    photo = picture(900, 700, kind="PNG", compress_level=0)
    page.locator("#composer-camera").set_input_files([{"name": "door.png", "mimeType": "image/png", "buffer": photo}])
    page.locator("#composer-body").fill("The door today")
    page.locator(".composer-send").click()
    expect(page.locator(".message.is-waiting")).to_contain_text("The door today")
    expect(chips(page)).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator(".message:not(.is-waiting) .file-name")).to_have_text("door.png")
    with page.expect_download() as saved:
        page.locator(".message .file-save").click()
    assert saved.value.path().read_bytes() == photo
    assert session.query(Version).count() == 1


def test_a_big_file_goes_on_where_it_stopped_when_the_line_breaks(session, world, enter, item, tmp_path):
    page, broken = enter(world.cleo, item), []

    def broke(route):
        if route.request.method == "PATCH" and len(broken) < 2:
            broken.append(route.request.headers["upload-offset"])
            return route.abort()
        return route.continue_()

    page.route("**/uploads/*", broke)
    page.locator("#composer-files").set_input_files(on_disk(tmp_path, "film.bin", data=b"0123456789" * 700_000))
    page.locator(".composer-send").click()
    while not broken:
        page.wait_for_timeout(50)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".message:not(.is-waiting) .file-name")).to_have_text("film.bin")
    assert broken
    version, = session.query(Version).all()
    assert version.size == 7_000_000


def test_a_picture_takes_its_place_once_it_is_made(session, house, world, enter, item):
    page = enter(world.cleo, item, **PHONE)
    page.locator("#composer-camera").set_input_files([{"name": "door.png", "mimeType": "image/png", "buffer": picture(400, 300)}])
    page.locator(".composer-send").click()
    expect(page.locator(".message:not(.is-waiting) .file-name")).to_have_text("door.png")
    assert page.locator(".message .file-picture").count() == 0
    paint_waiting()
    expect(page.locator(".message .file-picture img")).to_be_visible()
    assert page.complaints == []
