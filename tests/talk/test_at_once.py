"""The same act arriving twice at once, on two connections."""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from blueprints.support import acts
from portal.history.event import Event
from portal.talk.message import Message
from portal.talk.revision import Revision
from tests.talk.speaking import say, start
from tests.world import act, sign_in


def at_once(app, user, address, sent):
    """Each of these forms sent by a browser of its own, all in the same moment."""
    clients = [app.test_client() for _ in sent]
    for client in clients:
        sign_in(client, user)
    gate = Barrier(len(clients))

    def send(pair):
        gate.wait()
        return pair[0].post(address, data=pair[1], headers={"Accept": "application/json"})

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(send, zip(clients, sent, strict=True)))


def test_one_act_that_arrives_four_times_at_once_is_done_once(app, session, world):
    talk = start(world.tess, world.site, "Kick-off")
    address, sent = f"/projects/{world.site.id}/entries/{talk.id}/messages", act(lane="shared", body="Once")
    answers = at_once(app, world.cleo, address, [sent] * 4)
    assert {answer.json["outcome"] for answer in answers} == {"stored"}, [answer.json for answer in answers]
    assert len({answer.json["location"] for answer in answers}) == 1
    assert session.query(Message).filter_by(body="Once").count() == 1
    assert session.query(Event).filter_by(verb="message_posted").count() == 2


def test_different_acts_at_once_are_numbered_in_the_order_they_are_stored(app, session, world):
    talk = start(world.tess, world.site, "Kick-off")
    address = f"/projects/{world.site.id}/entries/{talk.id}/messages"
    answers = at_once(app, world.cleo, address, [act(lane="shared", body=f"m{n}") for n in range(6)])
    assert [answer.status_code for answer in answers] == [201] * 6
    rows = session.query(Message).filter(Message.body.like("m%")).order_by(Message.number).all()
    assert [row.created_at for row in rows] == sorted(row.created_at for row in rows)


def test_one_id_in_two_threads_at_once_is_stored_in_one(app, session, world):
    one, other = start(world.tess, world.site, "One"), start(world.tess, world.site, "Other")
    shared_id = str(uuid4())
    clients = [app.test_client(), app.test_client()]
    paths = [f"/projects/{world.site.id}/entries/{entry.id}/messages" for entry in (one, other)]
    for client, user in zip(clients, (world.cleo, world.cora), strict=True):
        sign_in(client, user)
    gate = Barrier(2)

    def send(pair):
        gate.wait()
        return pair[0].post(pair[1], data={"act": shared_id, "lane": "shared", "body": "x"},
                            headers={"Accept": "application/json"})

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, zip(clients, paths, strict=True)))
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert next(answer.json for answer in answers if answer.status_code == 422)["reason"] == "act_taken"


def test_an_edit_whose_twin_is_stored_just_after_both_were_looked_up_is_stored_and_no_conflict(app, session, world, monkeypatch):
    talk = start(world.tess, world.site, "Kick-off")
    message, unseen = say(world.cleo, talk, "Frist").id, [1, 1]
    address = f"/projects/{world.site.id}/entries/{talk.id}/messages/{message}"
    looked_up = acts.earlier_act
    monkeypatch.setattr(acts, "earlier_act", lambda **asked: None if unseen and unseen.pop() else looked_up(**asked))
    sent = act(_method="PUT", body="First", shown_body="Frist")
    assert [answer.json["outcome"] for answer in at_once(app, world.cleo, address, [sent] * 2)] == ["stored", "stored"]
    assert session.query(Revision).filter_by(message_id=message).count() == 1
