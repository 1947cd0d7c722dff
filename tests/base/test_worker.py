"""The worker keeps the static shell and nothing of anybody's."""
import json
import re


def test_the_worker_is_one_file_that_is_asked_for_anew(client):
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript" and answer.headers["Cache-Control"] == "no-cache"
    assert "// join:" not in answer.text and "importScripts" not in answer.text and "keepShell = async" in answer.text


def test_everything_in_the_shell_exists_and_is_the_same_for_everybody(client):
    shell = json.loads(re.search(r"SHELL = (\[.*\])", client.get("/service-worker.js").text)[1])
    assert "/offline" in shell
    for path in shell:
        answer = client.get(path)
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
