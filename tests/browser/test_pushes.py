"""A push from end to end: asked for after a tap, signed, encrypted, shown, answered, opened with and without a network."""
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from portal.base.clock import now
from portal.channels.webpush import PushPost
from portal.inbox.marking import read_about
from portal.inbox.owed import Notice
from portal.jobs.pushes.composing import composed_pushes
from portal.notices.delivery import Delivery
from portal.notices.subscription import PushSubscription
from portal.people.sessions import open_session
from portal.plan.item import WorkItem
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project
from portal.talk.message import Message
from tests.browser.copies import the_worker, wait_for_copy, with_worker
from tests.browser.test_decisions import said
from tests.decisions.asking import asked_by
from tests.jobs.told import tell
from tests.support_processes import wait_until
from tests.support_push import Browser, push_receiver
from tests.talk.speaking import say
from tests.world import add_item

#: A browser whose vendor answers: what stands in place of ``subscribe`` keeps the keys of the test.
VENDOR = """facts => {
  let agreed = null
  const subscription = { options: {}, toJSON: () => facts, unsubscribe: async () => { agreed = null; return true } }
  PushManager.prototype.getSubscription = async () => agreed
  PushManager.prototype.subscribe = async options => {
    if (options.userVisibleOnly !== true || options.applicationServerKey.length !== 87) throw new TypeError("options")
    return agreed = subscription
  }
}"""
SHOWN = """async () => (await registration.getNotifications()).map(({ title, body, tag, actions, data }) =>
  ({ title, body, tag, actions: actions.map(each => each.action), data }))"""
#: A browser that shows declarative pushes hands over what it made of one, and no data; its members are no properties of its own.
MADE = """async told => {
  for (const each of await registration.getNotifications()) each.close()
  const event = new PushEvent("push"), works = []
  Object.defineProperty(event, "notification", { value: Object.create(told) })
  event.waitUntil = work => works.push(work)
  self.dispatchEvent(event)
  await Promise.all(works)
}"""
#: What the worker says it is still about is noted: how many pushes were handed to it.
NOTED = """() => {
  if (!self.works) {
    const stays = ExtendableEvent.prototype.waitUntil
    self.works = []
    ExtendableEvent.prototype.waitUntil = function (work) { self.works.push([this.type, work]); return stays.call(this, work) }
  }
  return self.works.filter(([type]) => type === "push").length
}"""
SETTLED = "async () => { await Promise.allSettled(self.works.map(([, work]) => work)) }"
#: A tap as the system reports it; windows that a real tap may open are noted.
TAP = """async ([action, reply]) => {
  const [notification] = await registration.getNotifications()
  self.opened = []
  clients.openWindow = async address => { self.opened.push(address) }
  const event = new NotificationEvent("notificationclick", { notification, action })
  if (reply) Object.defineProperty(event, "reply", { value: reply })
  const works = []
  event.waitUntil = work => works.push(work)
  self.dispatchEvent(event)
  await Promise.all(works)
  return self.opened
}"""

#: The vendor has given the browser another address.
MOVED = """async facts => {
  const event = new ExtendableEvent("pushsubscriptionchange"), works = []
  Object.defineProperty(event, "newSubscription", { value: { toJSON: () => facts } })
  event.waitUntil = work => works.push(work)
  self.dispatchEvent(event)
  await Promise.all(works)
}"""


@pytest.fixture
def receiver():
    with push_receiver() as receiver:
        yield receiver


@pytest.fixture
def phone(installed, session, server, world):
    """Cleo's phone with the app, its worker running; ``phone.item`` is on her move."""
    session().expire_on_commit = False
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    message = say(world.tess, item, "Which one do you like?")
    # Unread whatever she looks at: it was told after all that.
    tell(world.cleo, item, kind="turn", message=message).at = now() + timedelta(days=1)
    installed.path, installed.item, installed.message = f"/projects/{world.site.id}/items/{item.id}", item.id, message.id
    installed.ids = str(world.cleo.id), str(world.olaf.id)
    installed.told = [told_of(world.cleo, item, message_id=message.id, actor="Tess")]
    return carried_by(installed, session, server, world.cleo)


def told_of(user, entry, **facts) -> Notice:
    """That something is the move of somebody at the client's."""
    return Notice(**{"id": 1, "user_id": user.id, "kind": "turn", "workspace_id": entry.workspace_id,
                     "project_id": entry.project_id, "entry_id": entry.id, "lane": "shared", "message_id": None, "actor": None,
                     "at": now(), "facts": {}, "title": entry.title, "entry_kind": entry.kind, "side": "client",
                     "project": find_project(viewer_of(user), entry.project_id)} | facts)


def carried_by(installed, session, server, user):
    """The phone with the app, on which somebody is signed in."""
    _row, token = open_session(user=user, assurance="code", device="Test")
    session.commit()
    installed.context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                                    "url": server.url.replace("http:", "https:")}])
    return installed


