"""Time and costs that several people note in the same moment."""
from decimal import Decimal

from sqlalchemy import select

from portal.budgets import warning
from portal.budgets.agreeing import agree
from portal.budgets.spending import Spending
from portal.budgets.warning import watch_budget
from portal.history.event import Event
from tests.talk.test_at_once import at_once
from tests.world import act


def warned(session) -> list:
    events = session.scalars(select(Event).where(Event.verb == "budget.warned").order_by(Event.id))
    return [event.new["share"] for event in events]


def test_what_is_noted_at_once_is_all_stored_and_each_share_is_warned_of_once(app, session, world):
    agree(project=world.site, by=world.mia, amount=Decimal(1000), currency="EUR")
    session.commit()
    sent = [act(kind="cost", amount="200", day="2026-05-04") for _ in range(8)]
    answers = at_once(app, world.tess, f"/projects/{world.site.id}/spendings", sent)
    assert {answer.status_code for answer in answers} == {200}, [answer.json for answer in answers]
    session.expire_all()
    assert session.query(Spending).count() == 8 and warned(session) == [80, 100]


def test_who_was_warned_by_somebody_else_meanwhile_is_not_warned_again(session, world, monkeypatch):
    agree(project=world.site, by=world.mia, amount=Decimal(1000), currency="EUR")
    session.add(Spending(workspace_id=world.nord.id, project_id=world.site.id, by_id=world.tess.id, kind="cost",
                         amount=Decimal(900), day=world.logo.created_at.date()))
    session.flush()
    monkeypatch.setattr(warning, "_known", lambda project, figures: set())
    assert watch_budget(world.site) == ["staff"]
    assert watch_budget(world.site) == [] and warned(session) == [80]
