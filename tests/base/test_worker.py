"""The worker keeps the static shell and nothing of anybody's."""
import json
import re
from dataclasses import replace

from bench.kept import script_sizes


def test_the_worker_is_one_file_that_is_asked_for_anew(client):
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript" and answer.headers["Cache-Control"] == "no-cache"
    assert "// join:" not in answer.text and "keepShell=async" in answer.text
    assert client.get("/service-worker.js", headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"


def test_what_a_start_does_not_need_is_read_when_it_is_needed_from_what_was_kept_with_the_worker(client):
    script = client.get("/service-worker.js").text
    [address] = re.findall(r'SELDOM = "(/static/seldom-[0-9a-f]{10}\.js)"', script)
    assert re.findall(r"importScripts\((\w+)\)", script) == ["SELDOM"] and "showNotification" not in script
    answer = client.get(address)
    assert "immutable" in answer.headers["Cache-Control"] and "showNotification" in answer.text


def test_everything_in_the_shell_exists_and_is_the_same_for_everybody(client):
    shell = json.loads(re.search(r"SHELL = (\[.*\])", client.get("/service-worker.js").text)[1])
    assert "/offline" in shell
    for path in shell:
        answer = client.get(path)
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers


def test_worker_and_outbox_are_small(client):
    """What each page reads and each start of the worker; what is read when it is needed has limits of its own."""
    assert script_sizes()["together"] <= 8 * 1024
    assert len(client.get("/service-worker.js", headers={"Accept-Encoding": "br"}).data) <= 6_000


def test_an_operator_can_retire_the_worker(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], retire_worker=True))
    script = client.get("/service-worker.js").text
    assert "registration.unregister()" in script and "fetch" not in script
    assert "data-worker" not in client.get("/sign-in").text
