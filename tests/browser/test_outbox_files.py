"""Photos and files wait on the device like words, go in pieces, pause, and go on where they stopped."""
import os

from playwright.sync_api import expect

from tests.browser.test_files import on_disk
from tests.browser.waiting import badge, emptied, kept, queue, ready, sent, waiting
from tests.files.uploads import picture
from tests.support_processes import wait_until

MB = 2**20


def choose(page, *files):
    page.locator("#composer-files").set_input_files(
        [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files])


def send(page, words):
    page.locator("#composer-body").fill(words)
    page.locator(".composer-send").click()


def test_a_photo_taken_offline_is_seen_at_once_changed_and_goes(phone, paper, stored):
    phone.context.set_offline(True)
    choose(phone, ("logo.png", "image/png", picture()))
    send(phone, "The wall today")
    expect(waiting(phone, "The wall today").locator("img")).to_have_js_property("naturalWidth", 40)
    expect(phone.locator(".chosen-file")).to_have_count(0)
    # Changed before it goes, and only after the app was closed in the middle of it: the photo comes along.
    sheet = queue(phone)
    sheet.get_by_role("button", name="Change").click()
    expect(phone.locator("#composer-body")).to_have_value("The wall today")
    expect(phone.locator(".chosen-file")).to_contain_text("logo.png")
    expect(waiting(phone, "The wall today")).to_have_count(0)
    wait_until(lambda: kept(phone)[0]["paused"] and kept(phone, "drafts"), what="both being on the device")
    phone.context.set_offline(False)
    phone.goto(paper)
    expect(phone.locator("#composer-body")).to_have_value("The wall today")
    expect(phone.locator(".chosen-file")).to_contain_text("logo.png")
    send(phone, "The wall this evening")
    expect(sent(phone, "The wall this evening")).to_contain_text("logo.png")
    emptied(phone)
    assert stored("The wall today") == []


def test_a_big_file_goes_on_where_the_network_broke_off(phone, tmp_path):
    begun, pieces = [], []

    def carry(route):
        at = int(route.request.headers.get("upload-offset", -1))
        if route.request.method == "PATCH":
            pieces.append(at)
            if pieces == [0, MB, 2 * MB]:
                return route.abort()
        elif route.request.method == "POST":
            begun.append(1)
        return route.continue_()
    phone.route("**/uploads**", carry)
    phone.locator("#composer-files").set_input_files(on_disk(tmp_path, "film.bin", data=os.urandom(6 * MB)))
    send(phone, "Six megabytes")
    expect(sent(phone, "Six megabytes")).to_contain_text("film.bin")
    assert pieces == [0, MB, 2 * MB, 2 * MB, 3 * MB, 4 * MB, 5 * MB] and len(begun) == 2


def test_sending_is_paused_and_goes_on_after_the_page_was_closed(phone, paper, tmp_path):
    held = []
    phone.context.route("**/uploads/**", lambda route: held.append(route) if not held and route.request.method == "PATCH"
                        else route.continue_())
    phone.locator("#composer-files").set_input_files(on_disk(tmp_path, "film.bin", data=os.urandom(6 * MB)))
    send(phone, "Later, on the wire")
    expect(waiting(phone, "Later, on the wire")).to_contain_text("Being sent")
    sheet = queue(phone)
    sheet.get_by_role("button", name="Pause").click()
    expect(sheet.locator(".outbox-row")).to_contain_text("Paused")
    assert kept(phone)[0]["paused"]
    again = phone.context.new_page()
    phone.close()
    again.goto(paper)
    expect(waiting(again, "Later, on the wire")).to_contain_text("Paused")
    again.evaluate("portico.outbox.flush()")
    assert len(kept(again)) == 1
    queue(again).get_by_role("button", name="Go on").click()
    again.locator("#outbox-sheet [data-close]").click()
    expect(sent(again, "Later, on the wire")).to_contain_text("film.bin")


def test_words_elsewhere_do_not_wait_for_a_film(phone, world, session, stored, tmp_path):
    logo = f"/projects/{world.site.id}/items/{world.logo.id}"
    # A test that goes on reading would keep the write lock from the server.
    session.rollback()
    phone.context.route("**/uploads", lambda route: None)
    phone.locator("#composer-files").set_input_files(on_disk(tmp_path, "film.bin", data=os.urandom(6 * MB)))
    send(phone, "The film")
    expect(waiting(phone, "The film")).to_be_visible()
    phone.goto(logo)
    ready(phone)
    send(phone, "A quick word")
    sent(phone, "A quick word")
    assert stored("The film") == [] and len(stored("A quick word")) == 1


def test_a_device_without_room_says_so_before_it_takes_a_photo(phone):
    phone.evaluate("navigator.storage.estimate = async () => ({ quota: 30 * 2 ** 20, usage: 15 * 2 ** 20 })")
    choose(phone, ("logo.png", "image/png", picture()))
    expect(phone.locator(".composer .outbox-full")).to_contain_text("not enough room")
    expect(phone.locator(".chosen-file")).to_have_count(0)
    assert phone.locator("#composer-files").evaluate("field => field.files.length") == 0
    phone.evaluate("navigator.storage.estimate = async () => ({ quota: 300 * 2 ** 20, usage: 15 * 2 ** 20 })")
    choose(phone, ("logo.png", "image/png", picture()))
    expect(phone.locator(".chosen-file")).to_have_count(1)
    expect(phone.locator(".composer .outbox-full")).to_have_count(0)


def test_a_file_that_is_refused_is_named_and_its_message_kept(phone, stored, tmp_path):
    phone.locator("#composer-files").set_input_files(on_disk(tmp_path, "setup.exe"))
    send(phone, "A program")
    expect(waiting(phone, "A program")).to_contain_text("Not sent")
    expect(queue(phone).locator(".outbox-row")).to_contain_text("setup.exe")
    assert stored("A program") == [] and len(kept(phone)) == 1 and badge(phone).count() == 1
