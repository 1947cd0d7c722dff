"""Budgets: agreed with a reason, spent, expected; who is warned, once; and whom none of it reaches."""
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from portal.budgets.agreeing import agree, set_rate, share_budget
from portal.budgets.forecasting import figures_of
from portal.budgets.move import BudgetMove
from portal.budgets.noting import note_cost, note_time, strike
from portal.budgets.spending import Spending
from portal.history.event import Event
from portal.inbox.owed import carried_by
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from portal.plan.promise import Promise
from portal.plan.promising import ReasonMissing, promise
from tests.world import BOLT, INTERNAL, REX, act, add_item, sign_in

MAY_4 = date(2026, 5, 4)


def agreed(world, amount, **more):
    return agree(project=world.site, by=world.mia, amount=Decimal(amount), currency="EUR", **more)


def test_each_budget_is_kept_with_who_moved_it_and_why(session, world):
    assert agreed(world, 9000) and not agreed(world, 9000)
    with pytest.raises(ReasonMissing):
        agreed(world, 9500, reason=" ")
    share_budget(project=world.site, by=world.mia, shared=True)
    assert agreed(world, 9500, reason="A second language", kind="change_request", cause_id=world.logo.id)
    assert agree(project=world.site, by=world.ada, amount=Decimal(120), reason="By the hour", unit="hours")
    assert agree(project=world.site, by=world.ada, amount=None, reason="Nothing was agreed", kind="correction")
    moves = session.scalars(select(BudgetMove).order_by(BudgetMove.id)).all()
    assert [(move.old, move.new, move.unit, move.kind, move.shared, move.by_id) for move in moves] == [
        (None, 9000, "money", "agreed", False, world.mia.id), (9000, 9500, "money", "change_request", True, world.mia.id),
        (None, 120, "hours", "agreed", True, world.ada.id), (120, None, "hours", "correction", True, world.ada.id)]
    assert moves[1].cause_id == world.logo.id
    assert {event.lane for event in session.scalars(select(Event).where(Event.verb.startswith("budget.")))} == {"internal"}


def test_the_forecast_is_what_is_spent_and_what_is_left_of_the_plan(session, world):
    site, tess = world.site, world.tess
    agreed(world, 10_000)
    set_rate(project=site, by=world.mia, rate=Decimal(100))
    world.logo.estimate_hours, world.logo.percent = Decimal(10), 50
    world.secret.estimate_hours = Decimal(7)
    below = add_item(site, "Below", parent_id=world.secret.id, cost=Decimal(333))
    slow = add_item(site, "Slow", estimate_hours=Decimal(10), percent=50)
    add_item(site, "Done", estimate_hours=Decimal(50), percent=100, done_at=world.logo.created_at)
    add_item(site, "Silent")
    add_item(site, "Goal", level="milestone")
    note_time(project=site, by=tess, hours=Decimal(2), day=MAY_4, item=world.logo)
    note_time(project=site, by=tess, hours=Decimal("12.5"), day=MAY_4, item=slow)
    note_cost(project=site, by=tess, amount=Decimal("99.99"), day=MAY_4)
    slip = note_time(project=site, by=tess, hours=Decimal(40), day=MAY_4)
    assert strike(spending=slip, project=site, by=world.mia) and not strike(spending=slip, project=site, by=world.mia)
    session.flush()
    figures = figures_of(site)
    # Logo: half of its ten hours. Slow: at its own pace as much again. Below its head counts what stands below it.
    assert figures.spent == Decimal("1549.99") and figures.left == 500 + 1250 + 333
    assert figures.unestimated == 1 and figures.hours == Decimal("14.5") and not figures.unpriced
    agree(project=site, by=world.mia, amount=Decimal(30), reason="By the hour", unit="hours")
    figures = figures_of(site)
    assert (figures.spent, figures.left, figures.forecast_share) == (Decimal("14.5"), Decimal("24.5"), 130)
    assert below.percent == 0 and figures.is_over


def test_hours_without_a_price_are_told_and_priced_once_there_is_one(session, world):
    agreed(world, 1000)
    note_time(project=world.site, by=world.tess, hours=Decimal("1.5"), day=MAY_4)
    figures = figures_of(world.site)
    assert (figures.spent, figures.unpriced) == (0, Decimal("1.5"))
    set_rate(project=world.site, by=world.mia, rate=Decimal(80))
    figures = figures_of(world.site)
    assert (figures.spent, figures.unpriced) == (120, 0)


