"""Change requests over HTTP: raised, worked out, asked about, accepted; who reads what of them."""
from datetime import date
from uuid import uuid4

from sqlalchemy import select

from portal.changes.asking import ask_to_accept
from portal.changes.change_request import ChangeRequest
from portal.changes.effects import move_effect
from portal.decisions.approval import Approval
from portal.plan.promising import promise
from tests.changes.planning import LIVE, LOGO, drafted, plan, standing
from tests.decisions.test_pages import decides
from tests.world import INTERNAL, MARKERS, act, sign_in

HTMX, OUTBOX = {"HX-Request": "true"}, {"Accept": "application/json"}


def changes_of(world) -> str:
    return f"/projects/{world.site.id}/changes"


def page(client, address, status=200, **more) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == status, answer.text[:2000]
    return answer.text


def sends(client, address, status=200, **fields):
    answer = client.post(address, data=act(**fields), headers=OUTBOX)
    assert answer.status_code == status, answer.text[:2000]
    return answer.json


def test_a_change_is_worked_out_asked_about_and_done_once_a_sponsor_accepts(client, session, world, statements):
    plan(world)
    sign_in(client, world.mia)
    here = sends(client, changes_of(world), title="A livelier logo", why="Too quiet.")["location"]
    ahead = page(client, f"{here}/effects/preview?item={world.logo.id}&promised=2026-05-15", headers=HTMX)
    assert "Site goes live" in ahead and "7 days later, follows “Logo”" in ahead and "Party" not in ahead
    assert "Site goes live" not in page(client, here), "looking ahead keeps nothing"
    sends(client, f"{here}/effects", kind="move_promise", item=world.logo.id, promised="2026-05-15")
    page(client, f"{here}/question/new")
    assert sends(client, f"{here}/question", 422)["fields"]["seats"] == "Choose at least one person."
    # Asked in the language of who is asked.
    world.acme.locale = "de"
    session.commit()
    sends(client, f"{here}/question", seats=world.seat(world.cora).id, rule="any")
    assert session.scalar(select(Approval.question)) == "Nehmen Sie diese Änderung an?"
    world.acme.locale = None
    sign_in(client, world.cora)
    session.commit()
    with statements() as sent:
        shown = page(client, here)
    assert len(sent) <= 12, len(sent)
    assert "You are asked whether you accept this change." in shown and "7 days later" in shown
    assert not any(marker in shown for marker in MARKERS)
    approval = session.query(Approval).one()
    asked = page(client, f"/projects/{world.site.id}/decisions/{approval.id}")
    assert "Site goes live" in asked and INTERNAL not in asked
    assert decides(client, approval).json["outcome"] == "stored"
    session.expire_all()
    assert world.live.promised == LIVE.replace(day=29)
    sign_in(client, world.mia)
    late = sends(client, f"{here}/effects", 409, kind="drop", item=world.live.id)
    assert (late["outcome"], late["reason"]) == ("conflict", "gone_on") and "Accepted" in late["sentence"]
    assert "Accepted" in page(client, here) and "Site goes live" in page(client, here)


def test_what_the_team_works_out_is_its_own_until_it_asks(client, session, world, statements):
    plan(world)
    sign_in(client, world.cleo)
    here = sends(client, changes_of(world), title="Earlier, please", why="The fair.")["location"]
    change = session.query(ChangeRequest).one()
    move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=LIVE)
    drafted(world, by="tess", title=f"Cheaper paper {INTERNAL}")
    session.commit()
    shown = page(client, here)
    assert "works out what it means" in shown and "Before and after" not in shown
    assert "Earlier, please" in page(client, changes_of(world)) and INTERNAL not in page(client, changes_of(world))
    sign_in(client, world.mia)
    session.commit()
    for address in (changes_of(world), here):
        with statements() as sent:
            assert "Earlier, please" in page(client, address)
        assert len(sent) <= 12, (address, len(sent))
    assert sends(client, f"{here}/effects", 422, kind="move_promise", item=world.logo.id, promised=LOGO)["reason"] == "unchanged"
    sends(client, f"{here}/refusal", reason="The printer is away.")
    sign_in(client, world.cleo)
    ended = page(client, here)
    assert "The printer is away." in ended and "Before and after" not in ended, "nobody was asked about it"


def test_where_the_plan_has_moved_the_page_says_what_and_money_is_told_to_sponsors_only(client, session, world):
    plan(world)
    change = drafted(world)
    move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=LIVE.replace(day=15))
    ask_to_accept(change=change, by=standing(world, "mia"), approval_id=uuid4(), question="Yes?",
                  seats=[world.seat(world.cora).id])
    promise(item=world.live, by=world.mia, day=LIVE.replace(day=27), reason="Slip")
    session.commit()
    sign_in(client, world.cora)
    shown = page(client, f"{changes_of(world)}/{change.id}")
    assert "The plan has moved since this was asked." in shown
    other = drafted(world, title="Cheaper")
    session.commit()
    sign_in(client, world.mia)
    here = f"{changes_of(world)}/{other.id}"
    sends(client, f"{here}/effects", kind="budget", amount="9876.5")
    assert sends(client, f"{here}/question", 422, seats=world.seat(world.cora).id, rule="any")["reason"] == "money_hidden"
    world.site.budget_shared = True
    session.commit()
    sends(client, f"{here}/question", seats=world.seat(world.cora).id, rule="any")
    for who, sees in ((world.cora, True), (world.cleo, False)):
        sign_in(client, who)
        assert ("9,876.5" in page(client, here)) is sees
    assert "Show the question" not in page(client, here), "who may not see the money does not see the question"
    no = session.scalars(select(Approval).where(Approval.title == "Cheaper")).one()
    sign_in(client, world.cora)
    decides(client, no, "changes", words="Not for that much.")
    for who, sees in ((world.cora, True), (world.mia, True), (world.cleo, False)):
        sign_in(client, who)
        text = page(client, here) + page(client, changes_of(world))
        assert "Declined" in text and ("Not for that much." in text) is sees


def test_days_kept_before_there_were_bounds_break_no_page_of_a_change(client, session, world):
    plan(world)
    change = drafted(world)
    world.logo.promised = world.logo.due = world.live.promised = world.audit.start = world.audit.due = date.max
    world.party.promised = world.live.due = date.min
    session.flush()
    effect = move_effect(change=change, by=world.mia, effect_id=uuid4(), item=world.logo, promised=LIVE)
    session.commit()
    sign_in(client, world.mia)
    here = f"{changes_of(world)}/{change.id}"
    for promised, asked in ((LIVE, "2026-06-01"), (date.max, "2026-06-01"), (date.min, "2150-12-31")):
        effect.after = {"promised": promised.isoformat()}
        world.logo.promised = date.min if promised == date.max else date.max
        session.commit()
        assert "Logo" in page(client, here)
        page(client, f"{here}/effects/preview?item={world.logo.id}&promised={asked}", headers=HTMX)
    sends(client, f"{here}/question", seats=world.seat(world.cora).id, rule="any")
    approval = session.query(Approval).one()
    sign_in(client, world.cora)
    for address in (here, f"/projects/{world.site.id}/decisions/{approval.id}", "/"):
        page(client, address)
    assert decides(client, approval).json["outcome"] == "stored"
    sign_in(client, world.mia)
    page(client, here)
    for address in ("", "/budget", "/ledger", f"/items/{world.logo.id}"):
        page(client, f"/projects/{world.site.id}{address}")
