"""The bench fills what it says, and its load generator counts what it is answered."""
import os
import subprocess
import sys

import pytest
from sqlalchemy import func, select, text

from bench.fill import fill
from bench.load import run
from bench.pages import Forms
from bench.requests import FRESH, Request, filled
from bench.servers import cpu_seconds
from portal.entries.entry import Entry
from portal.plan.item import WorkItem
from portal.talk.message import Message


@pytest.fixture
def town(session):
    return fill(items=250, messages=600)


def test_the_measured_project_has_fifty_items_and_a_thread_of_thirty(town, session):
    def amount(*conditions):
        return session.scalar(select(func.count()).where(*conditions))

    assert amount(Entry.project_id == town.project_id, Entry.kind == "work_item") == 50
    assert amount(Message.entry_id == town.item_id) == 30
    assert session.scalar(select(func.count(func.distinct(Message.author_id))).where(Message.entry_id == town.item_id)) >= 8
    if session.get_bind().dialect.name == "postgresql":
        assert session.scalar(text("SELECT count(*) FROM pg_stats WHERE tablename = 'entries'")), "planned blindly"
    assert amount(WorkItem.id == Entry.id) >= 250 and amount(Message.number > 0) >= 600


def test_the_load_generator_counts_answers_by_status(server):
    request = Request("/healthz").to_bytes(server.url.removeprefix("http://"))
    host, port = server.url.removeprefix("http://").split(":")
    told = run(host, int(port), [request], [""], connections=4, seconds=0.3)
    assert set(told["statuses"]) == {200} and len(told["times"]) == told["statuses"][200] > 4


def test_what_ended_children_used_counts():
    """On PostgreSQL each connection is a process of its own, which goes with it."""
    before = cpu_seconds(os.getpid())
    subprocess.run([sys.executable, "-c", "import time\nwhile time.process_time() < 0.25: pass"], check=True)
    assert cpu_seconds(os.getpid()) - before >= 0.24


def test_each_post_is_an_act_of_its_own():
    message = Request("/x", "POST", form={"act": FRESH}).to_bytes("host")
    first, second = filled(message), filled(message)
    assert first != second and len(first.partition(b"\r\n\r\n")[2]) == len("act=") + 36
    assert b"Content-Length: 40" in first


def test_the_form_that_writes_is_found_with_what_it_would_send():
    forms = Forms()
    forms.feed('<form action="/out"><input name=a value=1></form><form action="/post"><input type=hidden name=act value=x>'
               '<input type=radio name=lane value=internal><input type=radio name=lane value=shared checked>'
               '<textarea name="body"></textarea></form>')
    form = next(each for each in forms.found if each.writes)
    assert (form.action, form.fields) == ("/post", {"act": "x", "lane": "shared"})