def heard(session, world):
    """What was told of money since this was last asked."""
    names = {user.id: name for name, user in vars(world).items() if hasattr(user, "email")}
    rows = session.scalars(select(Notification).where(Notification.kind == "money", Notification.id > vars(world).get("asked", 0))
                           .order_by(Notification.id)).all()
    world.asked = rows[-1].id
    return sorted((names[row.user_id], row.facts["verb"].removeprefix("budget."), row.facts["new"].get("share", 0))
                  for row in rows)


def test_each_side_that_may_see_it_is_warned_once_at_each_share(session, world, tell):
    site = world.site
    agreed(world, 1000)
    note_cost(project=site, by=world.tess, amount=Decimal(800), day=MAY_4)
    tell()
    assert heard(session, world) == [("tess", "agreed", 0)]
    note_cost(project=site, by=world.tess, amount=Decimal(1), day=MAY_4)
    note_cost(project=site, by=world.tess, amount=Decimal(1), day=MAY_4)
    tell()
    assert heard(session, world) == [("tess", "warned", 80)]
    share_budget(project=site, by=world.mia, shared=True)
    tell()
    # The team knows by now; of the client only the sponsor hears, though all contacts are on the project.
    assert heard(session, world) == [("cora", "warned", 80)]
    note_cost(project=site, by=world.tess, amount=Decimal(300), day=MAY_4)
    tell()
    assert heard(session, world) == [("cora", "warned", 100), ("tess", "warned", 100)]
    agreed(world, 1200, reason="A second language")
    tell()
    assert heard(session, world) == [("cora", "agreed", 0), ("cora", "warned", 80), ("tess", "agreed", 0),
                                     ("tess", "warned", 80)]


def test_what_is_told_of_money_goes_with_the_right_to_see_it(client, session, world, tell):
    agreed(world, 1000)
    share_budget(project=world.site, by=world.mia, shared=True)
    agreed(world, 1010, reason="A stamp")
    note_cost(project=world.site, by=world.tess, amount=Decimal(850), day=MAY_4, note=f"{INTERNAL} bill")
    tell()
    sign_in(client, world.cora)
    page = client.get("/inbox").text
    deliveries = session.scalars(select(Delivery).where(Delivery.user_id == world.cora.id, Delivery.kind != "invitation")).all()
    assert {notice.facts["verb"] for notice in sum(carried_by(deliveries).values(), [])} == {"budget.agreed", "budget.warned"}
    assert "80%" in page and "€850" in page and f"/projects/{world.site.id}/budget" in page and INTERNAL not in page
    world.seat(world.cora).role = "approver"
    session.commit()
    assert "€850" not in client.get("/inbox").text and not any(carried_by(deliveries).values())
    world.seat(world.cora).role = "sponsor"
    share_budget(project=world.site, by=world.mia, shared=False)
    session.commit()
    assert not any(carried_by(deliveries).values())
    assert "€850" not in client.get("/inbox").text and client.get(f"/projects/{world.site.id}/budget").status_code == 404


def test_a_sponsor_sees_the_whole_and_nobody_of_the_client_who_spent_what(client, session, world):
    site, home = world.site, f"/projects/{world.site.id}"
    agreed(world, 9000)
    agreed(world, 9500, reason=f"{INTERNAL} risk")
    share_budget(project=site, by=world.mia, shared=True)
    agreed(world, 9700, reason="A second language")
    note_time(project=site, by=world.tess, hours=Decimal(4), day=MAY_4, item=world.secret, note=f"{INTERNAL} mess")
    note_cost(project=site, by=world.mia, amount=Decimal(1234), day=MAY_4, item=world.logo)
    sign_in(client, world.cora)
    page = client.get(f"{home}/budget").text
    assert "1,234" in page and "9,700" in page and "A second language" in page and "<svg" in page
    assert not {word for word in (INTERNAL, "Margin", "Note time", "4 h", world.mia.name, BOLT, REX) if word in page}
    assert "9,700" in client.get(f"{home}/ledger?show=moves").text
    assert client.get(f"{home}/spendings").status_code == 404
    for user in (world.vera, world.cleo, world.abe, world.lea):
        sign_in(client, user)
        texts = [client.get(home + path).text for path in ("", "/ledger", "/ledger?show=moves", f"/items/{world.logo.id}")]
        assert client.get(f"{home}/budget").status_code == 404 and not [text for text in texts if "9,700" in text]
    sign_in(client, world.tess)
    for user, status in ((world.cora, 200), (world.abe, 404)):
        through = client.post(f"{home}/looks", data=act(seat=world.seat(user).id)).location.partition("/projects")[0]
        seen = client.get(f"{through}{home}/budget")
        assert seen.status_code == status and INTERNAL not in seen.text and "Note time" not in seen.text
        assert client.get(f"{through}{home}/spendings").status_code == 404
    lines = client.get(f"{home}/spendings").text
    assert f"{INTERNAL} mess" in lines and "Margin" in lines and "1,234" in lines


