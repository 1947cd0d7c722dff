"""What sponsors are asked to accept stays theirs: nobody of the team answers it, and only managers say what becomes of it."""
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from portal.base.clock import today
from portal.changes.change_request import ChangeRequest
from portal.changes.effects import budget_effect
from portal.decisions.answering import NotAsked
from portal.decisions.approver import Approver
from portal.decisions.candidates import could_approve
from portal.decisions.deputies import name_deputy
from portal.decisions.handing_over import CannotHandOver, could_take_over, hand_on
from portal.decisions.settling import approvers_of
from portal.entries.readers import name_readers
from tests.changes.planning import LOGO, plan, standing
from tests.changes.test_accepting import answered, asked, moving_the_logo
from tests.decisions.asking import found
from tests.world import act, sign_in

OUTBOX = {"Accept": "application/json"}


@pytest.fixture
def approval(session, world):
    """Cora is asked whether she accepts that the logo comes later."""
    plan(world)
    approval = asked(world, moving_the_logo(world))
    session.commit()
    return found(world.mia, approval)


def entry(approval, more):
    return f"/projects/{approval.project_id}/entries/{approval.id}/{more}"


def test_nobody_of_the_team_takes_the_place_of_who_is_asked_to_accept(session, world, approval):
    here, = approvers_of(approval)
    world.seat(world.abe).role = "sponsor"
    session.commit()
    approval = found(world.mia, approval)
    assert could_take_over(approval, [here]) == [world.seat(world.abe)]
    assert {seat.user_id for seat in could_approve(world.site, role="sponsor")} == {world.abe.id, world.cora.id}
    for user in (world.tess, world.mia, world.owen):
        with pytest.raises(CannotHandOver, match="person"):
            hand_on(approval=approval, by=standing(world, "mia"), approver_id=here.id, to_id=world.seat(user).id)
    assert hand_on(approval=approval, by=standing(world, "mia"), approver_id=here.id, to_id=world.seat(world.abe).id)


def test_a_place_of_the_team_among_sponsors_accepts_nothing(session, world, approval):
    session.add(Approver(workspace_id=approval.workspace_id, approval_id=approval.id, position=1, waits=True,
                         membership_id=world.seat(world.mia).id))
    session.flush()
    with pytest.raises(NotAsked):
        answered(world, approval, by="mia")
    assert approval.is_open and world.logo.promised == LOGO


def test_a_member_of_the_team_neither_asks_somebody_else_nor_cancels_what_a_manager_asked_sponsors(
        client, session, world, approval):
    here, = approvers_of(approval)
    world.seat(world.abe).role = "sponsor"
    sign_in(client, world.tess)
    shown = client.get(f"/projects/{approval.project_id}/decisions/{approval.id}").text
    assert "hand-overs" not in shown and "cancellation" not in shown
    instead = act(**{"from": here.id, "to": world.seat(world.abe).id})
    assert client.post(entry(approval, "hand-overs"), data=instead, headers=OUTBOX).status_code == 403
    assert client.post(entry(approval, "cancellation"), data=act(reason="No"), headers=OUTBOX).status_code == 403
    sign_in(client, world.mia)
    shown = client.get(f"/projects/{approval.project_id}/decisions/{approval.id}").text
    assert "hand-overs" in shown and "cancellation" in shown
    assert client.post(entry(approval, "hand-overs"), data=instead, headers=OUTBOX).status_code == 200


def test_the_page_of_the_change_asks_who_stands_in_for_the_sponsor_while_they_are_away(client, session, world, approval):
    day, abe = today("Europe/Stockholm"), world.seat(world.abe)
    abe.role = "sponsor"
    change = session.query(ChangeRequest).one()

    def asks(user) -> bool:
        session.commit()
        sign_in(client, user)
        text = client.get(f"/projects/{world.site.id}/changes/{change.id}").text
        assert ("You are asked whether you accept" in text) is not ("Waiting for Cora" in text)
        return "You are asked whether you accept" in text

    assert asks(world.cora) and not asks(world.abe)
    name_deputy(seat=world.seat(world.cora), deputy=abe, from_day=day, until_day=day, by=world.cora)
    assert asks(world.cora) and asks(world.abe) and not asks(world.mia)
    name_deputy(seat=world.seat(world.cora), deputy=abe, from_day=day + timedelta(days=1), until_day=day + timedelta(days=1),
                by=world.cora)
    assert not asks(world.abe), "not before they are away"


def test_no_sponsor_is_asked_for_an_answer_by_a_day_that_has_passed(client, session, world):
    plan(world)
    change = moving_the_logo(world)
    sign_in(client, world.mia)
    address, here = f"/projects/{world.site.id}/changes/{change.id}/question", today("Europe/Stockholm")
    asks = {"seats": world.seat(world.cora).id, "rule": "any"}
    late = client.post(address, data=act(**asks, until=here - timedelta(days=1)), headers=OUTBOX)
    assert late.status_code == 422 and late.json["fields"] == {"until": "This day has passed."}
    assert client.post(address, data=act(**asks, until=here), headers=OUTBOX).json["outcome"] == "stored"


def declined(world, change, **more):
    """Cora was asked, and said no."""
    approval = asked(world, change, **more)
    answered(world, approval, "changes", "Not now.")
    return approval


def test_only_a_manager_asks_sponsors_once_more(client, session, world):
    plan(world)
    approval = declined(world, moving_the_logo(world))
    sign_in(client, world.tess)
    assert client.post(entry(approval, "rounds"), data=act(), headers=OUTBOX).status_code == 403
    assert approval.state == "changes"
    sign_in(client, world.mia)
    assert client.post(entry(approval, "rounds"), data=act(), headers=OUTBOX).json["outcome"] == "stored"
    session.expire_all()
    assert approval.is_open


def test_sponsors_are_asked_once_more_only_where_they_could_be_asked_for_the_first_time(client, session, world):
    plan(world)
    world.site.budget, world.site.budget_shared = Decimal(12_000), True
    dear, plain, narrow = moving_the_logo(world), moving_the_logo(world), moving_the_logo(world)
    budget_effect(change=dear, by=world.mia, effect_id=uuid4(), project=world.site, amount=Decimal(14_500))
    dear, plain, narrow = [declined(world, change) for change in (dear, plain, narrow)]
    sign_in(client, world.mia)

    def again(approval):
        session.commit()
        told = client.post(entry(approval, "rounds"), data=act(), headers=OUTBOX)
        assert (told.status_code, told.json["outcome"]) == (409, "conflict"), told.text
        session.expire_all()
        assert approval.state == "changes"
        return told.json["reason"]

    world.site.budget_shared = False
    assert again(dear) == "money_hidden"
    page = client.post(entry(dear, "rounds"), data=act()).text
    assert "The budget is not shared any more" in page
    world.live.audience = "named"
    name_readers(world.live, {world.seat(world.abe).id}, set())
    assert again(narrow) == "outgrown"
    world.live.audience, world.logo.promised = "client", date(2026, 5, 15)
    assert again(plain) == "nothing"
    world.logo.promised, world.seat(world.cora).role = LOGO, "approver"
    assert again(plain) == "no_sponsor"
