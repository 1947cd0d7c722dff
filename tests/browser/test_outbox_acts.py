"""Every act of a person on an entry takes the same way: kept, shown, sent."""
import re
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.plan.item import WorkItem
from portal.talk.discussion import Discussion
from portal.talk.read_mark import ReadMark
from tests.browser.copies import holds
from tests.browser.waiting import badge, emptied, kept, lose_answers, queue, ready, sent, write
from tests.support_processes import wait_until
from tests.talk.speaking import say


@pytest.fixture
def item(session, paper):
    """The item's id, and a way to look at it without keeping the write lock from the server."""
    def fact(name):
        session.rollback()
        found = getattr(session.get(WorkItem, UUID(paper.rpartition("/")[2])), name)
        session.rollback()
        return found
    return fact


def tell(page, summary, name, value):
    page.locator(".item-more summary", has_text=summary).click()
    form = page.locator(".item-tell", has=page.locator(f"[name={name}]"))
    form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button").click()


ACTS = {
    "done": (lambda page: page.get_by_role("button", name="Done", exact=True).click(), "Done",
             lambda item: item("done_at") is not None),
    "stuck": (lambda page: tell(page, "Stuck", "reason", "No logo yet"), "No logo yet",
              lambda item: item("stuck_reason") == "No logo yet"),
    "percent": (lambda page: tell(page, "%", "percent", "45"), "45", lambda item: item("percent") == 45),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_report_made_offline_is_noted_at_its_item_and_goes(phone, item, name):
    act, words, is_true = ACTS[name]
    phone.context.set_offline(True)
    act(phone)
    note = phone.locator(".item-head .outbox-note")
    expect(note).to_contain_text(words)
    expect(note).to_contain_text("Waiting to send")
    assert not is_true(item)
    phone.context.set_offline(False)
    expect(note).to_have_count(0)
    assert is_true(item)
    emptied(phone)


def test_done_on_a_card_stays_where_it_was(world, phone, item):
    phone.goto("/")
    ready(phone)
    phone.context.set_offline(True)
    card = phone.locator(".item-card", has_text="Choose the paper")
    card.get_by_role("button", name="Done").click()
    expect(card.locator(".outbox-note")).to_contain_text("Waiting to send")
    phone.context.set_offline(False)
    expect(phone.locator(".item-card[data-turn=done]", has_text="Choose the paper")).to_be_visible()
    assert item("done_at") is not None


def test_somebody_is_named_from_the_sheet_and_stuck_ends(world, session, paper, enter, item):
    desk = enter(world.tess, paper)
    ready(desk)
    tell(desk, "Stuck", "reason", "No paper")
    expect(desk.get_by_role("button", name="It goes on")).to_be_visible()
    # Never opened before: the page brought it along.
    desk.context.set_offline(True)
    desk.get_by_role("link", name="Who does this?").click()
    desk.locator("dialog[open]").get_by_label("Tess").check()
    desk.locator("dialog[open]").get_by_role("button", name="Save").click()
    expect(desk.locator("dialog[open]")).to_have_count(0)
    desk.get_by_role("button", name="It goes on").click()
    expect(desk.locator(".item-head .outbox-note")).to_have_count(2)
    desk.context.set_offline(False)
    expect(desk.locator(".item-head .outbox-note")).to_have_count(0)
    expect(desk.locator(".item-hands")).to_contain_text("Tess")
    assert item("stuck_at") is None


def test_a_message_is_edited_on_a_kept_page_and_taken_back(session, world, phone, paper, stored):
    # What stands above the message is brought up to date once it is sent: a tap meanwhile may meet what moves away.
    with phone.expect_response("**/follow"), phone.expect_response("**/head"):
        write(phone, "The ruff *one*\n\n- \"so\"")
    sent(phone, "The ruff one")
    phone.goto(paper)
    ready(phone)
    wait_until(lambda: holds(phone, "The ruff <em>one"), what="a copy with the message")
    phone.context.set_offline(True)
    phone.reload()
    mine = phone.locator(".message", has_text="The ruff one")
    words = phone.locator(".message-edit textarea")
    mine.locator(".message-act").click()
    expect(words).to_have_value("The ruff *one*\n\n- \"so\"")
    phone.get_by_role("link", name="Cancel").click()
    mine.locator(".message-act").click()
    words.fill("The rough one")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".message-edit .outbox-note")).to_contain_text("The rough one")
    lost = lose_answers(phone, re.compile("/messages/"))
    phone.context.set_offline(False)
    expect(phone.locator(".message", has_text="The rough one")).to_contain_text("edited")
    assert lost == [200] and len(stored("The rough one")) == 1
    phone.locator(".message", has_text="The rough one").locator(".message-act").click()
    phone.get_by_text("Delete this message").click()
    phone.get_by_role("button", name="Delete").click()
    expect(phone.locator(".message-gone")).to_be_visible()


def test_a_discussion_is_begun_offline_and_opens_when_it_is_there(session, phone, paper):
    phone.goto(paper.partition("/items")[0] + "/talk/new")
    ready(phone)
    phone.context.set_offline(True)
    phone.get_by_label("Subject").fill("Colours")
    phone.get_by_label("First message").fill("Which ones?")
    phone.get_by_role("button", name="Start discussion").click()
    expect(phone.locator(".outbox-note")).to_contain_text("Colours")
    expect(phone.get_by_label("Subject")).to_have_value("")
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", level=1, name="Colours")).to_be_visible()
    assert session.scalars(select(Discussion.title)).all() == ["Colours"]


def test_how_far_one_has_read_is_told_later_and_quietly(world, session, paper, phone):
    entry = UUID(paper.rpartition("/")[2])
    newest = say(world.tess, session.get(WorkItem, entry), "One more question").number
    session.commit()
    phone.route("**/read-mark", lambda route: route.abort())
    phone.goto(paper)
    phone.locator(".message").last.scroll_into_view_if_needed()
    expect(phone.locator(".read-mark")).to_be_hidden()
    assert [act["quiet"] for act in kept(phone)] == [True]
    expect(badge(phone)).to_have_count(0)
    phone.unroute("**/read-mark")
    with phone.expect_response("**/read-mark") as told:
        phone.evaluate("portico.outbox.flush()")
    assert told.value.json()["outcome"] == "stored"
    assert session.get(ReadMark, (entry, world.cleo.id)).number == newest


def test_discarding_brings_nothing_to_the_server(phone, item):
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Done", exact=True).click()
    expect(phone.locator(".item-head .outbox-note")).to_be_visible()
    row = queue(phone).locator(".outbox-row")
    row.get_by_role("button", name="Discard").click()
    row.locator("[data-ask]").get_by_role("button", name="Discard").click()
    expect(phone.locator(".outbox-note")).to_have_count(0)
    phone.context.set_offline(False)
    phone.evaluate("portico.outbox.flush()")
    assert item("done_at") is None
    emptied(phone)
