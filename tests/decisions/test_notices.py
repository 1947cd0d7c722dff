"""Who hears what of a question, and in the morning of which day."""
from contextvars import copy_context
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.base.clock import at
from portal.base.clock import today as day_in
from portal.decisions.answer_day import Over, ReasonMissing, move_day
from portal.decisions.answering import NotAsked
from portal.decisions.around import around_approvals
from portal.decisions.cancelling import ask_again, cancel
from portal.decisions.canonical import FORMS
from portal.decisions.deputies import name_deputy
from portal.decisions.handing_over import hand_on, hand_over
from portal.decisions.reminding import reminders
from portal.decisions.settling import approvers_of
from portal.decisions.taking_back import take_back
from portal.history.event import Event
from portal.jobs.noticing import tell_late
from portal.jobs.renewing import renew_questions
from portal.notices.notification import Notification
from portal.plan.editing import edit_item
from portal.plan.leaving import leave_every_project
from tests.decisions.asking import add_document, add_version, asked_by, found, say, standing
from tests.world import add_item


class Told:
    """Who is told what, step by step."""

    def __init__(self, session, world, tell):
        self.session, self.tell, self.known = session, tell, set()
        self.names = {user.id: name for name, user in vars(world).items() if hasattr(user, "email")}

    def __call__(self) -> dict[str, str]:
        self.tell()
        told = [one for one in self.session.scalars(select(Notification)) if one.id not in self.known]
        self.known |= {one.id for one in told}
        assert len(told) == len({one.user_id for one in told}), "each is told once"
        return {self.names[one.user_id]: one.kind for one in told}


def test_each_step_of_a_question_reaches_who_should_know_and_nobody_else(session, world, tell):
    told = Told(session, world, tell)
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="sequence")
    assert told() == {"abe": "turn"}
    say(world, world.abe, approval)
    assert told() == {"cora": "turn", "tess": "state"}
    say(world, world.cora, approval, "changes")
    assert told() == {"abe": "state", "tess": "state"}
    other = asked_by(world, world.logo, [world.cora])
    assert told() == {"cora": "turn"}
    hand_over(decision_id=uuid4(), approval=other, by=standing(world.cora, world.site), to_id=world.seat(world.abe).id)
    assert told() == {"abe": "turn", "tess": "state"}
    place = next(each for each in approvers_of(other) if each.waits)
    hand_on(approval=other, by=standing(world.mia, world.site), approver_id=place.id, to_id=world.seat(world.owen).id)
    assert told() == {"owen": "turn", "tess": "state"}, "Cora and Abe, in whose places he is asked, know of it"
    cancel(approval=other, by=world.tess, reason="Not needed")
    assert told() == {"owen": "state"}


def test_asking_once_more_and_taking_back_reach_who_asked_and_who_was_asked(session, world, tell):
    told = Told(session, world, tell)
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="all")
    say(world, world.abe, approval)
    say(world, world.cora, approval, "changes")
    told()
    assert ask_again(approval=approval, by=world.mia)
    assert told() == {"abe": "turn", "cora": "turn", "tess": "state"}
    given = say(world, world.abe, approval)
    assert told() == {"tess": "state"}
    take_back(decision_id=uuid4(), decision=given, approval=approval, by=standing(world.abe, world.site))
    assert told() == {"cora": "state", "tess": "state"}


def test_whoever_leaves_approves_nothing_by_that_and_the_team_hears_that_nobody_answers(session, world, tell):
    told = Told(session, world, tell)
    approval = asked_by(world, world.logo, [world.abe, world.mia], rule="all")
    say(world, world.abe, approval)
    assert told() == {"mia": "turn", "tess": "state"}, "who has answered already is not told that it is their move"
    leave_every_project(seat=world.seat(world.mia), by=world.ada)
    leave_every_project(seat=world.seat(world.abe), by=world.ada)
    assert approval.is_open and told() == {"tess": "state"}
    assert found(world.abe, approval) is None
    with pytest.raises(NotAsked):
        say(world, world.mia, approval, by=standing(world.tess, world.site))
    left, = session.scalars(select(Event).where(Event.entry_id == approval.id, Event.verb == "approval_left"))
    assert left.lane == "internal" and left.old == {"user": str(world.mia.id)}, "what Abe said counts"
    gone = next(each for each in approvers_of(approval) if each.waits)
    hand_on(approval=approval, by=standing(world.tess, world.site), approver_id=gone.id, to_id=world.seat(world.owen).id)
    say(world, world.owen, approval)
    assert approval.state == "approved"


