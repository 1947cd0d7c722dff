"""Pieces of an open page are brought up to date: in place, never under what is being read or written."""
from uuid import uuid4

from playwright.sync_api import expect

from portal.base.database import db
from portal.talk.posting import post_message
from tests.browser.waiting import ready
from tests.support_browser import PHONE
from tests.support_processes import wait_until
from tests.talk.speaking import standing


def say(session, user, entry, words, message_id=None):
    post_message(entry=entry, by=standing(user, entry), body=words, lane="shared", message_id=message_id or uuid4())
    session.commit()


def fresh(page, id, kind):
    # Reading the id began a transaction, which on SQLite would keep the server from writing.
    db.session.commit()
    page.evaluate("([id, kind]) => portico.fresh(id, kind)", [str(id), kind])


def item(entry):
    return f"/projects/{entry.project_id}/items/{entry.id}"


def test_the_head_of_an_item_changes_in_place(session, world, enter):
    page = enter(world.tess, item(world.logo), **PHONE)
    world.logo.percent = 35
    session.commit()
    fresh(page, world.logo.id, "state")
    expect(page.locator("#item-head .progress")).to_contain_text("35")
    page.locator("#item-head .button.is-primary").first.click()
    expect(page.locator("#item-head")).to_have_attribute("data-turn", "done")
    assert page.complaints == []


def test_what_somebody_writes_in_waits_until_it_is_left(session, world, enter):
    page = enter(world.tess, item(world.logo))
    page.locator("#item-head summary").first.click()
    page.locator("#item-head textarea").fill("The font")
    world.logo.percent = 35
    session.commit()
    fresh(page, world.logo.id, "state")
    page.wait_for_timeout(300)
    expect(page.locator("#item-head textarea")).to_have_value("The font")
    expect(page.locator("#item-head .progress")).to_have_count(0)


def test_what_is_opened_while_it_is_fetched_stays_open_with_its_words_until_it_is_closed(session, world, enter):
    page, held = enter(world.tess, item(world.logo)), []
    head, fold = page.locator("#item-head"), page.locator("#item-head .item-more").first
    page.route("**/head", lambda route: held.append(route) if not held else route.continue_())
    world.logo.percent = 35
    session.commit()
    id = str(world.logo.id)
    session.commit()
    page.evaluate("id => { portico.fresh(id, 'state') }", id)
    # Or the stream was quicker, which begins with all that is shown.
    wait_until(lambda: page.evaluate("true") and held, what="the head being asked for")
    fold.locator("summary").click()
    fold.locator("textarea").fill("The font")
    with page.expect_response("**/head") as came:
        held[0].continue_()
    came.value.finished()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(fold.locator("textarea")).to_have_value("The font")
    expect(head.locator(".progress")).to_have_count(0)
    fold.locator("textarea").fill("")
    fold.locator("summary").click()
    expect(head.locator(".progress")).to_contain_text("35")
    assert page.complaints == []


def test_a_row_of_the_plan_and_a_card_change_where_they_stand(session, world, enter):
    page = enter(world.tess, f"/projects/{world.site.id}")
    world.logo.title = "Logotype"
    session.commit()
    fresh(page, world.logo.id, "state")
    expect(page.locator(f"#item-{world.logo.id} .row-title")).to_have_text("Logotype")
    page.goto("/")
    world.logo.title = "Mark"
    session.commit()
    fresh(page, world.logo.id, "state")
    expect(page.locator(f"#card-{world.logo.id} .card-title")).to_have_text("Mark")
    assert page.complaints == []


def test_what_arrives_joins_below_and_moves_nothing(session, world, enter):
    for number in range(12):
        say(session, world.tess, world.logo, f"Message {number}\n\nand a second line")
    page = enter(world.cora, item(world.logo), **PHONE)
    ready(page)
    page.locator(".message").nth(1).scroll_into_view_if_needed()
    before = page.locator(".message").nth(1).bounding_box()
    say(session, world.tess, world.logo, "Something new")
    say(session, world.mia, world.logo, "And more of it")
    fresh(page, world.logo.id, "messages")
    expect(page.locator(".thread-news button")).to_have_text("2 new messages")
    assert page.locator(".message").nth(1).bounding_box() == before
    page.locator(".thread-news button").click()
    expect(page.get_by_text("Something new")).to_be_in_viewport()
    expect(page.locator(".thread-news")).to_be_hidden()
    assert page.complaints == []


def test_ones_own_copy_that_waited_gives_way_to_what_was_stored(session, world, enter):
    page, mine = enter(world.cleo, item(world.logo)), uuid4()
    page.evaluate("""id => {
        const copy = document.createElement("article")
        copy.className = "message is-waiting"
        copy.id = `m-${id}`
        copy.textContent = "waits"
        document.querySelector("#arrivals").append(copy)
    }""", str(mine))
    say(session, world.cleo, world.logo, "My words", message_id=mine)
    fresh(page, world.logo.id, "messages")
    expect(page.locator(f"#m-{mine}")).to_contain_text("My words")
    expect(page.locator(f"#m-{mine}")).to_have_count(1)
    expect(page.locator(".thread-news")).to_be_hidden()
    fresh(page, world.logo.id, "messages")
    expect(page.locator(f"#m-{mine}")).to_have_count(1)
