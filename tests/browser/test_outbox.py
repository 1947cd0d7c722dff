"""What somebody does is kept on the device first, shown at once, then sent exactly once, whatever the network does."""
import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from portal.talk.message import Message
from tests.support_browser import PHONE
from tests.talk.speaking import say
from tests.world import add_item

KEPT = """name => new Promise(done => {
  const asked = indexedDB.open("portico", 1)
  asked.onsuccess = () => {
    const all = asked.result.transaction(name).objectStore(name).getAll()
    all.onsuccess = () => { asked.result.close(); done(JSON.parse(JSON.stringify(all.result))) }
  }
})"""


def kept(page, name="acts"):
    """What stands in a store of the device."""
    return page.evaluate(KEPT, name)


def write(page, words):
    page.locator("#composer-body").fill(words)
    page.locator(".composer-send").click()


@pytest.fixture
def paper(session, world):
    """An item on the client's move, with a question."""
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    say(world.tess, item, "Which one do you like?")
    session.commit()
    return f"/projects/{world.site.id}/items/{item.id}"


@pytest.fixture
def stored(session):
    """How often these words were stored."""
    def count(words):
        session.rollback()
        found = session.scalar(select(func.count()).where(Message.body == words))
        # A test that goes on reading would keep the write lock from the server.
        session.rollback()
        return found
    return count


def waiting(page, words):
    return page.locator("#arrivals .message[data-act]", has_text=words)


def sent(page, words):
    """The message the server rendered, in the place of its copy."""
    message = page.locator("#arrivals .message:not([data-act])", has_text=words)
    expect(message).to_have_count(1)
    expect(waiting(page, words)).to_have_count(0)
    return message


@pytest.fixture
def phone(world, paper, enter):
    """Cleo at the item, all of it loaded."""
    page = enter(world.cleo, paper, **PHONE)
    page.wait_for_load_state("networkidle")
    return page


def test_a_reply_written_offline_stands_at_once_and_goes_by_itself(phone, stored):
    phone.context.set_offline(True)
    write(phone, "The rough one")
    expect(waiting(phone, "The rough one")).to_contain_text("Cleo")
    expect(waiting(phone, "The rough one")).to_contain_text("Waiting to send")
    expect(phone.locator("#composer-body")).to_have_value("")
    expect(phone.locator("#outbox-bar button")).to_have_accessible_name("Waiting to send: 1")
    assert stored("The rough one") == 0
    phone.context.set_offline(False)
    sent(phone, "The rough one")
    expect(phone.locator("#outbox-bar button")).to_have_count(0)
    assert stored("The rough one") == 1 and kept(phone) == []
