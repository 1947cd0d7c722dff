"""Whoever is asked finds it among what needs them, and so does who stands in for them."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now, today
from portal.decisions.answering import NotAsked
from portal.decisions.cancelling import cancel
from portal.decisions.deputies import CannotStandIn, could_stand_in, drop_deputy, name_deputy
from portal.inbox.needs import needs_in_order, needs_you
from portal.notices.notification import Notification
from portal.plan.archiving import archive_item, restore_item
from portal.plan.turn import reader_from, turn_of
from portal.projects.member import ProjectMember
from portal.projects.viewer import viewer_of
from tests.decisions.asking import asked_by, found, say
from tests.world import add_item, sign_in


def needs(user) -> list[str]:
    return [need.item.title for need in needs_you(viewer_of(user))[0]]


def test_it_needs_those_whose_answer_is_awaited_in_one_order_with_items_and_its_turn_names_the_others(session, world, statements):
    late = today("Europe/Stockholm") - timedelta(days=3)
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="all", until=late)
    assert needs(world.cora) == needs(world.abe) == ["Approve?"] and "Approve?" not in needs(world.cleo) + needs(world.tess)
    need, = needs_you(viewer_of(world.abe))[0]
    turn = turn_of(need.item, reader_from(need.seat, need.item.project))
    assert (turn.kind, turn.whose, turn.late_days) == ("late", "yours", 3)
    say(world, world.abe, approval)
    session.commit()
    viewer = viewer_of(world.abe)
    assert needs(world.abe) == [] and needs_in_order(viewer_of(world.cora)) == [approval.id]
    with statements() as sent:
        needs_you(viewer)
    assert len(sent) == 1, "nothing more is asked where nobody is asked"
    archive_item(item=world.logo, by=world.tess)
    assert needs(world.cora) == []
    restore_item(item=world.logo, by=world.tess)
    assert needs(world.cora) == ["Approve?"]
    cancel(approval=approval, by=world.tess, reason="Not needed")
    assert needs(world.cora) == []


def test_home_asks_the_database_as_often_for_one_question_as_for_many(client, session, world, statements):
    asked_by(world, world.logo, [world.abe])
    sign_in(client, world.abe)
    client.get("/")

    def sent() -> int:
        session.commit()
        with statements() as all_:
            assert "Approve?" in client.get("/").text
        return len(all_)

    one = sent()
    for number in range(4):
        item = add_item(world.site, f"Item {number}", audience="client")
        asked_by(world, item, [world.abe, world.mia], by=world.mia if number % 2 else world.tess, rule="all")
    assert sent() == one <= 12


def test_a_deputy_decides_while_somebody_is_away_and_it_says_for_whom(session, world):
    day = today("Europe/Stockholm")
    approval = asked_by(world, world.logo, [world.abe])
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    assert needs(world.cora) == needs(world.abe) == ["Approve?"]
    need, = needs_you(viewer_of(world.cora))[0]
    assert turn_of(need.item, reader_from(need.seat, need.item.project)).whose == "yours"
    decision = say(world, world.cora, approval)
    assert (decision.counted, decision.by_id, decision.for_id) == (True, world.cora.id, world.abe.id)
    assert say(world, world.abe, approval).why_not == "ended"


def test_a_deputy_who_is_asked_too_answers_once_and_only_on_the_days_that_were_said(session, world):
    day = today("Europe/Stockholm")
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="all")
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    say(world, world.cora, approval)
    assert say(world, world.cora, approval).why_not == "already" and needs(world.cora) == []
    assert approval.is_open and needs(world.abe) == ["Approve?"]
    other = asked_by(world, world.logo, [world.abe])
    tomorrow = day + timedelta(days=1)
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=tomorrow, until_day=tomorrow, by=world.abe)
    assert needs(world.cora) == []
    assert drop_deputy(seat=world.seat(world.abe), by=world.abe) and not drop_deputy(seat=world.seat(world.abe), by=world.abe)
    assert say(world, world.abe, other).for_id is None


def test_only_a_colleague_who_may_decide_and_is_known_stands_in(session, world):
    day = today("Europe/Stockholm")
    assert {seat.user_id for seat in could_stand_in(world.seat(world.abe))} == {world.cora.id}
    for seat, days in ((world.cleo, (day, day)), (world.mia, (day, day)), (world.olaf, (day, day)),
                       (world.cora, (day, day - timedelta(days=1)))):
        with pytest.raises(CannotStandIn):
            name_deputy(seat=world.seat(world.abe), deputy=world.seat(seat), from_day=days[0], until_day=days[1], by=world.abe)


@pytest.mark.parametrize("gone", ["removed", "off the project", "viewer"])
def test_nobody_stands_in_for_who_may_not_decide_there_any_more(session, world, gone):
    day, abe = today("Europe/Stockholm"), world.seat(world.abe)
    approval = asked_by(world, world.logo, [world.abe])
    name_deputy(seat=abe, deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    assert needs(world.cora) == ["Approve?"]
    if gone == "removed":
        abe.removed_at = now()
    elif gone == "viewer":
        abe.role = "viewer"
    else:
        session.delete(session.get(ProjectMember, (world.site.id, abe.id)))
    session.commit()
    assert needs(world.cora) == []
    known = found(world.cora, approval).known_hands
    assert [hand.seat_id for hand in known] == [abe.id], "and it is nobody else's turn"
    with pytest.raises(NotAsked):
        say(world, world.cora, approval)
    assert approval.is_open


def test_it_needs_only_who_can_answer_it(session, world, tell):
    day = today("Europe/Stockholm")
    cora, abe, tess = world.seat(world.cora), world.seat(world.abe), world.seat(world.tess)
    approval = asked_by(world, world.logo, [world.cora], by=world.mia, role="sponsor")
    name_deputy(seat=cora, deputy=abe, from_day=day, until_day=day, by=world.cora)

    def is_whose(user) -> str | None:
        known = found(user, approval)
        return turn_of(known, reader_from(world.seat(user), world.site)).whose

    tell()
    told = {one.user_id for one in session.scalars(select(Notification))}
    assert (needs(world.cora), needs(world.abe), is_whose(world.abe)) == (["Approve?"], [], "theirs"), "its own role"
    assert told == {world.cora.id}
    with pytest.raises(NotAsked):
        say(world, world.abe, approval)
    abe.role = "sponsor"
    assert needs(world.abe) == ["Approve?"] and is_whose(world.abe) == "yours"
    cora.role = "approver"
    session.flush()
    assert needs(world.cora) == needs(world.abe) == [], "nobody decides in the name of who may not any more"
    # Who asks does not answer in the name of whom they asked.
    approval = asked_by(world, world.logo, [world.tess], by=world.mia)
    name_deputy(seat=tess, deputy=world.seat(world.mia), from_day=day, until_day=day, by=world.tess)
    assert "Approve?" in needs(world.tess) and "Approve?" not in needs(world.mia) and is_whose(world.mia) == "theirs"
    with pytest.raises(NotAsked):
        say(world, world.mia, approval)
    name_deputy(seat=tess, deputy=world.seat(world.ada), from_day=day, until_day=day, by=world.tess)
    tell()
    told = {one.user_id for one in session.scalars(select(Notification)) if one.entry_id == approval.id}
    assert "Approve?" in needs(world.ada) and told == {world.tess.id, world.ada.id}