def pushed(session, settings, receiver, keys, notices) -> dict:
    """What a browser reads of the push that we make for the only subscription there is."""
    subscription = session.query(PushSubscription).one()
    delivery = Delivery(id=1, channel="push", kind="notice", subscription_id=subscription.id, user_id=subscription.user_id)
    push = composed_pushes([delivery], {1: notices}, settings)[1]
    session.rollback()
    settings = replace(settings, push_receiver=receiver.origin)
    PushPost(settings).send(replace(push, endpoint=f"{receiver.origin}/push"))
    return keys.read(receiver.taken[-1].body).decode()


class Vendor:
    """The browser's own hands on pushes."""

    def __init__(self, page):
        self.page, self.wire, self.known = page, page.context.new_cdp_session(page), []
        self.wire.on("ServiceWorker.workerRegistrationUpdated", lambda told: self.known.extend(told["registrations"]))
        self.wire.send("ServiceWorker.enable")

    @property
    def worker(self):
        return the_worker(self.page)

    def deliver(self, text: str) -> list[dict]:
        """Hand over a push; what is shown then. Asked once: asking again and again loses the record."""
        while not self.known:
            self.page.wait_for_timeout(30)
        living = [each for each in self.known if not each["isDeleted"]][-1]
        before = self.worker.evaluate(NOTED)
        self.wire.send("ServiceWorker.deliverPushMessage", {
            "origin": living["scopeURL"].rstrip("/"), "registrationId": living["registrationId"], "data": text})
        wait_until(lambda: self.worker.evaluate(NOTED) > before, what="the push reaching the worker")
        return self.shown()

    def shown(self) -> list[dict]:
        """What stands on the screen once the worker has done what it is about."""
        self.worker.evaluate(SETTLED)
        return self.worker.evaluate(SHOWN)

    def hand_over(self, text: str) -> list[dict]:
        """The same where the browser has read the push itself."""
        assert json.loads(text)["mutable"], "else it asks no worker"
        self.worker.evaluate(MADE, json.loads(text)["notification"])
        return self.worker.evaluate(SHOWN)

    def tap(self, action: str = "", reply: str = "") -> list[str]:
        return self.worker.evaluate(TAP, [action, reply])


BADGES = """() => {
  self.badges = []
  navigator.setAppBadge = async count => { self.badges.push(count) }
  navigator.clearAppBadge = async () => { self.badges.push(0) }
}"""


def agree(page, keys: Browser) -> None:
    page.goto("/me/devices")
    page.evaluate(VENDOR, {"endpoint": keys.endpoint, "keys": keys.keys})
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator("#notices")).to_contain_text("Notifications are on")


