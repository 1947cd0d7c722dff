"""A yes is a yes to exactly what was seen, and an approval ends as its rule says."""
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.clock import now
from portal.decisions.answering import NameMissing, NotAsked, WordsMissing
from portal.decisions.asking import CannotAsk
from portal.decisions.cancelling import Over, ask_again, cancel
from portal.decisions.current import things_of
from portal.decisions.decision import Decision
from portal.decisions.handing_over import CannotHandOver, hand_on, hand_over
from portal.decisions.settling import approvers_of, asked
from portal.decisions.taking_back import CannotTakeBack, take_back
from portal.entries.sharing import unshare
from portal.entries.visible import find_entry
from portal.history.event import Event
from portal.plan.archiving import KnownToTheClient, archive_item, delete_item, restore_item
from portal.plan.editing import edit_item
from portal.projects.viewer import viewer_of
from tests.decisions.asking import add_document, add_version, asked_by, say, seen_now, standing
from tests.world import add_item


def waiting(approval) -> list[str]:
    return [approver.membership_id for approver in approvers_of(approval) if approver.waits]


def verbs(session, approval) -> list[str]:
    session.flush()
    return list(session.scalars(select(Event.verb).where(Event.entry_id == approval.id).order_by(Event.id)))


def test_one_yes_ends_what_one_person_is_asked_and_history_tells_each_step(session, world):
    approval = asked_by(world, world.logo, [world.abe])
    assert waiting(approval) == [world.seat(world.abe).id] and approval.is_shared
    decision = say(world, world.abe, approval)
    assert decision.counted and (decision.side, decision.role, decision.round) == ("client", "approver", 1)
    assert approval.state == "approved" and approval.done_at == approval.ended_at and approval.ended_by_id == world.abe.id
    assert waiting(approval) == [] and verbs(session, approval) == ["approval_asked", "approval_answered", "approval_ended"]
    assert {event.lane for event in session.scalars(select(Event).where(Event.entry_id == approval.id))} == {"shared"}


def test_an_answer_for_an_older_version_is_kept_does_not_count_and_its_giver_is_asked_again(session, world):
    document = add_document(world.site, world.tess, about=world.logo)
    approval = asked_by(world, document, [world.abe, world.cora], rule="all")
    first = seen_now(approval)
    assert say(world, world.cora, approval).counted
    add_version(document, world.tess, lane="internal")
    assert seen_now(approval) == first, "what the team keeps to itself makes nothing stale"
    add_version(document, world.tess)
    late = say(world, world.abe, approval, seen=first)
    assert (late.counted, late.why_not, late.round) == (False, "stale", 1)
    assert approval.is_open and approval.round == 2, "Cora's yes was to the version before, and counts for it only"
    assert len(waiting(approval)) == 2 and "approval_renewed" in verbs(session, approval)
    say(world, world.abe, approval), say(world, world.cora, approval)
    assert approval.state == "approved"


def test_an_item_is_asked_about_as_the_client_sees_it(session, world):
    approval = asked_by(world, world.logo, [world.abe])
    before = seen_now(approval)
    edit_item(item=world.logo, by=world.tess, percent=50, due=now().date())
    assert seen_now(approval) == before, "progress and the team's own date are no part of the question"
    edit_item(item=world.logo, by=world.tess, description="Four drafts")
    assert say(world, world.abe, approval, seen=before).why_not == "stale"
    assert say(world, world.abe, approval).counted


ENDS = [
    ("any", ["approve"], "approved"), ("any", ["changes"], "changes"),
    ("majority", ["approve"], "open"), ("majority", ["approve", "remarks"], "approved"),
    ("majority", ["changes", "changes"], "changes"), ("all", ["approve", "approve"], "open"),
    ("all", ["approve", "changes"], "changes"), ("all", ["approve", "approve", "remarks"], "approved"),
]


def test_each_rule_ends_as_it_says(session, world):
    for how, answers, state in ENDS:
        approval = asked_by(world, world.logo, [world.abe, world.cora, world.mia], rule=how)
        for user, verdict in zip([world.abe, world.cora, world.mia], answers, strict=False):
            say(world, user, approval, verdict)
        assert approval.state == state, (how, answers)


def test_in_a_sequence_each_is_asked_after_the_one_before(session, world):
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="sequence")
    assert waiting(approval) == [world.seat(world.abe).id]
    assert say(world, world.cora, approval).why_not == "not_yet"
    yes = say(world, world.abe, approval)
    assert waiting(approval) == [world.seat(world.cora).id] and "approval_turn" in verbs(session, approval)
    say(world, world.cora, approval)
    with pytest.raises(CannotTakeBack, match="depended"):
        take_back(decision_id=uuid4(), decision=yes, approval=approval, by=standing(world.abe, world.site))


