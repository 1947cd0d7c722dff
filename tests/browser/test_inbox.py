"""The inbox on a phone: read without a network, told of what comes, and how closely one follows chosen in place."""
from playwright.sync_api import expect
from sqlalchemy import select

from portal.history.signal import signal
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from tests.browser.copies import wait_for_copy, with_worker
from tests.browser.inspecting import findings
from tests.browser.waiting import emptied, ready
from tests.inbox.telling import tell
from tests.support_browser import PHONE
from tests.talk.speaking import say
from tests.world import add_item


def told(session, user, *args, **facts):
    tell(user, *args, **facts)
    signal("inbox", user_id=user.id)
    session.commit()


def test_it_is_read_offline_and_told_of_what_comes(session, world, enter):
    # What is read of these records later shall open no transaction: it would keep the write lock from the server.
    session().expire_on_commit = False
    menu = add_item(world.site, "Menu", audience="client")
    told(session, world.cleo, world.logo, "reply", message=say(world.tess, world.logo, "Which blue?"))
    told(session, world.cleo, menu, "state")
    page = enter(world.cleo, "/inbox", **PHONE)
    with_worker(page)
    wait_for_copy(page, world.cleo, "/inbox")
    ready(page)
    assert findings(page) == [] and page.complaints == []
    expect(page.locator(".way.is-inbox .way-count")).to_contain_text("2 new in your inbox")
    row = page.locator(f"#n-{world.logo.id}")
    page.context.set_offline(True)
    row.get_by_role("button", name="Mark as read").click()
    expect(row.locator(".outbox-note")).to_contain_text("Waiting to send")
    expect(row.locator(".row-new")).to_be_hidden()
    page.reload()
    ready(page)
    expect(row.locator(".outbox-note")).to_contain_text("Mark as read")
    page.context.set_offline(False)
    expect(row.get_by_role("button", name="Mark as unread")).to_be_visible()
    # Unread again, and all of it at once: both in a tunnel, each sent when there is a network.
    page.context.set_offline(True)
    row.get_by_role("button", name="Mark as unread").click()
    expect(row.locator(".outbox-note")).to_contain_text("Waiting to send")
    page.context.set_offline(False)
    expect(row.get_by_role("button", name="Mark as read")).to_be_visible()
    told(session, world.cleo, menu, "moved")
    page.get_by_role("button", name="Something changed here: show it").click()
    expect(page.locator(".outdated button")).to_have_count(0)
    page.context.set_offline(True)
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".inbox-all .outbox-note, .inbox .outbox-note").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".inbox .row-new:visible")).to_have_count(0)
    told(session, world.cleo, menu, "state")
    expect(page.locator(".outdated button")).to_have_count(0)
    told(session, world.cleo, world.logo, "reply", message=say(world.tess, world.logo, "Or the red one?"))
    page.get_by_role("button", name="Something changed here: show it").click()
    expect(row).to_contain_text("Or the red one?")
    row.get_by_role("link", name="Logo").click()
    expect(page.get_by_text("Or the red one?")).to_be_visible()
    page.locator("#follow summary").click()
    page.get_by_role("button", name="Mute").click()
    expect(page.locator("#follow summary")).to_have_text("Muted")
    emptied(page)
    session.rollback()
    level = session.scalars(select(Follow.level).where(Follow.user_id == world.cleo.id)).one()
    unread = session.scalars(select(Notification.entry_id).where(Notification.read_at.is_(None))).all()
    assert (level, unread) == ("mute", [menu.id])
