"""Deciding, as people do it: on a tablet without touching it, on a phone without a network about what has changed since."""
import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.decisions.decision import Decision
from tests.browser.waiting import emptied, ready
from tests.decisions.asking import add_document, asked_by
from tests.support_browser import PHONE, TABLET


@pytest.fixture
def asked(session, world):
    """Abe is asked twice: about the logo, and about the text of a promise; the addresses of both."""
    first = asked_by(world, world.logo, [world.abe, world.cora], rule="all", title="The logo", question="Is it right?")
    second = asked_by(world, world.logo, [world.abe], title="The name", question="Is it short?")
    # Last of all: a test that goes on reading would keep the write lock from the server.
    session.commit()
    return [f"/projects/{world.site.id}/decisions/{each.id}" for each in (first, second)]


def said(session):
    """Verdict, words and whether it counts, of everything that was said."""
    session.rollback()
    found = session.execute(select(Decision.verdict, Decision.words, Decision.counted).order_by(Decision.at)).all()
    session.rollback()
    return [tuple(row) for row in found]


def held(page, name, until):
    """A key that rests on a button, which the keyboard came to, until the page says what was done."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.trim()") == name:
            break
    page.keyboard.down("Enter")
    expect(page.locator(".mine")).to_contain_text(until)
    page.keyboard.up("Enter")


def test_a_tablet_decides_by_its_keyboard_and_goes_on_to_the_next_beside_the_list(session, world, asked, enter):
    page = enter(world.abe, asked[0], **TABLET)
    ready(page)
    beside = page.locator("#list .approval-row")
    expect(beside).to_have_count(2)
    title = page.locator("h1").inner_text()
    held(page, "Approve", until="You approved this")
    assert said(session) == [("approve", "", True)] and page.locator("h1").inner_text() == title
    # Reading goes on at what became of it, and the list tells the same.
    expect(page.locator(".mine")).to_be_focused()
    expect(page.locator("#list .approval-row[aria-current]")).not_to_have_attribute("data-turn", "yours")
    # The list is still there; the next one is a key away.
    page.locator(".around-steps a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(title)
    ready(page)
    # Meanwhile somebody works on it: what is on the screen and what is sent change together, and it is said.
    session.get(type(world.logo), world.logo.id).description = "Two drafts"
    session.commit()
    page.evaluate("portico.fresh(document.querySelector('#approval').dataset.outboxEntry, 'state')")
    expect(page.locator(".things-changed")).to_be_visible()
    expect(page.locator(".things")).to_contain_text("Two drafts")
    expect(page.locator(".deliberate-digits")).to_be_hidden()
    page.locator(".decide-more summary").focus()
    page.keyboard.press("Enter")
    words, changes = page.locator("#decide textarea"), page.get_by_role("button", name="Ask for changes", exact=True)
    expect(words).to_be_focused()
    # A tap is too short, and says so where the finger is; before that, what is missing is asked for.
    changes.click()
    expect(words).to_be_focused()
    page.keyboard.type("Shorter, please")
    # However late a busy browser hears that it was let go, it was not held for long.
    page.evaluate("() => { window.later = setTimeout; window.setTimeout = () => 0 }")
    changes.click()
    page.evaluate("() => { window.setTimeout = later }")
    expect(page.locator(".deliberate-hint.strong + button")).to_have_text("Ask for changes")
    words.focus()
    held(page, "Ask for changes", until="You asked for changes")
    expect(page.locator(".item-head .turn")).to_contain_text("Changes asked for")
    emptied(page)
    assert said(session)[1] == ("changes", "Shorter, please", True)


def test_a_yes_that_waited_without_a_network_counts_for_what_was_seen_only(session, world, asked, enter):
    page = enter(world.abe, "/", **PHONE)
    ready(page)
    # From Needs you: two taps.
    page.locator(".approval-card", has_text="The name").get_by_text("Look and decide").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Three drafts")
    page.context.set_offline(True)
    sheet.get_by_role("button", name="Approve", exact=True).focus()
    page.keyboard.down("Enter")
    card = page.locator(".approval-card", has_text="The name")
    expect(card.locator(".outbox-note")).to_contain_text("Waiting to send")
    page.keyboard.up("Enter")
    session.get(type(world.logo), world.logo.id).description = "Two drafts"
    session.commit()
    page.context.set_offline(False)
    again = page.locator("#notices a", has_text="something newer")
    expect(again).to_be_visible()
    assert said(session) == [("approve", "", False)]
    again.click()
    expect(page.locator(".stale")).to_contain_text("Three drafts")
    expect(page.locator(".stale")).to_contain_text("Two drafts")
    ready(page)
    page.get_by_role("button", name="Approve", exact=True).focus()
    page.keyboard.down("Enter")
    expect(page.locator(".mine")).to_contain_text("You approved this")
    page.keyboard.up("Enter")
    emptied(page)
    assert said(session) == [("approve", "", False), ("approve", "", True)]


def test_several_things_are_found_and_chosen_while_what_was_written_stays(session, world, enter):
    add_document(world.site, world.tess, "Brochure.pdf")
    session.commit()
    page = enter(world.tess, f"/projects/{world.site.id}/decisions/new", **PHONE)
    ready(page)
    page.get_by_label("Question").fill("Shall we build both?")
    for name in ("Logo", "Brochure"):
        page.get_by_label("Find files and items").fill(name)
        page.keyboard.press("Enter")
        page.locator("#ask-things .tick", has_text=name).first.click()
    chosen = page.locator("#ask-things input:checked")
    expect(chosen).to_have_count(2)
    page.get_by_label("What is it about?").fill("Both")
    page.locator(".row .tick", has_text="Abe").click()
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("h1")).to_have_text("Both")
    expect(page.locator(".thing")).to_have_count(2)
