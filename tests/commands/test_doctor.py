"""``doctor`` finds what is wrong and says what to do."""
import json
import os
import subprocess
import sys
from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from commands.examination import examine
from commands.examining_receipts import examine_receipts
from portal.base.bucket_place import BucketPlace
from portal.base.clock import at, now
from portal.base.ids import new_id
from portal.base.vapid import NOBODY
from portal.channels.host_reach import reach_host
from portal.decisions.signing import public_key_of
from portal.files.blob import Blob
from portal.jobs.heartbeat import beat
from portal.jobs.noticing import tell_news
from portal.jobs.queue import current_queue
from portal.letters.letter import Letter
from portal.notices.delivery import Delivery
from portal.people.client import Client
from portal.people.hosts import name_host
from tests.support_clamd import running_clamd
from tests.support_server import ROOT, environment
from tests.talk.speaking import say

Room = namedtuple("Room", "free")


def plenty(path):
    return Room(free=2**40)


@pytest.fixture
def findings(app, session):
    def look(disk_usage=plenty, **changes):
        return {each.what: each for each in examine(replace(app.config["SETTINGS"], **changes), disk_usage)}

    return look


def test_a_healthy_house_is_told_so(findings, mailbox):
    beat()
    assert {each.state for each in findings().values()} == {"ok"}


def test_the_address_of_a_room_is_looked_at_as_somebody_would_reach_it(findings, session, world, monkeypatch):
    name_host(world.acme, "acme.localhost")
    session.commit()
    reached = []
    monkeypatch.setattr("commands.examining_hosts.reach_host", lambda origin: reached.append(origin) or "it cannot be reached")
    assert findings()["host"].state == "warning" and reached[0].startswith("http://acme.localhost:")
    session.query(Client).update({"host_confirmed_at": now()})
    session.commit()
    told = findings()["host"]
    assert told.state == "trouble" and "links, mails and notifications lead there" in told.said and "--clear" in told.advice
    assert "nobody's" in findings(base_url="https://portal.example.com")["host"].said


def test_only_a_portal_that_answers_counts_as_reached():
    assert "cannot be reached" in reach_host("http://127.0.0.1:1")
    asked = iter([(200, b'{"alive":true}'), (400, b""), (200, b"<html>")])

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body = next(asked)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told):
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        told = [reach_host(f"http://127.0.0.1:{server.server_port}") for _ in range(3)]
        server.shutdown()
    assert told[0] is None and "not passed on" in told[1] and "something else answers" in told[2]


def test_a_silent_worker_is_noticed(findings):
    current_queue().delete("heartbeat")
    assert findings()["jobs"].state == "warning" and "bin/serve" in findings()["jobs"].advice


def test_no_mail_server_is_a_warning_and_an_unreachable_one_a_trouble(findings):
    assert findings(smtp_url=None)["mail"].state == "warning"
    assert findings(smtp_url="smtp://127.0.0.1:1")["mail"].state == "trouble"


def test_a_full_disk_is_a_trouble(findings):
    assert findings(disk_usage=lambda path: Room(free=10 * 2**20))["disk"].state == "trouble"


def test_what_every_user_of_the_machine_may_read_is_noticed(findings, tmp_path):
    (tmp_path / "portico.sqlite3").touch(0o644)
    assert findings(data=tmp_path)["folder"].state == "ok", "the folder itself is closed"
    tmp_path.chmod(0o755)
    assert findings(data=tmp_path)["folder"].state == "warning"
    (tmp_path / "portico.sqlite3").chmod(0o600)
    assert findings(data=tmp_path)["folder"].state == "ok"


def test_a_missing_folder_is_a_trouble(findings, tmp_path):
    assert findings(data=tmp_path / "gone")["folder"].state == "trouble"


@pytest.mark.parametrize(("minutes", "state"), [(1, "ok"), (6, "warning"), (61, "trouble")])
def test_what_is_due_for_long_is_noticed(findings, session, minutes, state):
    session.add(Delivery(kind="notice", due_at=now() - timedelta(minutes=minutes)))
    session.add(Delivery(kind="notice", due_at=now() + timedelta(hours=1)))
    session.commit()
    assert findings()["owed"].state == state and "1 mails" in findings()["owed"].said


def test_what_happened_and_is_not_told_is_noticed(findings, session, world):
    with at(now() - timedelta(minutes=7)):
        say(world.tess, world.logo)
    session.commit()
    assert findings()["news"].state == "warning" and "7 minutes" in findings()["news"].said
    tell_news()
    assert findings()["news"].state == "ok"


def test_what_was_given_up_today_is_noticed(findings, session):
    session.add(Delivery(kind="notice", ended_at=now() - timedelta(hours=23), outcome="refused"))
    session.add(Delivery(kind="notice", ended_at=now() - timedelta(hours=25), outcome="refused"))
    session.commit()
    assert findings()["owed"].state == "warning" and findings()["owed"].said.startswith("1 ")