def test_what_comes_too_late_or_twice_is_kept_and_counts_for_nothing(session, world):
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="any")
    say(world, world.abe, approval)
    assert [say(world, user, approval, "changes").why_not for user in (world.cora, world.abe)] == ["ended", "ended"]
    assert approval.state == "approved"
    other = asked_by(world, world.logo, [world.abe, world.cora], rule="all")
    say(world, world.abe, other)
    assert say(world, world.abe, other, "changes").why_not == "already" and other.is_open
    with pytest.raises(Over):
        cancel(approval=approval, by=world.tess, reason="Too late")
    assert cancel(approval=other, by=world.tess, reason="Not needed") and not cancel(approval=other, by=world.tess)
    assert say(world, world.cora, other).why_not == "ended" and other.state == "cancelled"


def test_only_who_is_asked_answers_and_says_what_must_be_said(session, world):
    approval = asked_by(world, world.logo, [world.abe], typed_name=True)
    for user in (world.cora, world.tess, world.vera):
        with pytest.raises(NotAsked):
            say(world, user, approval, typed_name="X")
    with pytest.raises(WordsMissing):
        say(world, world.abe, approval, "changes", words=" ", typed_name="Abe")
    with pytest.raises(NameMissing):
        say(world, world.abe, approval)
    world.seat(world.abe).role = "viewer"
    session.flush()
    with pytest.raises(NotAsked):
        say(world, world.abe, approval, typed_name="Abe")
    assert session.query(Decision).count() == 0


def test_an_answer_is_taken_back_within_a_day_by_who_gave_it_and_what_it_ended_is_open_again(session, world):
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="any")
    yes = say(world, world.abe, approval)

    def back(user):
        return take_back(decision_id=uuid4(), decision=yes, approval=approval, by=standing(user, world.site))

    with pytest.raises(CannotTakeBack, match="not_yours"):
        back(world.cora)
    with clock.at(now() + timedelta(hours=24)), pytest.raises(CannotTakeBack, match="late"):
        back(world.abe)
    taken = back(world.abe)
    assert approval.is_open and approval.done_at is None and len(waiting(approval)) == 2
    assert (taken.of_id, yes.counted) == (yes.id, True), "nothing is overwritten"
    assert back(world.abe) is taken, "twice is once"
    assert say(world, world.cora, approval, "changes").counted and approval.state == "changes"
    assert ask_again(approval=approval, by=world.tess) and approval.is_open and approval.round == 2
    assert say(world, world.abe, approval).counted and approval.state == "approved"


def test_who_hands_over_is_asked_no_more_and_staff_may_ask_another_for_who_is_gone(session, world):
    approval = asked_by(world, world.logo, [world.abe], rule="one")
    with pytest.raises(CannotHandOver, match="person"):
        hand_over(decision_id=uuid4(), approval=approval, by=standing(world.abe, world.site), to_id=world.seat(world.cleo).id)
    hand_over(decision_id=uuid4(), approval=approval, by=standing(world.abe, world.site), to_id=world.seat(world.cora).id)
    assert waiting(approval) == [world.seat(world.cora).id]
    assert say(world, world.abe, approval).why_not == "handed_on"
    here, = asked(approvers_of(approval))
    assert hand_on(approval=approval, by=standing(world.tess, world.site), approver_id=here.id, to_id=world.seat(world.mia).id)
    assert say(world, world.mia, approval).counted and approval.state == "approved"


def test_hiding_what_is_asked_about_ends_the_question_and_everything_about_it_hides_the_question(session, world):
    named = add_item(world.site, "For Cora", audience="client")
    document = add_document(world.site, world.tess)
    approval = asked_by(world, document, [world.abe], about=world.logo)
    assert find_entry(viewer_of(world.vera), world.site.id, approval.id)
    unshare(entry=named, by=world.mia)
    assert approval.is_open
    unshare(entry=document, by=world.mia)
    assert (approval.state, approval.cause) == ("cancelled", "unshared")
    assert find_entry(viewer_of(world.vera), world.site.id, approval.id) is None
    with pytest.raises(CannotAsk, match="not_seen"):
        asked_by(world, document, [world.abe])
    with pytest.raises(CannotAsk, match="not_seen"):
        asked_by(world, world.secret, [world.abe])
    with pytest.raises(CannotAsk, match="not_allowed"):
        asked_by(world, world.logo, [world.cleo])


def test_what_is_put_away_pauses_the_question_and_what_is_asked_about_is_not_deleted(session, world):
    secret = asked_by(world, world.secret, [world.mia])
    assert not secret.is_shared
    archive_item(item=world.secret, by=world.tess)
    seen = [thing.sha256.hex() for thing in things_of(secret)]
    assert say(world, world.mia, secret, seen=seen).why_not == "away" and secret.is_open
    restore_item(item=world.secret, by=world.tess)
    with pytest.raises(KnownToTheClient):
        delete_item(item=world.secret, by=world.tess)
    assert say(world, world.mia, secret).counted
