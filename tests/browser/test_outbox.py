"""What somebody does is kept on the device first, shown at once, then sent exactly once, whatever the network does."""
from playwright.sync_api import expect

from portal.people.sessions import open_session
from tests.browser.waiting import answer, badge, emptied, kept, lose_answers, queue, ready, sent, waiting, write
from tests.support_browser import PHONE
from tests.support_processes import wait_until


def signed_in_as(page, user, session, server):
    """This browser belongs to this person now, as after a sign-in."""
    _row, token = open_session(user=user, assurance="code", device="Test")
    session.commit()
    page.context.add_cookies([{"name": "__Host-portico", "value": token, "secure": True,
                               "url": server.url.replace("http:", "https:")}])


def test_a_reply_written_offline_stands_at_once_and_goes_by_itself(world, phone, stored):
    phone.context.set_offline(True)
    write(phone, "The rough one")
    expect(waiting(phone, "The rough one")).to_contain_text("Cleo")
    expect(waiting(phone, "The rough one")).to_contain_text("Waiting to send")
    expect(phone.locator("#composer-body")).to_have_value("")
    expect(badge(phone)).to_have_accessible_name("Waiting to send: 1")
    assert stored("The rough one") == []
    phone.context.set_offline(False)
    sent(phone, "The rough one")
    expect(badge(phone)).to_have_count(0)
    assert stored("The rough one") == [world.cleo.id]
    emptied(phone)


def test_online_it_is_only_a_short_wait(phone, stored):
    write(phone, "The *rough* one")
    expect(sent(phone, "The rough one").locator("em")).to_have_text("rough")
    expect(badge(phone)).to_have_count(0)
    assert len(stored("The *rough* one")) == 1 and phone.complaints == []


def test_an_answer_lost_after_the_commit_makes_no_second_message(phone, stored):
    lost = lose_answers(phone, "**/messages")
    write(phone, "Once, please")
    sent(phone, "Once, please")
    assert lost == [201] and len(stored("Once, please")) == 1
    # Changed while nobody knows that it is there: no second one, and its writer is told.
    tried, back = [], []

    def lose(route):
        if route.request.method != "POST" or back:
            return route.continue_()
        tried.append(1)
        if len(tried) == 1:
            route.fetch()
        return route.abort()
    phone.route("**/messages", lose)
    write(phone, "Once more")
    wait_until(lambda: kept(phone)[0]["tries"], what="the answer being lost")
    queue(phone).get_by_role("button", name="Change").click()
    expect(phone.locator("#composer-body")).to_have_value("Once more")
    write(phone, "Once more, and other words")
    changed = waiting(phone, "Once more, and other words")
    expect(changed).to_be_visible()
    back.append(1)
    phone.evaluate("portico.outbox.flush()")
    expect(changed).to_contain_text("This was sent before with other words")
    assert len(stored("Once more")) == 1 and stored("Once more, and other words") == []


def test_replies_keep_their_order_and_one_that_is_refused_steps_aside(phone, session, stored):
    refusal = '{"outcome": "refused", "reason": "status_422", "sentence": "Not like this."}'
    phone.context.set_offline(True)
    for words in ("first", "second", "third"):
        write(phone, words)
        expect(waiting(phone, words)).to_be_visible()
    asked = answer(phone, "**/messages", status=422, content_type="application/json", body=refusal)
    phone.context.set_offline(False)
    sent(phone, "third")
    assert "body=first" in asked[0].post_data
    expect(waiting(phone, "first")).to_contain_text("Not sent. Not like this.")
    assert phone.locator("#arrivals .message:not(.is-waiting) .message-body").all_inner_texts() == ["second", "third"]
    assert [act["words"] for act in kept(phone) if not act["quiet"]] == ["first"]


