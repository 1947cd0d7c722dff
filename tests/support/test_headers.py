"""Every answer carries the policy, errors included, and only our own names are answered."""
import re

import pytest

from blueprints.support.headers import trusted_hosts

EVERYWHERE = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
              "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Cache-Control", "X-Frame-Options")
ASKED = [("GET", "/healthz", 200), ("GET", "/nowhere", 404), ("POST", "/healthz", 405), ("DELETE", "/healthz", 405),
         ("GET", "/manifest.json", 200), ("GET", "/service-worker.js", 200), ("GET", "/offline", 200),
         ("GET", "/static/none.css", 404), ("OPTIONS", "/healthz", 200), ("PUT", "/offline", 405)]


@pytest.mark.parametrize("method, path, status", ASKED)
def test_every_answer_is_dressed(client, method, path, status):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert [name for name in EVERYWHERE if name not in answer.headers] == []


def test_a_host_that_is_not_ours_is_refused_and_still_dressed(client):
    answer = client.get("/healthz", headers={"Host": "evil.example"})
    assert answer.status_code == 400 and "evil" not in answer.text
    assert [name for name in EVERYWHERE if name not in answer.headers] == []


def test_only_the_address_of_the_portal_is_ours():
    assert trusted_hosts("https://portal.example:8443/x") == ["portal.example"]
    assert trusted_hosts("https://[2001:db8::7]:8443") == ["[2001:db8::7]"]
    assert "localhost" in trusted_hosts("http://127.0.0.1:8000") and "127.0.0.1" in trusted_hosts("http://localhost")


def test_the_policy_allows_nothing_inline(client):
    policy = client.get("/nowhere").headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "require-trusted-types-for 'script'" in policy


def test_the_page_carries_the_nonce_of_its_answer_and_no_other(client):
    first, second = client.get("/nowhere"), client.get("/nowhere")
    nonces = [re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1] for answer in (first, second)]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0]}"' in first.text and nonces[0] not in second.text


def test_pages_are_not_kept_by_shared_caches(client):
    assert client.get("/nowhere").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("host", ["[::1]", "[::1]:8000", "127.0.0.1:8000", "localhost", "acme.localhost:8000"])
def test_a_loopback_base_url_answers_under_every_name_of_this_machine(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["[2001:db8::7]", "[2001:db8::7]:8443"])
def test_an_ipv6_base_url_answers_under_its_own_address_only(app, client, monkeypatch, host):
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", trusted_hosts("https://[2001:db8::7]:8443"))
    assert client.get("/healthz", headers={"Host": host}).status_code == 200
    assert client.get("/healthz", headers={"Host": "[2001:db8::8]"}).status_code == 400
    assert client.get("/healthz", headers={"Host": "[::1]"}).status_code == 400