def test_a_push_is_asked_for_shown_answered_and_opened(phone, session, world, house, receiver):
    page, keys = phone, Browser("https://fcm.googleapis.com")
    page.goto(page.path)
    with_worker(page)
    page.reload()
    wait_for_copy(page, world.cleo, page.path)
    agree(page, keys)
    vendor = Vendor(page)
    text = pushed(session, house.settings, receiver, keys, page.told)
    vendor.worker.evaluate(BADGES)

    [shown] = vendor.deliver(text)
    wait_until(lambda: set(vendor.worker.evaluate("() => self.badges")) == {1}, what="the icon counting what is Cleo's move")
    assert (shown["title"], shown["body"], shown["actions"]) == ("Choose the paper", "It is your move now", ["done", "reply"])
    assert vendor.deliver(text) == [shown], "the newest takes the place of the one before"
    assert vendor.hand_over(text) == [shown], "and the same stands there where the browser had read it"

    [opened] = vendor.tap()
    assert opened.endswith(f"#m-{page.message}")
    page.context.set_offline(True)
    page.goto(opened)
    expect(page.locator("#saved-line")).to_be_visible()
    vendor.deliver(text)
    assert vendor.tap() == [], "the page is open: no second window"
    expect(page.locator(f"#m-{page.message}")).to_be_focused()

    vendor.deliver(text)
    assert vendor.tap("reply", "The rough one") == []
    expect(page.locator(".message.is-waiting", has_text="The rough one")).to_be_visible()
    vendor.deliver(text)
    page.context.set_offline(False)
    assert vendor.tap("done") == []

    def stored() -> bool:
        session.rollback()
        both = session.query(Message).filter_by(body="The rough one").count(), session.get(WorkItem, page.item).is_done
        session.rollback()
        return both == (1, True)

    wait_until(stored, what="both being stored")
    moved = Browser("https://fcm.googleapis.com")
    vendor.worker.evaluate(MOVED, {"endpoint": moved.endpoint, "keys": moved.keys})
    assert session.query(PushSubscription).filter_by(ended_at=None).one().endpoint == moved.endpoint
    session.rollback()
    assert [each for each in page.complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []


def test_from_the_notification_of_a_question_to_its_answer_are_two_taps(installed, session, server, world, house, receiver):
    session().expire_on_commit = False
    approval = asked_by(world, world.logo, [world.abe], title="The logo")
    told = [told_of(world.abe, approval, facts={"verb": "approval_asked"})]
    page, keys = carried_by(installed, session, server, world.abe), Browser("https://fcm.googleapis.com")
    page.goto("/me")
    with_worker(page)
    agree(page, keys)
    vendor = Vendor(page)
    [shown] = vendor.deliver(pushed(session, house.settings, receiver, keys, told))
    assert shown["title"] == "The logo"
    [opened] = vendor.tap()
    page.goto(opened)
    # All there is to do is in reach, and held; nothing else is asked.
    button = page.get_by_role("button", name="Approve", exact=True)
    button.hover()
    page.mouse.down()
    expect(page.locator(".mine")).to_contain_text("You approved this")
    page.mouse.up()
    wait_until(lambda: said(session) == [("approve", "", True)], what="the answer being stored")


def test_what_is_read_elsewhere_goes_with_the_next_push_and_when_a_page_counts(phone, session, world, house, receiver):
    page, keys = phone, Browser("https://fcm.googleapis.com")
    page.goto("/me")
    with_worker(page)
    page.reload()
    agree(page, keys)
    vendor = Vendor(page)
    text = pushed(session, house.settings, receiver, keys, page.told)
    told = json.loads(text)
    told["notification"] |= {"tag": "another", "title": "Another"}
    vendor.deliver(text)
    assert {each["title"] for each in vendor.deliver(json.dumps(told))} == {"Choose the paper", "Another"}
    assert read_about(viewer_of(world.cleo), project_id=world.site.id, entry_id=page.item)
    session.commit()
    assert [each["title"] for each in vendor.deliver(json.dumps(told))] == ["Another"], "what was just told stands"
    page.evaluate("() => fetch('/me/counts').then(answer => answer.text())")
    assert vendor.shown() == []


def test_a_device_on_which_somebody_else_is_signed_in_says_nothing_of_it(phone, session, house, receiver):
    page, keys = phone, Browser("https://fcm.googleapis.com")
    page.goto("/me")
    with_worker(page)
    agree(page, keys)
    vendor = Vendor(page)
    text = pushed(session, house.settings, receiver, keys, page.told)
    [shown] = vendor.deliver(text.replace(*page.ids))
    assert (shown["title"], shown["body"], shown["actions"]) == ("Studio Nord", "", [])
    assert vendor.hand_over(text.replace(*page.ids)) == [shown]
    page.goto("/me")
    page.locator(".pane-main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    wait_until(lambda: vendor.worker.evaluate(SHOWN) == [], what="what was shown going")
    assert session.query(PushSubscription).one().ended_at is not None


@pytest.mark.parametrize(("instead", "said"), [
    ("() => { Notification.requestPermission = async () => 'denied' }", "Your browser was told not to"),
    ("() => { Notification.requestPermission = async () => 'default' }", "Nothing was changed"),
    ("() => { PushManager.prototype.subscribe = () => { throw new DOMException('', 'AbortError') } }", "does not answer")])
def test_what_to_do_is_told_where_the_browser_says_no(enter, world, instead, said):
    page = enter(world.cleo, "/me/devices", permissions=["notifications"])
    page.evaluate(instead)
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".push-offer [role=status]")).to_contain_text(said)
    expect(page.get_by_role("button", name="Turn on")).to_be_enabled()


#: Permission and subscription that never answer, as where the vendor of the browser cannot be reached; and how often asked.
SILENT = """() => {
  window.asked = []
  Notification.requestPermission = () => { window.asked.push("permission"); return window.never ?? Promise.resolve("granted") }
  PushManager.prototype.subscribe = () => { window.asked.push("subscription"); return new Promise(() => {}) }
}"""


def test_nobody_is_asked_before_a_tap_and_who_is_never_answered_hears_so(enter, world):
    page = enter(world.cleo, "/me/devices", permissions=["notifications"])
    with_worker(page)
    page.clock.install()
    page.evaluate(SILENT)
    page.clock.fast_forward(120_000)
    assert page.evaluate("() => window.asked") == []
    button, said = page.get_by_role("button", name="Turn on"), page.locator(".push-offer [role=status]")
    for number, words in ((2, "does not answer"), (3, "Nothing was changed")):
        button.click()
        expect(button).to_be_disabled()
        wait_until(partial(_asked, page, number), what="the browser being asked")
        page.clock.fast_forward(61_000)
        expect(said).to_contain_text(words)
        expect(button).to_be_enabled()
        page.evaluate("() => { window.never = new Promise(() => {}) }")


def _asked(page, number: int) -> bool:
    return page.evaluate("() => window.asked.length") == number