def test_two_tabs_send_it_once_and_both_show_it(world, phone, paper, stored):
    second = phone.context.new_page()
    second.goto(paper)
    ready(second)
    phone.context.set_offline(True)
    write(phone, "From the first tab")
    expect(waiting(second, "From the first tab")).to_be_visible()
    phone.context.set_offline(False)
    for page in (phone, second):
        sent(page, "From the first tab")
    assert stored("From the first tab") == [world.cleo.id]


def test_who_closes_the_page_finds_it_waiting_and_it_goes(phone, paper, stored):
    phone.route("**/messages", lambda route: route.abort())
    write(phone, "Before the tunnel")
    expect(waiting(phone, "Before the tunnel")).to_be_visible()
    again = phone.context.new_page()
    phone.close()
    assert stored("Before the tunnel") == []
    again.goto(paper)
    expect(again.locator(".message:not(.is-waiting)", has_text="Before the tunnel")).to_have_count(1)
    assert len(stored("Before the tunnel")) == 1
    emptied(again)


def test_it_is_tried_again_by_itself_where_nothing_tells_of_a_network(phone, stored):
    failed = []
    phone.route("**/messages", lambda route: (failed.append(1), route.abort()) if len(failed) < 2 else route.continue_())
    write(phone, "No event, no sync")
    sent(phone, "No event, no sync")
    assert len(failed) == 2 and len(stored("No event, no sync")) == 1


def test_coming_back_to_the_page_is_reason_enough(phone, stored):
    phone.route("**/messages", lambda route: route.abort())
    write(phone, "In the pocket")
    expect(waiting(phone, "In the pocket")).to_contain_text("Waiting to send")
    phone.unroute("**/messages")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    sent(phone, "In the pocket")
    assert len(stored("In the pocket")) == 1


HELD = """name => new Promise(begun => {
  navigator.locks.request(name, () => new Promise(done => { window.letGo = done; begun() }))
})"""
LINED_UP = "navigator.locks.query().then(all => all.pending.map(lock => lock.name))"
FAR_AHEAD = """() => new Promise(done => {
  const asked = indexedDB.open("portico", 1)
  asked.onsuccess = () => {
    const store = asked.result.transaction("acts", "readwrite").objectStore("acts")
    store.getAll().onsuccess = ({ target }) => {
      for (const act of target.result) store.put({ ...act, next: Date.now() + 600000 })
      store.transaction.oncomplete = () => { asked.result.close(); done() }
    }
  }
})"""


def test_the_network_coming_back_counts_also_while_a_flight_waits_for_another(phone, stored):
    phone.context.set_offline(True)
    write(phone, "On its way")
    expect(waiting(phone, "On its way")).to_be_visible()
    wait_until(lambda: kept(phone)[0]["tries"] > 0, what="the first try")
    # Another tab's flight takes long; the timer's next one lines up behind it, with what is due by then.
    lane = f"portico-outbox-{kept(phone)[0]['user']}-{kept(phone)[0]['entry']}"
    phone.evaluate(HELD, lane)
    wait_until(lambda: phone.evaluate(LINED_UP) == [lane], what="the next flight")
    phone.evaluate(FAR_AHEAD)
    phone.context.set_offline(False)
    phone.evaluate("letGo()")
    sent(phone, "On its way")
    assert len(stored("On its way")) == 1


def test_a_clock_that_was_wrong_by_a_day_makes_nothing_wait_for_a_day(phone, stored):
    phone.route("**/messages", lambda route: route.abort())
    phone.evaluate("window.real = Date.now; Date.now = () => real() + 864e5")
    write(phone, "Tomorrow")
    expect(badge(phone)).to_be_visible()
    phone.evaluate("Date.now = real")
    phone.unroute("**/messages")
    # As the clock of the page does: it asks for nothing that is not due.
    phone.evaluate("portico.outbox.flush(false)")
    sent(phone, "Tomorrow")
    assert len(stored("Tomorrow")) == 1


def test_a_server_that_restarts_in_the_middle_is_waited_for(phone, street, house, server, stored):
    server.stop()
    write(phone, "While you were away")
    expect(badge(phone)).to_be_visible()
    street.server(house)
    # The longer it was away, the longer until it is asked again; somebody looks at the page.
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    sent(phone, "While you were away")
    assert len(stored("While you were away")) == 1


