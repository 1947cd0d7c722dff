"""What is drawn once and filled says what is so now, to whom it is said, and carries nothing of another answer."""
import re

from sqlalchemy import update

from portal.base.clock import now
from portal.talk.message import Message
from tests.talk.speaking import say
from tests.world import sign_in


def page(client, item, **headers):
    answer = client.get(f"/projects/{item.project_id}/items/{item.id}", headers=headers)
    assert answer.status_code == 200
    return answer


def test_a_change_is_seen_at_once(client, session, world):
    sign_in(client, world.cleo)
    world.logo.title, world.logo.percent, world.logo.move = "First title", 10, "client"
    said = say(world.tess, world.logo, "First words")
    session.commit()
    first = page(client, world.logo).text
    assert "First title" in first and "First words" in first and 'id="done-head-' in first
    world.logo.title, world.logo.percent = "Second title", 60
    world.logo.stuck_at, world.logo.stuck_reason = now(), "No <b>paper</b>"
    session.execute(update(Message).where(Message.id == said.id).values(html="<p>Second words</p>"))
    world.nord.name = "Studio <Süd>"
    session.commit()
    second = page(client, world.logo).text
    assert "First" not in second and "Second title" in second and "Second words" in second
    assert "No &lt;b&gt;paper" in second and "Studio &lt;Süd&gt;" in second and "Change why" in second


def test_each_reader_gets_their_own_lane_language_and_powers(app, session, world):
    say(world.tess, world.logo, "For all of us")
    say(world.tess, world.logo, "Among us", lane="internal")
    seen = {}
    for name, language in (("mia", "en"), ("cleo", "en"), ("cora", "de"), ("vera", "en"), ("mia", "en")):
        client = app.test_client()
        sign_in(client, getattr(world, name))
        seen[name] = page(client, world.logo, **{"Accept-Language": language}).text
    assert "Among us" in seen["mia"] and "Team only" in seen["mia"]
    for name in ("cleo", "cora", "vera"):
        assert "For all of us" in seen[name] and "Among us" not in seen[name] and "Team only" not in seen[name]
    assert "Promised" in seen["cleo"] or "Send" in seen["cleo"]
    assert "Senden" in seen["cora"] and ">Send<" not in seen["cora"]
    assert 'name="body"' in seen["cleo"] and 'name="body"' not in seen["vera"]


def test_every_answer_has_its_own_nonce_and_acts(client, session, world):
    sign_in(client, world.cleo)
    say(world.cleo, world.logo, "Mine, to be edited")
    world.logo.move = "client"
    session.commit()
    acts = []
    for _ in range(2):
        answer = page(client, world.logo)
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]
        assert set(re.findall(r'nonce="([^"]*)"', answer.text)) == {nonce}
        acts += re.findall(r'name="act" value="([^"]+)"', answer.text)
    assert len(acts) == len(set(acts)) >= 4