def test_a_bucket_and_a_scanner_that_are_away_are_troubles_and_so_is_what_nobody_could_look_into(findings, session, world,
                                                                                               monkeypatch):
    monkeypatch.setattr("botocore.retries.standard.StandardRetryConditions.is_retryable", lambda *_: False)
    session.commit()
    place = BucketPlace("http://127.0.0.1:1/files", "key", "hunter2", "us-east-1")
    told = findings(files_bucket=place, scanner_url="clamd://127.0.0.1:1")
    assert (told["bucket"].state, told["scanner"].state) == ("trouble", "trouble")
    assert "hunter2" not in told["bucket"].said
    with running_clamd() as url:
        assert findings(scanner_url=url)["scanner"].state == "ok"
        session.add(Blob(workspace_id=world.nord.id, sha256=bytes(32), size=1, at=now() - timedelta(hours=1), scan="unavailable",
                         scan_due_at=now()))
        session.commit()
        assert findings(scanner_url=url)["scanner"].said.startswith("of 1 files")


def test_links_that_lead_nowhere_are_noticed(findings):
    assert "BASE_URL" in findings(bind="0.0.0.0")["address"].advice


def doctor(env, *arguments):
    command = [sys.executable, "-m", "commands", "doctor", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)


def test_the_command_fails_while_the_database_is_not_migrated(street, house):
    empty = street.empty(house.kind, f"sick{os.getpid()}{house.kind}")
    told = doctor(environment(empty), "--json")
    found = next(each for each in json.loads(told.stdout)["findings"] if each["what"] == "database")
    assert told.returncode == 1 and found["state"] == "trouble" and "bin/portico prepare" in found["advice"]


def test_the_command_names_an_unreachable_database(tmp_path):
    env = {**os.environ, "PORTICO_DATA": str(tmp_path), "DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/d"}
    told = doctor(env)
    assert told.returncode == 1 and "TROUBLE database" in told.stdout and "hunter2" not in told.stdout + told.stderr


def test_the_command_answers_in_json_even_where_a_setting_is_wrong(tmp_path):
    told = doctor({**os.environ, "PORTICO_DATA": str(tmp_path), "PORT": "x"}, "--json")
    assert told.returncode == 1 and json.loads(told.stdout)["findings"][0]["said"].startswith("PORT=")


def test_mail_that_cannot_come_in_is_noticed(findings, session):
    assert findings(mail_in_address=None)["mail in"].state == "warning"
    assert findings(mail_in_token=None)["mail in"].state == "trouble"
    assert findings(imap_url="imap://x:y@127.0.0.1:1/INBOX")["mailbox"].state == "trouble"
    assert findings(mail_in_listen="lmtp://127.0.0.1:1")["mail door"].state == "trouble"


def test_letters_that_nobody_but_the_operator_sees_are_noticed_and_handed_over(app, findings, session, world):
    letter = Letter(id=new_id(), digest=b"x" * 32, sha256=b"y" * 32, way="http", state="tray", subject="Hello")
    give = ["letters", "give", str(letter.id), "Studio Nord"]
    session.add(letter)
    session.commit()
    assert findings()["mail in"].state == "warning"
    assert "Hello" in app.test_cli_runner().invoke(args=["letters"]).output
    listed = app.test_cli_runner().invoke(args=["letters", "list", "--json"])
    assert [each["letter"] for each in json.loads(listed.stdout)["letters"]] == [str(letter.id)]
    assert [app.test_cli_runner().invoke(args=give).exit_code for _ in range(2)] == [0, 1]
    assert "found its workspace" in app.test_cli_runner().invoke(args=["letters"]).output
    session.rollback()
    assert findings()["mail in"].state == "ok" and letter.workspace_id == world.nord.id


def test_what_receipts_are_printed_with_is_looked_for(app):
    settings = app.config["SETTINGS"]
    assert public_key_of(settings.receipt_key).id[:12] in examine_receipts(settings).said
    found = examine_receipts(settings, {"libnone.so.0": "libnone0"})
    assert found.state == "warning" and "libnone0" in found.said and "apt-get install libnone0" in found.advice


def test_pushes_that_nobody_takes_are_trouble(findings, session):
    assert findings(vapid_subject=NOBODY)["push"].state == "warning"
    assert findings(base_url="http://portal.example.com")["push"].state == "warning"
    session.add(Delivery(channel="push", kind="notice", outcome="refused", ended_at=now(), trouble="403 bad key"))
    session.commit()
    assert findings()["push"].state == "trouble" and "VAPID_PRIVATE_KEY" in findings()["push"].advice