def test_a_stale_proof_is_fetched_anew(phone, stored):
    phone.context.clear_cookies(name="__Host-portico_form")
    with phone.expect_response("**/messages") as first:
        write(phone, "Still me")
    assert first.value.status == 419
    sent(phone, "Still me")
    assert len(stored("Still me")) == 1


def test_retry_after_is_kept_to(phone, stored):
    asked = answer(phone, "**/messages", status=429, headers={"Retry-After": "600"}, content_type="application/json",
                   body='{"outcome": "later", "reason": "status_429"}')
    with phone.expect_response("**/messages"):
        write(phone, "Not so fast")
    phone.evaluate("portico.outbox.flush()")
    act, = kept(phone)
    assert act["held"] and len(asked) == 1 and stored("Not so fast") == []
    # Ten minutes later; the clock of the page asks for nothing that is not due.
    phone.evaluate("window.real = Date.now; Date.now = () => real() + 6e5")
    phone.evaluate("portico.outbox.flush(false)")
    sent(phone, "Not so fast")
    assert len(stored("Not so fast")) == 1


def test_without_a_session_it_waits_for_the_sign_in(phone, world, session, server, paper, stored):
    phone.context.clear_cookies()
    write(phone, "Who am I?")
    expect(waiting(phone, "Who am I?")).to_contain_text("Sign in to send this")
    # What stands in line behind it says so too.
    write(phone, "And now?")
    expect(waiting(phone, "And now?")).to_contain_text("Sign in to send this")
    badge(phone).click()
    door = phone.locator("#outbox-sheet").get_by_role("link", name="Sign in").first
    expect(door).to_have_attribute("href", f"/sign-in?next={paper.replace('/', '%2F')}")
    signed_in_as(phone, world.cleo, session, server)
    phone.goto(paper)
    for words in ("Who am I?", "And now?"):
        expect(phone.locator(".message:not(.is-waiting)", has_text=words)).to_have_count(1)
    assert stored("Who am I?") == stored("And now?") == [world.cleo.id]


def test_nothing_goes_as_somebody_else_on_the_same_device(phone, world, session, server, paper, stored):
    phone.context.set_offline(True)
    write(phone, "Only from Cleo")
    expect(waiting(phone, "Only from Cleo")).to_be_visible()
    signed_in_as(phone, world.abe, session, server)
    # Her page is still open when the network comes back: the cookie is his.
    with phone.expect_response("**/messages") as refused:
        phone.context.set_offline(False)
    assert refused.value.status in (401, 419)
    # It is not asked for each second whether she is back.
    wait_until(lambda: kept(phone)[0]["next"] > phone.evaluate("Date.now()") + 30_000, what="waiting for her")
    phone.goto(paper)
    ready(phone)
    expect(phone.get_by_text("Only from Cleo")).to_have_count(0)
    expect(badge(phone)).to_have_count(0)
    # Beside how far he has read, which may be on its way just now.
    assert stored("Only from Cleo") == [] and [act["words"] for act in kept(phone) if not act["quiet"]] == ["Only from Cleo"]
    signed_in_as(phone, world.cleo, session, server)
    phone.goto(paper)
    expect(phone.locator(".message:not(.is-waiting)", has_text="Only from Cleo")).to_have_count(1)
    assert stored("Only from Cleo") == [world.cleo.id]


def test_without_a_store_it_goes_online_only_and_says_so(browser, session, server, world, paper, stored):
    page = browser(**PHONE)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: { open() { throw new Error('private') } } })")
    signed_in_as(page, world.cleo, session, server)
    page.goto(paper)
    expect(page.locator("#outbox-bar")).to_contain_text("Online only")
    write(page, "Straight away")
    expect(page.locator("#arrivals .message", has_text="Straight away")).to_have_count(1)
    assert len(stored("Straight away")) == 1
