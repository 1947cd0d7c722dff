"""Pushes as they leave: signed and encrypted, to push services only, never anywhere else, and what their answers mean."""
import time
from pathlib import Path

import pytest

from portal.base.config import Settings
from portal.base.push_endpoints import endpoint_of
from portal.base.vapid import public_key
from portal.channels import public_addresses
from portal.channels.public_addresses import NotPublic, connect_outside, is_public
from portal.channels.webpush import MOST, Push, PushDelayed, PushGone, PushPost, PushRefused, PushUnsigned
from tests.support_push import Browser, push_receiver


@pytest.fixture(scope="module")
def receiver():
    with push_receiver() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def empty(receiver):
    receiver.clear()


def settings(receiver=None, **facts) -> Settings:
    return Settings(data=Path("/tmp"), secret_key="x" * 40, database_url="sqlite:///none",
                    **{"testing": True, "push_receiver": receiver and receiver.origin, **facts})


@pytest.fixture
def ours(receiver):
    return settings(receiver)


@pytest.fixture
def post(ours):
    post = PushPost(ours, patience=0.3)
    yield post
    post.rest()


def push(browser: Browser, payload: bytes = b"{}", **facts) -> Push:
    return Push(endpoint=browser.endpoint, **browser.keys, payload=payload, **facts)


def test_a_push_is_signed_by_us_and_read_by_its_browser_alone(receiver, post, ours):
    receiver.key = public_key(ours.vapid_private_key)
    browser, other = Browser(receiver.origin), Browser(receiver.origin)
    post.send(push(browser, b'{"a": "\xc3\xa9"}', topic="t" * 32, urgency="high"))
    [taken] = receiver.taken
    assert taken.read_by(browser) == {"a": "é"} and b"\xc3\xa9" not in taken.body
    with pytest.raises(Exception):  # noqa: B017  (whatever the library says: it is not readable)
        other.read(taken.body)
    told = {name: taken.headers[name] for name in ("Topic", "Urgency", "TTL", "Content-Type")}
    assert told == {"Topic": "t" * 32, "Urgency": "high", "TTL": "259200", "Content-Type": "application/octet-stream"}
    assert "Cookie" not in taken.headers and taken.claims["sub"] == ours.vapid_subject


def test_connections_are_kept_and_opened_anew_where_they_were_closed(receiver, post):
    browser = Browser(receiver.origin)
    for _ in range(3):
        post.send(push(browser))
    assert sum(len(idle) for idle in post._connections._idle.values()) == 1
    for idle in post._connections._idle.values():
        idle[0][1].sock.close()
        idle[0][1].sock = None
    post.send(push(browser))
    receiver.answers = [(201, {"Connection": "close"})]
    post.send(push(browser))
    post.send(push(browser))
    assert len(receiver.taken) == 6


@pytest.mark.parametrize(("answer", "kind"), [
    (404, PushGone), (410, PushGone), (400, PushRefused), (401, PushUnsigned), (403, PushUnsigned), (413, PushRefused),
    (429, PushDelayed), (500, PushDelayed), (503, PushDelayed), (0, PushDelayed)])
def test_what_the_answer_says_decides_what_becomes_of_it(receiver, post, answer, kind):
    receiver.answers = [answer]
    with pytest.raises(kind) as told:
        post.send(push(Browser(receiver.origin)))
    assert type(told.value) is kind and str(answer or "no answer") in str(told.value)


def test_a_redirect_is_not_followed(receiver, post):
    receiver.answers = [(307, {"Location": f"{receiver.origin}/inside"}), 201]
    with pytest.raises(PushRefused, match="307"):
        post.send(push(Browser(receiver.origin)))
    assert receiver.asked == 1 and receiver.taken == []


@pytest.mark.parametrize(("said", "least", "most"), [("120", 120, 120), ("999999999", 86_400, 86_400), ("soon", None, None),
                                                     (time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(0)), 0, 0)])
def test_when_to_come_back_is_heard(receiver, post, said, least, most):
    receiver.answers = [(429, {"Retry-After": said})]
    with pytest.raises(PushDelayed) as told:
        post.send(push(Browser(receiver.origin)))
    assert told.value.retry_after == least == most


def test_too_much_is_refused_before_anything_is_asked(receiver, post):
    browser = Browser(receiver.origin)
    post.send(push(browser, b"x" * MOST))
    assert len(receiver.taken[0].body) == 4096, "what push services must take (RFC 8030)"
    with pytest.raises(PushRefused):
        post.send(push(browser, b"x" * (MOST + 1)))
    assert receiver.asked == 1


def test_keys_that_are_none_reach_nobody(receiver, post):
    browser = Browser(receiver.origin)
    with pytest.raises(PushGone):
        post.send(Push(endpoint=browser.endpoint, p256dh="BA" + "A" * 85, auth=browser.keys["auth"], payload=b"{}"))


@pytest.mark.parametrize("address", [
    "https://fcm.googleapis.com/fcm/send/x", "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYA%2f", "https://web.push.apple.com/QOe",
    "https://push.example.org:443/x"])
def test_push_services_are_known(address):
    assert endpoint_of(address, settings(push_hosts=("push.example.org",)))


@pytest.mark.parametrize("address", [
    "http://fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x", "https://evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://fcm.googleapis.com.evil.example/x", "https://fcm.googleapis.com@evil.example/x",
    "https://evil.example#.push.apple.com/x",
    "https://evil.example\\.push.apple.com/", "https://web.push.apple.com/a b", "https://web.push.apple.com/\r\nHost: x",
    "https://127.0.0.1/x", "https://[::1]/x", "https://localhost/x", "file:///etc/passwd", "",
    "https://web.push.apple.com/" + "x" * 1000])
def test_anything_else_is_no_push_service(address, post):
    assert endpoint_of(address, settings()) is None
    with pytest.raises(PushRefused):
        post.send(Push(endpoint=address, **Browser("").keys, payload=b"{}"))


def test_the_receiver_of_tests_is_let_through_in_tests_only(receiver):
    browser = Browser(receiver.origin)
    assert endpoint_of(browser.endpoint, settings(receiver))
    assert endpoint_of(browser.endpoint, settings(receiver, testing=False)) is None
    assert endpoint_of(browser.endpoint.replace("127.0.0.1", "127.0.0.2"), settings(receiver)) is None


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4001:82b::200e", "193.0.6.139"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "192.0.0.8", "192.88.99.1",
    "198.18.0.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255", "::1", "::", "::ffff:8.8.8.8", "::8.8.8.8",
    "fe80::1%eth0",
    "fc00::1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2002:0808:0808::1", "2001::1", "2001:db8::1", "3fff::1", "ff02::1",
    "5f00::1"])
def test_addresses_inside_networks_are_not(address):
    assert not is_public(address)


def test_one_address_inside_is_enough_to_refuse_a_name(monkeypatch):
    found = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(public_addresses.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(NotPublic):
        connect_outside(("fcm.googleapis.com", 443), 1)


def test_a_name_of_a_push_service_that_leads_inside_is_refused(monkeypatch, post):
    monkeypatch.setattr(public_addresses.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.1", 443))])
    with pytest.raises(PushRefused, match="not public"):
        post.send(Push(endpoint="https://fcm.googleapis.com/x", **Browser("").keys, payload=b"{}"))