def test_the_pages_of_money_cost_the_same_however_much_there_is(client, session, world, statements):
    home = f"/projects/{world.site.id}"
    agreed(world, 9000)
    share_budget(project=world.site, by=world.mia, shared=True)

    def cost():
        session.commit()
        found = []
        for user in (world.tess, world.cora):
            sign_in(client, user)
            for path in ("/budget", "/ledger", "/ledger?show=moves", "/spendings"):
                with statements() as sent:
                    client.get(home + path)
                found.append(len(sent))
        return found
    note_cost(project=world.site, by=world.tess, amount=Decimal(1), day=MAY_4, item=world.logo)
    promise(item=world.logo, by=world.mia, day=MAY_4)
    few, here = cost(), {"workspace_id": world.nord.id, "project_id": world.site.id}
    for number in range(45):
        by = (world.tess, world.mia, world.ada)[number % 3]
        item = add_item(world.site, f"Item {number}", promised=MAY_4, audience="client")
        day = date(2026, 5, 1 + number % 28)
        session.add_all([Spending(**here, entry_id=item.id, kind="time", hours=1, day=day, by_id=by.id),
                         Promise(workspace_id=world.nord.id, entry_id=item.id, new=MAY_4, shared=True, by_id=by.id),
                         BudgetMove(**here, new=number, unit="money", currency="EUR", shared=True, by_id=by.id)])
    assert cost() == few and max(few) <= 12


def test_time_is_noted_by_the_team_once_as_people_write_it(client, session, world):
    home = f"/projects/{world.site.id}/spendings"
    sign_in(client, world.tess)
    form = act(kind="time", hours="1:30", day="2026-05-04", item=str(world.logo.id), note="Sketches")
    assert [client.post(home, data=form).status_code for _ in range(2)] == [303, 303]
    assert client.post(home, data=act(kind="time", hours="2,25", day="2026-05-05")).status_code == 303
    assert client.post(home, data=act(kind="cost", amount="80", day="2026-05-05", item=str(world.cart.id))).status_code == 422
    for wrong in ({"hours": "0"}, {"hours": "1:75"}, {"hours": "2", "day": ""}):
        assert client.post(home, data=act(**{"kind": "time", "day": "2026-05-05", **wrong})).status_code == 422
    page = client.get(home).text
    assert "1.5 h" in page and "2.25 h" in page and "Sketches" in page and page.count('class="row spending') == 2
    line = page.partition('id="spending-')[2][:36]
    assert client.post(f"{home}/{line}", data=act(_method="DELETE")).status_code == 303
    assert client.get(home).text.count("is-struck") == 1
    sign_in(client, world.mia)
    note_time(project=world.site, by=world.tess, hours=Decimal(1), day=MAY_4, item=world.secret)
    session.commit()
    answer = client.post(f"/projects/{world.site.id}/items/{world.secret.id}", data=act(_method="DELETE"))
    assert answer.status_code == 409


def test_a_budget_changed_meanwhile_is_shown_and_the_reason_is_asked_for(client, session, world):
    home = f"/projects/{world.site.id}/budget"
    sign_in(client, world.mia)
    form = {"amount": "9000", "unit": "money", "currency": "SEK", "kind": "agreed", "rate": "90", "shown_budget": ""}
    assert client.post(home, data=act(**form)).status_code == 303
    assert client.post(home, data=act(**form, reason="Again")).status_code == 409
    form |= {"amount": "9900", "shown_budget": "9000"}
    assert "say why" in client.post(home, data=act(**form)).text
    assert client.post(home, data=act(**form, reason="A second language")).status_code == 303
    assert "SEK" in client.get(f"/projects/{world.site.id}").text
    assert client.post(f"{home}/sharing", data=act(_method="PUT", shared="y")).status_code == 303
    session.expire_all()
    assert world.site.budget_shared and world.site.budget_rate == 90 and world.site.budget_currency == "SEK"
