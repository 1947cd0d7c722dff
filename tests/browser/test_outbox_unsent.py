"""What could not be sent keeps its words, says why, and offers the next step."""
from uuid import UUID

import pytest
from playwright.sync_api import expect

from portal.plan.item import WorkItem
from tests.browser.inspecting import findings
from tests.browser.waiting import answer, badge, emptied, queue, ready, sent, waiting, write
from tests.support_browser import PHONE


@pytest.mark.parametrize("status, why", [(404, "not there for you any more"), (403, "may not do this here"), (413, "too big"),
                                         (422, "did not take this")])
def test_a_refusal_without_a_word_still_gets_a_sentence(phone, stored, status, why):
    answer(phone, "**/messages", status=status, content_type="text/html", body="<h1>proxy</h1>")
    write(phone, "Kept nevertheless")
    expect(waiting(phone, "Kept nevertheless")).to_contain_text("Not sent")
    row = queue(phone).locator(".outbox-row")
    expect(row).to_contain_text(why)
    expect(row.locator("blockquote")).to_have_text("Kept nevertheless")
    row.get_by_role("button", name="Try again").click()
    phone.locator("#outbox-sheet [data-close]").click()
    sent(phone, "Kept nevertheless")
    assert len(stored("Kept nevertheless")) == 1


def test_words_for_what_one_lost_stay_until_one_lets_them_go(phone, session, world, stored):
    world.seat(world.cleo).removed_at = world.seat(world.remy).removed_at
    session.commit()
    write(phone, "I was just about to say")
    unsent = waiting(phone, "I was just about to say")
    expect(unsent).to_contain_text("Not sent")
    row = queue(phone).locator(".outbox-row")
    row.get_by_role("button", name="Discard").click()
    expect(row.locator("[data-question]")).to_contain_text("Choose the paper")
    row.get_by_role("button", name="Keep it").click()
    expect(unsent).to_have_count(1)
    row.get_by_role("button", name="Discard").click()
    row.locator("[data-ask]").get_by_role("button", name="Discard").click()
    expect(row).to_have_count(0)
    expect(unsent).to_have_count(0)
    emptied(phone)
    assert stored("I was just about to say") == []


def test_what_was_not_taken_is_changed_in_the_composer_and_sent(phone, stored):
    answer(phone, "**/messages", status=422, content_type="application/json",
           body='{"outcome": "refused", "reason": "too_many_words", "sentence": "This is too long."}')
    write(phone, "Far too long")
    expect(waiting(phone, "Far too long")).to_contain_text("This is too long.")
    words = phone.locator("#composer-body")
    words.fill("Half written")
    queue(phone).get_by_role("button", name="Change").click()
    expect(words).to_have_value("Far too long\n\nHalf written")
    expect(words).to_be_focused()
    expect(waiting(phone, "Far too long")).to_have_count(0)
    # Emptied and left, it waits as it was; what is written then is something else.
    words.fill("")
    words.blur()
    expect(waiting(phone, "Far too long")).to_contain_text("Paused")
    queue(phone).get_by_role("button", name="Change").click()
    expect(words).to_have_value("Far too long")
    write(phone, "Short")
    sent(phone, "Short")
    expect(phone.get_by_text("Far too long")).to_have_count(0)
    emptied(phone)
    assert len(stored("Short")) == 1


def test_a_server_that_fails_on_one_lets_the_others_pass(phone, stored):
    failing = answer(phone, "**/messages", times=5, status=500, content_type="application/json", body='{"outcome": "later"}')
    write(phone, "The bad one")
    expect(waiting(phone, "The bad one")).to_be_visible()
    write(phone, "The good one")
    for _again in range(6):
        phone.evaluate("portico.outbox.flush()")
    sent(phone, "The good one")
    assert len(failing) == 5
    expect(waiting(phone, "The bad one")).to_contain_text("Not sent")
    assert stored("The bad one") == [] and len(stored("The good one")) == 1


@pytest.fixture
def progress(session, world, paper, enter):
    """Tess at the item, about to say how far it is, while Mia says so first."""
    desk = enter(world.tess, paper, **PHONE)
    ready(desk)
    return desk, UUID(paper.rpartition("/")[2])


def say_percent(page, percent):
    page.locator(".item-more summary", has_text="%").click()
    page.locator(".item-tell [name=percent]").fill(str(percent))
    page.locator(".item-tell", has=page.locator("[name=percent]")).get_by_role("button").click()


def percent_of(session, item):
    session.rollback()
    found = session.get(WorkItem, item).percent
    # A test that goes on reading would keep the write lock from the server.
    session.rollback()
    return int(found)


@pytest.mark.parametrize("choice, percent", [("Take mine", 60), ("Leave theirs", 25)])
def test_a_conflict_shows_both_and_the_person_chooses(session, progress, choice, percent):
    desk, item = progress
    desk.context.set_offline(True)
    say_percent(desk, 60)
    expect(desk.locator(".item-head .outbox-note")).to_contain_text("60")
    session.get(WorkItem, item).percent = 25
    session.commit()
    desk.context.set_offline(False)
    expect(desk.locator(".item-head .outbox-note")).to_contain_text("Changed meanwhile")
    assert percent_of(session, item) == 25
    sheet = queue(desk)
    expect(sheet.locator("tbody tr")).to_contain_text(["60"])
    expect(sheet.locator("tbody tr")).to_contain_text(["25"])
    sheet.get_by_role("button", name=choice).click()
    expect(sheet).to_contain_text("Nothing waits")
    expect(desk.locator(".item-head .outbox-note")).to_have_count(0)
    assert percent_of(session, item) == percent
    emptied(desk)


def test_two_own_changes_in_a_row_are_no_conflict(session, progress):
    desk, item = progress
    desk.context.set_offline(True)
    for percent in (20, 40):
        say_percent(desk, percent)
        expect(desk.locator(".item-head .outbox-note", has_text=str(percent))).to_have_count(1)
    desk.context.set_offline(False)
    expect(desk.locator(".item-head .outbox-note")).to_have_count(0)
    expect(desk.locator(".item-more summary", has_text="40")).to_be_visible()
    assert percent_of(session, item) == 40


def test_the_queue_is_worked_by_keyboard_and_is_accessible(phone):
    phone.emulate_media(reduced_motion="reduce")
    phone.context.set_offline(True)
    write(phone, "By keyboard")
    expect(badge(phone)).to_be_visible()
    assert findings(phone) == []
    badge(phone).focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#outbox-sheet")).to_be_visible()
    assert findings(phone) == []
    for _step in range(10):
        if phone.locator("[data-do=ask]:focus").count():
            break
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-ask] [data-do=discard]")).to_be_focused()
    assert findings(phone) == []
    phone.keyboard.press("Enter")
    expect(phone.locator("#outbox-sheet")).to_contain_text("Nothing waits")
    expect(phone.locator("#outbox-sheet [data-close]")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(phone.locator("#outbox-sheet")).to_have_count(0)
    emptied(phone)
