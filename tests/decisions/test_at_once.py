"""Answers that arrive in the same moment, on two connections."""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from blueprints.support.deliberate import riddle
from portal.decisions.decision import Decision
from portal.history.event import Event
from tests.decisions.asking import asked_by, seen_now
from tests.world import act, sign_in


def at_once(app, session, approval, sent):
    """Each of these (who, fields) sent by a browser of its own, in one moment; what the outbox hears."""
    address = f"/projects/{approval.project_id}/entries/{approval.id}/decisions"
    shown = {"seen": seen_now(approval), "digits": riddle("approval", approval.id).digits}
    clients = [app.test_client() for _ in sent]
    for client, (user, _fields) in zip(clients, sent, strict=True):
        sign_in(client, user)
    gate = Barrier(len(sent))

    def send(pair):
        client, (_user, fields) = pair
        gate.wait()
        return client.post(address, data=shown | fields, headers={"Accept": "application/json"})

    with ThreadPoolExecutor(len(sent)) as pool:
        answers = list(pool.map(send, zip(clients, sent, strict=True)))
    session.expire_all()
    return answers


def test_of_two_who_answer_at_once_the_first_decides_and_the_others_word_is_kept(app, session, world):
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="any")
    answers = at_once(app, session, approval, [(world.abe, act(verdict="approve")),
                                               (world.cora, act(verdict="changes", words="No"))])
    assert {answer.json["outcome"] for answer in answers} == {"stored"}
    kept = session.scalars(select(Decision).where(Decision.approval_id == approval.id).order_by(Decision.number)).all()
    assert [(each.number, each.counted, each.why_not) for each in kept] == [(1, True, None), (2, False, "ended")]
    assert approval.state == ("approved" if kept[0].is_yes else "changes") and approval.ended_by_id == kept[0].by_id


def test_two_who_must_both_say_yes_do_so_at_once_and_one_who_says_it_on_four_devices_says_it_once(app, session, world):
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="all")
    one = act(verdict="approve")
    answers = at_once(app, session, approval, [(world.cora, act(verdict="approve")), *[(world.abe, one)] * 3,
                                               (world.abe, act(verdict="changes", words="No"))])
    assert {answer.json["outcome"] for answer in answers} == {"stored"}
    of_abe = session.scalars(select(Decision).where(Decision.by_id == world.abe.id)).all()
    assert sorted(each.counted for each in of_abe) == [False, True], "two words of one person: the first counts"
    ends = session.scalars(select(Event.new).where(Event.entry_id == approval.id, Event.verb == "approval_ended")).all()
    assert ends == [approval.state]
