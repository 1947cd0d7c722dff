"""Open pages in real browsers over one stream: two people in a thread, lists that wait for a tap, tabs that share."""
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from portal.base.database import db
from portal.people.session import Session
from portal.people.sessions import close_session
from portal.plan.leaving import leave_project
from portal.talk.posting import post_message
from tests.live.listening import is_of_now
from tests.support_browser import PHONE
from tests.support_processes import wait_until
from tests.talk.speaking import standing
from tests.world import INTERNAL, add_item


def item(entry):
    return f"/projects/{entry.project_id}/items/{entry.id}"


def say(user, entry, words, lane="shared"):
    post_message(entry=entry, by=standing(user, entry), body=words, lane=lane, message_id=uuid4())
    db.session.commit()


@pytest.fixture
def meet(house, enter):
    """Opens somebody's page and waits until it has its stream, which brings all that is written after the page was."""
    def open_as(user, path, **options):
        user_id = user.id
        page = enter(user, "/offline", **options)

        def flows() -> bool:
            with page.expect_response(lambda answer: "/live" in answer.url):
                page.goto(path)
            return is_of_now(house.settings, user_id, page.locator("html").get_attribute("data-live"))

        wait_until(flows, what="a page of the database as it is now")
        return page
    return open_as


def write(page, words):
    page.locator("#composer-body").fill(words)
    page.locator(".composer-send").click()


def test_two_people_in_one_thread_read_each_other(session, world, meet):
    where = item(world.logo)
    tess, cleo = meet(world.tess, where), meet(world.cleo, where, **PHONE)
    tess.locator(".composer-lane.is-shared").click()
    write(tess, "Which blue?")
    expect(cleo.locator("#arrivals .message")).to_contain_text("Which blue?")
    write(cleo, "The dark one")
    expect(tess.locator("#arrivals .message").nth(1)).to_contain_text("The dark one")
    expect(cleo.locator("#arrivals .message")).to_have_count(2)
    assert tess.complaints == cleo.complaints == []


def test_a_message_that_arrives_under_the_composer_is_announced_by_a_button_that_leads_to_it(session, world, meet):
    for number in range(6):
        say(world.tess, world.logo, f"Question {number}")
    cleo = meet(world.cleo, item(world.logo), **PHONE)
    cleo.evaluate("scrollTo(0, 0)")
    place = cleo.locator(".message").last.bounding_box()
    # So that the next message comes to lie where one writes, and nothing of it is in sight.
    cleo.set_viewport_size({"width": PHONE["viewport"]["width"], "height": int(place["y"] + place["height"]) + 100})
    say(world.tess, world.logo, "Under the composer")
    button = cleo.locator(".thread-news button")
    expect(button).to_have_text("1 new message")
    button.click()
    expect(button).to_be_hidden()
    arrived = cleo.get_by_text("Under the composer")
    composer = cleo.locator("#composer")
    assert arrived.bounding_box()["y"] < composer.bounding_box()["y"]
    assert cleo.complaints == []


def test_what_the_team_writes_among_itself_reaches_no_client(session, world, meet):
    where = item(world.logo)
    mia, cleo = meet(world.mia, where), meet(world.cleo, where)
    say(world.tess, world.logo, INTERNAL, lane="internal")
    expect(mia.locator("#arrivals .message")).to_contain_text(INTERNAL)
    cleo.wait_for_timeout(500)
    expect(cleo.locator("#arrivals .message")).to_have_count(0)


#: What stands there for seconds is noted while it does, however seldom somebody looks.
NOTED = """() => {
  window.told = []
  new MutationObserver(() => {
    const line = document.querySelector(".thread-writing")
    if (line) window.told.push([line.classList.contains("is-internal"), line.textContent])
  }).observe(document.querySelector(".thread"), { childList: true, subtree: true })
}"""


