"""What is typed and not sent survives, in its lane; signing out asks before any of it goes."""
from playwright.sync_api import expect

from tests.browser.inspecting import findings
from tests.browser.waiting import emptied, kept, queue, ready, sent, waiting, write
from tests.support_processes import wait_until

WRITES_ON = """async ([first, second]) => {
  const words = document.getElementById("composer-body")
  words.value = first
  words.form.requestSubmit(words.form.querySelector(".composer-send"))
  const { everything } = portico.outbox.core
  while (!(await everything("acts")).some(act => act.words === first)) await new Promise(done => setTimeout(done))
  words.value = second
}"""


def typed(page, words):
    """Type, and wait until the device has it."""
    page.locator("#composer-body").fill(words)
    wait_until(lambda: any(draft["values"].get("body") == words for draft in kept(page, "drafts")), what=f"{words} being kept")


def test_what_was_typed_is_there_again_and_gone_once_it_is_sent(phone):
    typed(phone, "Half a thou")
    phone.reload()
    expect(phone.locator("#composer-body")).to_have_value("Half a thou")
    phone.locator(".composer-send").click()
    sent(phone, "Half a thou")
    phone.reload()
    expect(phone.locator(".message", has_text="Half a thou")).to_be_visible()
    expect(phone.locator("#composer-body")).to_have_value("")
    emptied(phone, "drafts")


def test_each_lane_has_its_own_and_words_come_back_in_the_lane_they_were_for(world, paper, enter):
    desk = enter(world.tess, paper)
    desk.locator(".composer-lane.is-shared").click()
    typed(desk, "For everybody")
    desk.locator("#composer-body").fill("")
    desk.locator(".composer-lane.is-internal").click()
    typed(desk, "Ours alone")
    desk.reload()
    expect(desk.locator("#composer-body")).to_have_value("Ours alone")
    expect(desk.locator("#composer-internal")).to_be_checked()
    # What comes back for the client takes none of it along.
    words = desk.locator("#composer-body")
    words.fill("")
    desk.locator(".composer-lane.is-shared").click()
    # What was emptied is kept nowhere, however soon the lane was changed.
    emptied(desk, "drafts")
    ready(desk)
    desk.context.set_offline(True)
    # Whoever writes on at once begins something new.
    desk.evaluate(WRITES_ON, ["For everybody", "And"])
    expect(waiting(desk, "For everybody")).to_be_visible()
    expect(words).to_have_value("And")
    words.fill("")
    desk.locator(".composer-lane.is-internal").click()
    words.fill("Ours alone")
    queue(desk).get_by_role("button", name="Change").click()
    expect(desk.get_by_text("half written here")).to_be_visible()
    expect(words).to_have_value("Ours alone")
    expect(desk.locator("#composer-internal")).to_be_checked()
    words.fill("")
    queue(desk).get_by_role("button", name="Change").click()
    expect(words).to_have_value("For everybody")
    expect(desk.locator("#composer-shared")).to_be_checked()
    expect(desk.get_by_text("half written here")).to_have_count(0)


def test_a_draft_is_nobody_elses(world, phone, paper, enter):
    typed(phone, "Mine")
    other = enter(world.abe, paper)
    expect(other.locator("#composer-body")).to_have_value("")


def test_signing_out_asks_and_then_takes_all_of_it_along(phone):
    typed(phone, "A draft")
    phone.goto("/me")
    ready(phone)
    phone.get_by_role("button", name="Sign out").click()
    question = phone.locator("#outbox-leave")
    expect(question).to_contain_text("A draft")
    expect(question.locator("[data-drafts]")).to_contain_text("1")
    expect(question.locator("[data-waiting]")).to_be_hidden()
    phone.emulate_media(reduced_motion="reduce")
    assert findings(phone) == []
    question.get_by_role("button", name="Stay signed in").click()
    expect(question).to_have_count(0)
    assert len(kept(phone, "drafts")) == 1
    phone.get_by_role("button", name="Sign out").click()
    question.get_by_role("button", name="Sign out and discard").click()
    phone.wait_for_url("**/sign-in**")
    emptied(phone, "drafts")


def test_signing_out_with_something_waiting_names_it(phone, paper):
    phone.route("**/messages", lambda route: route.abort())
    write(phone, "Not gone yet")
    expect(waiting(phone, "Not gone yet")).to_be_visible()
    phone.context.route("**/messages", lambda route: route.abort())
    phone.goto("/me")
    ready(phone)
    phone.get_by_role("button", name="Sign out").click()
    expect(phone.locator("#outbox-leave [data-list]")).to_contain_text("Choose the paper: Not gone yet")
    phone.get_by_role("button", name="Sign out and discard").click()
    phone.wait_for_url("**/sign-in**")
    emptied(phone)


def test_with_nothing_waiting_signing_out_asks_nothing(phone):
    phone.goto("/me")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url("**/sign-in**")
