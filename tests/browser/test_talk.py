"""Two people in one thread, each in a browser of their own."""
import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.people.sessions import open_session
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark
from tests.support_browser import PHONE
from tests.support_processes import wait_until
from tests.talk.speaking import say, start
from tests.world import INTERNAL


@pytest.fixture
def talk(session, world):
    return start(world.tess, world.site, "Kick-off", body="Welcome, *everybody*")


@pytest.fixture
def visit(session, browser, server):
    def open_as(user, entry, **options):
        page, path = browser(**options), f"/projects/{entry.project_id}/talk/{entry.id}"
        _row, token = open_session(user=user, assurance="code", device="Test")
        # Last of all: a test that goes on reading would keep the write lock from the server.
        session.commit()
        page.context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                                   "url": server.url.replace("http:", "https:")}])
        page.goto(path)
        return page
    return open_as


def write(page, words, lane=None):
    if lane:
        page.locator(f".composer-lane.is-{lane}").click()
    page.locator("#composer-body").fill(words)
    page.locator(".composer-send").click()


def test_a_reply_appears_without_a_reload_and_marks_are_moved_by_seeing(session, world, talk, visit):
    phone = visit(world.cleo, talk, **PHONE)
    expect(phone.locator("#new")).to_be_visible()
    write(phone, "Thanks, Tess!")
    expect(phone.locator("#arrivals .message")).to_contain_text("Thanks, Tess!")
    expect(phone.locator("#composer-body")).to_have_value("")
    write(phone, "One more")
    expect(phone.locator("#arrivals .message")).to_have_count(2)
    desk = visit(world.tess, talk)
    expect(desk.locator("#new")).to_be_visible()
    expect(desk.locator(".message-divide.is-new + .message")).to_contain_text("Thanks, Tess!")
    newest = session.scalar(select(Message.number).order_by(Message.number.desc()))
    place = talk.id, world.tess.id

    def is_told() -> bool:
        session.rollback()
        mark = session.get(ReadMark, place)
        number = mark and mark.number
        # A test that goes on reading would keep the write lock from the server.
        session.rollback()
        return number == newest

    wait_until(is_told, what="how far Tess has read being told")
    # Where the answer is slow, the copy of before is shown first.
    wait_until(lambda: phone.reload() and phone.locator(".message-seen", has_text="Tess").count(), what="Tess's look being told")
    assert phone.complaints == desk.complaints == []


def test_the_lane_is_seen_while_writing_and_what_is_the_teams_stays_there(session, world, talk, visit):
    desk = visit(world.tess, talk)
    ground = desk.locator(".composer-ground")
    looks = []
    for lane in ("shared", "internal", "shared"):
        desk.locator(f".composer-lane.is-{lane}").click()
        looks.append(ground.evaluate("each => getComputedStyle(each).background"))
    assert looks[0] == looks[2] != looks[1]
    expect(desk.locator(".composer-audience.is-shared")).to_contain_text("Abe and 4 others at Acme will see this")
    write(desk, f"{INTERNAL}", lane="internal")
    expect(desk.locator("#arrivals .message.is-internal")).to_contain_text(INTERNAL)
    phone = visit(world.cleo, talk, **PHONE)
    expect(phone.locator(".message")).to_have_count(1)
    assert INTERNAL not in phone.content()


def test_a_reply_that_comes_too_late_keeps_its_words(session, world, talk, visit):
    desk = visit(world.tess, talk)
    talk.audience = "internal"
    session.commit()
    write(desk, "For the client only", lane="shared")
    unsent = desk.locator("#arrivals .message.is-shared.is-refused")
    expect(unsent).to_contain_text("no longer shared")
    expect(unsent).to_contain_text("For the client only")
    expect(desk.locator(".composer-lane.is-shared")).to_have_count(0)
    write(desk, "For the team then")
    expect(desk.locator("#arrivals .message.is-internal")).to_contain_text("For the team then")


def test_one_edits_in_place_and_earlier_messages_come_on_demand(session, world, talk, visit):
    for n in range(35):
        say(world.cleo if n % 2 else world.tess, talk, f"number {n}.")
    page = visit(world.cleo, talk)
    expect(page.locator(".message")).to_have_count(30)
    page.get_by_text("Earlier messages").click()
    expect(page.locator(".message")).to_have_count(36)
    expect(page.get_by_text("Earlier messages")).to_have_count(0)
    mine = page.locator(".message", has_text="number 33.")
    mine.get_by_text("Edit").click()
    page.locator(".message-edit textarea").fill("number 33, corrected.")
    page.get_by_role("button", name="Save").click()
    edited = page.locator(".message", has_text="number 33, corrected.")
    expect(edited).to_contain_text("edited")
    edited.get_by_text("edited", exact=True).click()
    expect(page.locator("#sheet dialog")).to_contain_text("number 33.")
    assert page.complaints == []
