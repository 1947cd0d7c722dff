"""Whose address a request has: only the operator's own proxies are believed."""
from ipaddress import ip_network

import pytest

from blueprints.support.proxies import Proxies

TRUSTED = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"))


def origin(peer: str, forwarded: str | None, trusted=TRUSTED) -> str:
    seen = {}
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_PROTO": "gopher"}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    Proxies(lambda environ, start: seen.update(environ), trusted, "https")(environ, None)
    assert seen["wsgi.url_scheme"] == "https"
    return seen["REMOTE_ADDR"]


@pytest.mark.parametrize(("peer", "forwarded", "expected"), [
    ("127.0.0.1", None, "127.0.0.1"),
    ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"),
    ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ("127.0.0.1", "not an address", "127.0.0.1"),
    ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
    ("::ffff:127.0.0.1", "203.0.113.9, ::ffff:10.1.2.3", "203.0.113.9"),
    ("::ffff:203.0.113.9", "198.51.100.1", "::ffff:203.0.113.9"),
])
def test_the_nearest_address_no_proxy_of_ours_has(peer, forwarded, expected):
    assert origin(peer, forwarded) == expected


def test_without_trusted_proxies_nobody_is_believed():
    assert origin("127.0.0.1", "203.0.113.9", trusted=()) == "127.0.0.1"