def test_who_writes_is_told_for_a_moment(session, world, meet):
    where = item(world.logo)
    people = tess, cleo, mia = meet(world.tess, where), meet(world.cleo, where), meet(world.mia, where)
    for page in people:
        page.evaluate(NOTED)
    cleo.locator("#composer-body").press_sequentially("I think")
    wait_until(lambda: [False, "Acme is writing …"] in tess.evaluate("window.told"), what="Tess being told")
    tess.locator(".composer-lane.is-internal").click()
    tess.locator("#composer-body").press_sequentially("Hm")
    wait_until(lambda: [True, "Studio Nord is writing …"] in mia.evaluate("window.told"), what="Mia being told")
    assert cleo.evaluate("window.told") == []
    expect(tess.locator(".thread-writing")).to_have_count(0)


def test_seen_by_appears_without_a_reload(session, world, meet):
    where = item(world.logo)
    say(world.tess, world.logo, "Please look")
    tess = meet(world.tess, where)
    expect(tess.locator(".message-seen")).to_have_count(0)
    cleo = meet(world.cleo, where)
    cleo.locator(".message").last.scroll_into_view_if_needed()
    expect(tess.locator(".message-seen")).to_contain_text("Cleo")


def test_an_item_that_somebody_finishes_changes_where_it_is_open(session, world, meet):
    cleo, tess = meet(world.cleo, item(world.logo)), meet(world.tess, item(world.logo))
    tess.locator("#item-head .button.is-primary").first.click()
    expect(cleo.locator("#item-head")).to_have_attribute("data-turn", "done")


def test_needs_you_is_sorted_anew_only_on_a_tap_and_its_number_stands_at_the_way(session, world, meet):
    tess = meet(world.tess, "/")
    left, right = (tess.locator(place).bounding_box()["x"] for place in ("#needs", "#news"))
    assert left < right, "what needs somebody comes first"
    cards = tess.locator("#needs .item-card").count()
    expect(tess.locator(".way.is-needs .way-count")).to_contain_text(str(cards))
    from portal.plan.adding import add_item as add

    add(project=world.site, by=session.merge(world.mia), title="Fresh", level="task", parent=None, item_id=uuid4())
    session.commit()
    expect(tess.locator(".outdated button")).to_be_visible()
    expect(tess.locator("#needs .item-card")).to_have_count(cards)
    tess.locator(".outdated button").click()
    expect(tess.locator("#needs .item-card")).to_have_count(cards + 1)
    expect(tess.locator(".outdated button")).to_have_count(0)
    expect(tess).to_have_title(f"({cards + 1}) Needs you · Studio Nord")


def test_what_i_do_myself_says_nothing_and_the_icon_counts_down(session, world, meet, enter):
    tess = enter(world.tess, "/offline")
    tess.add_init_script("""
        window.badges = []
        navigator.setAppBadge = async count => { window.badges.push(count) }
        navigator.clearAppBadge = async () => { window.badges.push(0) }
    """)
    with tess.expect_response(lambda answer: "/me/counts" in answer.url):
        tess.goto("/")
    cards = tess.locator("#needs .item-card").count()
    with tess.expect_response(lambda answer: "/me/counts" in answer.url):
        tess.locator("#needs .item-card .button.is-primary").first.click()
    expect(tess.locator("#needs .item-card[data-turn=done]")).to_have_count(1)
    # Who hears of it twice counts twice, and comes to the same.
    wait_until(lambda: list(dict.fromkeys(tess.evaluate("window.badges"))) == [cards, cards - 1], what="a badge of one less")
    expect(tess.locator(".outdated button")).to_have_count(0)


