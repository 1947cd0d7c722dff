"""What outlives a page: what waits, though the phone was switched off."""
import socket

import pytest
from playwright.sync_api import expect

from portal.people.sessions import open_session
from portal.talk.message import Message
from tests.browser.copies import with_worker
from tests.browser.waiting import ready
from tests.support_browser import PHONE
from tests.support_processes import wait_until
from tests.support_slow import network_before
from tests.world import add_item


@pytest.fixture
def paper(session, world):
    session().expire_on_commit = False
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    return f"/projects/{world.site.id}/items/{item.id}"


@pytest.fixture
def network(server):
    with network_before(server.url) as network:
        yield network


@pytest.fixture
def nowhere():
    """Who goes there hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


def test_what_waits_outlives_a_phone_that_is_switched_off(chromium, server, network, nowhere, session, world, paper, tmp_path):
    def switched_on():
        context = chromium.profile(tmp_path / "phone", base_url=network.url, **PHONE)
        return context, context.pages[0]

    def stored() -> int:
        session.rollback()
        count = session.query(Message).filter_by(body="Before the tunnel").count()
        session.rollback()
        return count

    _row, token = open_session(user=world.cleo, assurance="code", device="Test")
    session.commit()
    context, page = switched_on()
    context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True, "expires": 2_000_000_000,
                          "url": server.url.replace("http:", "https:")}])
    page.goto(paper)
    with_worker(page)
    ready(page)
    context.set_offline(True)
    page.locator("#composer-body").fill("Before the tunnel")
    page.locator(".composer-send").click()
    expect(page.locator(".message.is-waiting")).to_be_visible()
    # A browser that goes may wake its worker once more, which knows of no tunnel.
    network.lead_to(f"http://127.0.0.1:{nowhere.getsockname()[1]}")
    context.close()
    assert stored() == 0
    network.lead_to(server.url)
    context, page = switched_on()
    page.goto("/")
    wait_until(stored, what="what waited being stored")
    assert stored() == 1
    context.close()