def test_who_is_asked_alone_may_leave_it_to_the_team_whom_to_ask_and_nobody_answers_until_then(session, world, tell):
    told, day = Told(session, world, tell), day_in("Europe/Stockholm")
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    approval = asked_by(world, world.logo, [world.abe])
    assert told() == {"abe": "turn", "cora": "turn"}
    left = hand_over(decision_id=uuid4(), approval=approval, by=standing(world.abe, world.site), to_id=None, words="Not mine")
    assert left.counted and told() == {"tess": "state"}
    event, = session.scalars(select(Event).where(Event.entry_id == approval.id, Event.verb == "approval_declined"))
    assert (event.lane, event.reason, event.actor_id) == ("shared", "Not mine", world.abe.id)
    asked, = approvers_of(approval)
    assert approval.is_open and asked.declined and not asked.waits and not around_approvals([approval.id]).awaited[approval.id]
    assert say(world, world.abe, approval).why_not == "declined" and told() == {"tess": "state"}
    again = hand_over(decision_id=uuid4(), approval=approval, by=standing(world.abe, world.site), to_id=None)
    assert again.why_not == "declined" and told() == {"tess": "state"}
    with pytest.raises(NotAsked):
        say(world, world.cora, approval)
    hand_on(approval=approval, by=standing(world.tess, world.site), approver_id=asked.id, to_id=world.seat(world.cora).id)
    assert told()["cora"] == "turn" and say(world, world.cora, approval).counted and approval.state == "approved"


def test_who_stands_in_is_told_and_what_is_newer_asks_everybody_again(app, session, world, tell):
    told, day = Told(session, world, tell), day_in("Europe/Stockholm")
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    document = add_document(world.site, world.tess, about=world.logo)
    approval = asked_by(world, document, [world.abe])
    item = asked_by(world, world.logo, [world.mia], by=world.mia)
    assert told() == {"abe": "turn", "cora": "turn"}
    assert _run(app, session, renew_questions) == 0
    add_version(document, world.tess, lane="internal")
    edit_item(item=world.logo, by=world.tess, percent=20)
    assert _run(app, session, renew_questions) == 0 and told() == {}
    add_version(document, world.tess)
    edit_item(item=world.logo, by=world.tess, description="Anew")
    assert _run(app, session, renew_questions) == 2
    session.expire_all()
    assert (approval.round, item.round) == (2, 2)
    assert told() == {"abe": "turn", "cora": "turn", "tess": "state", "mia": "turn"}
    assert _run(app, session, renew_questions) == 0


@pytest.mark.parametrize("broken", [0, 1])
def test_a_question_that_cannot_be_renewed_keeps_no_other_from_it(app, session, world, monkeypatch, broken):
    items = [world.logo, add_item(world.site, "Print", audience="client")]
    asked = [asked_by(world, item, [world.abe]) for item in items]
    for item in items:
        edit_item(item=item, by=world.tess, description="Anew")
    form, id = FORMS["work_item"], items[broken].id
    monkeypatch.setitem(FORMS, "work_item", lambda item: 1 // 0 if item.id == id else form(item))
    assert _run(app, session, renew_questions) == 1
    session.expire_all()
    assert (asked[broken].round, asked[1 - broken].round) == (1, 2)


def test_an_open_question_is_told_before_and_after_its_day_and_then_to_the_clients_lead(app, session, world):
    day = date(2026, 5, 20)
    approval = asked_by(world, world.logo, [world.abe], until=day)
    done = asked_by(world, world.logo, [world.cora], until=day)
    say(world, world.cora, done)
    session.commit()
    mornings = {}
    for number in range(-4, 12):
        with at(datetime(2026, 5, 20, 6, tzinfo=UTC) + timedelta(days=number)):
            _run(app, session, tell_late)
        known = {id for each in mornings.values() for id in each}
        new = [one for one in session.scalars(select(Notification)) if one.id not in known]
        if new:
            mornings[number] = {one.id: (one.user_id, one.facts["verb"]) for one in new}
    abe, tess, lea = world.abe.id, world.tess.id, world.lea.id
    assert {number: sorted(each.values(), key=str) for number, each in mornings.items()} == {
        number: sorted(((user, verb) for user in people), key=str) for number, people, verb in (
            (-2, [abe], "approval_soon"), (1, [abe, tess], "approval_late"), (3, [abe, tess, lea], "approval_escalated"),
            (10, [abe, tess, lea], "approval_escalated"))}
    assert approval.is_open


def test_a_day_that_moves_is_told_with_its_reason_and_reminders_follow_it(session, world, tell):
    told, day = Told(session, world, tell), date(2026, 5, 20)
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="any", until=day)
    assert told() == {"abe": "turn", "cora": "turn"}
    with pytest.raises(ReasonMissing):
        move_day(approval=approval, by=world.mia, day=day + timedelta(days=7))
    assert move_day(approval=approval, by=world.mia, day=day + timedelta(days=7), reason="Holidays")
    assert not move_day(approval=approval, by=world.mia, day=day + timedelta(days=7)), "it is that day already"
    assert told() == {"abe": "turn", "cora": "turn", "tess": "moved"}
    mornings = [reminders(world.nord.id, on - timedelta(days=1), on) for on in (day + timedelta(days=n) for n in range(-2, 9))]
    assert [[each.verb for each in one] for one in mornings] == [[]] * 7 + [["approval_soon"]] + [[]] * 2 + [["approval_late"]]
    say(world, world.abe, approval)
    with pytest.raises(Over):
        move_day(approval=approval, by=world.mia, day=day, reason="Sooner")


def _run(app, session, work):
    session.commit()
    return copy_context().run(_within, app, work)


def _within(app, work):
    with app.app_context():
        return work()