def test_a_plan_that_gained_a_row_says_so(session, world, meet):
    cleo = meet(world.cleo, f"/projects/{world.site.id}")
    from portal.entries.sharing import share

    fresh = add_item(world.site, "Flyer")
    session.commit()
    share(entry=fresh, by=world.mia)
    session.commit()
    says = cleo.locator(".outdated button")
    expect(says).to_be_visible()
    rows, button = (place.bounding_box() for place in (cleo.locator("#plan-list"), says))
    assert button["y"] >= rows["y"] + rows["height"], "no row is covered"
    says.click()
    expect(cleo.get_by_text("Flyer")).to_be_visible()


def test_two_tabs_share_one_stream_and_the_second_goes_on_when_the_first_is_closed(session, world, meet, server):
    first = meet(world.cleo, item(world.logo))
    streams = []
    first.context.on("request", lambda asked: "/live" in asked.url and streams.append(asked.url))
    second = first.context.new_page()
    second.goto(item(world.logo))
    second.wait_for_timeout(800)
    assert streams == []
    say(world.tess, world.logo, "To both")
    for tab in (first, second):
        expect(tab.locator("#arrivals .message")).to_contain_text("To both")
    first.close()
    say(world.tess, world.logo, "To the one that is left")
    expect(second.locator("#arrivals .message").nth(1)).to_contain_text("To the one that is left")
    assert len(streams) == 1


def test_who_is_removed_hears_nothing_more(session, world, meet):
    where = item(world.logo)
    cleo, mia = meet(world.cleo, where), meet(world.mia, where)
    leave_project(project=world.site, seat=world.seat(world.cleo), by=world.mia)
    session.commit()
    say(world.tess, world.logo, "After")
    expect(mia.locator("#arrivals .message")).to_contain_text("After")
    cleo.wait_for_timeout(1500)
    expect(cleo.locator("#arrivals .message")).to_have_count(0)


def test_a_session_that_ends_ends_its_stream_and_the_page_stays(session, world, meet):
    cleo = meet(world.cleo, item(world.logo))
    row = session.query(Session).filter_by(user_id=world.cleo.id).one()
    close_session(row)
    session.commit()
    say(world.tess, world.logo, "After")
    cleo.wait_for_timeout(3000)
    expect(cleo.locator("#item-head h1")).to_have_text("Logo")
    expect(cleo.locator("#arrivals .message")).to_have_count(0)


def test_a_page_without_event_streams_works_as_ever(session, world, browser, enter):
    where = item(world.logo)
    page = enter(world.cleo, "/offline")
    page.add_init_script("delete window.EventSource")
    page.goto(where)
    write(page, "Still here")
    expect(page.locator("#arrivals .message")).to_contain_text("Still here")
    assert page.complaints == []


def test_a_tab_that_sleeps_with_the_stream_loses_it_to_one_that_is_read(session, world, meet):
    where = item(world.logo)
    first = meet(world.cleo, where)
    second = first.context.new_page()
    # As good as asleep: it keeps the lock and answers nobody.
    first.evaluate("""() => {
      window.request = navigator.locks.request.bind(navigator.locks)
      BroadcastChannel.prototype.postMessage = () => {}
      navigator.locks.request = (...which) => { window.linesUp = which; return new Promise(() => {}) }
    }""")
    with second.expect_response(lambda answer: "/live" in answer.url):
        second.goto(where)
    say(world.tess, world.logo, "To who is awake")
    expect(second.locator("#arrivals .message")).to_contain_text("To who is awake")
    # Awake again it is in line, for when that one goes.
    first.evaluate("() => { window.request(...linesUp) }")
    second.close()
    say(world.tess, world.logo, "To who is left")
    expect(first.locator("#arrivals .message").last).to_contain_text("To who is left")


def test_a_page_that_slept_too_long_looks_at_everything_again(session, world, meet):
    where = item(world.logo)
    cleo = meet(world.cleo, where)
    session.execute(text("UPDATE work_items SET percent = 45"))
    session.commit()
    cleo.evaluate("document.dispatchEvent(new CustomEvent('portico:live', { detail: 'again' }))")
    expect(cleo.locator("#item-head .progress")).to_contain_text("45")
