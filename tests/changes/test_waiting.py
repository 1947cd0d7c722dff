"""What the client proposes needs the team until somebody answers it, and nobody else."""
from datetime import timedelta
from uuid import uuid4

from portal.base.clock import now, today
from portal.changes.asking import ask_to_accept
from portal.changes.effects import move_effect
from portal.changes.ending import turn_down, withdraw
from portal.decisions.approval import Approval
from portal.decisions.cancelling import cancel
from portal.inbox.needs import needs_in_order, needs_you
from portal.projects.changing import archive_project
from portal.projects.viewer import viewer_of
from tests.changes.planning import LOGO, drafted, plan, standing
from tests.world import add_item, sign_in

HTMX = {"HX-Request": "true"}


def needing(world, change) -> set[str]:
    """Whom it needs."""
    return {name for name, user in vars(world).items()
            if hasattr(user, "email") and change.id in needs_in_order(viewer_of(user))}


def test_a_proposal_needs_the_team_until_it_is_worked_out_and_managers_until_it_is_answered(session, world):
    plan(world)
    change, own = drafted(world, by="cleo"), drafted(world, by="tess")
    assert needing(world, change) == {"tess", "mia", "ada", "owen"} and needing(world, own) == set()
    move_effect(change=change, by=world.tess, effect_id=uuid4(), item=world.logo, promised=LOGO.replace(day=15))
    assert needing(world, change) == {"mia", "ada", "owen"}, "a member may work it out, and has"
    ask_to_accept(change=change, by=standing(world, "mia"), approval_id=uuid4(), question="Yes?",
                  seats=[world.seat(world.cora).id])
    assert needing(world, change) == set()
    cancel(approval=session.get(Approval, change.approval_id), by=world.mia, reason="Not like this")
    assert needing(world, change) == {"mia", "ada", "owen"}, "asked no more, it waits for an answer as before"
    turn_down(change=change, by=standing(world, "mia"), reason="Too dear")
    other = drafted(world, by="cora")
    assert needing(world, change) == set() and needing(world, other) == {"tess", "mia", "ada", "owen"}
    withdraw(change=other, by=standing(world, "cora"), reason="No longer needed")
    assert needing(world, other) == set()


def test_proposals_stand_where_they_wait_since_in_one_order_with_items(session, world):
    day = today("Europe/Stockholm")
    change = drafted(world, by="cleo", title="Proposed")
    change.created_at = now() - timedelta(days=3)
    for title, days in (("late for long", -5), ("late", -1)):
        add_item(world.site, title, due=day + timedelta(days=days))
    session.flush()
    for user in (world.tess, world.mia):
        found = [need.item.title for need in needs_you(viewer_of(user))[0]]
        assert found[:3] == ["late for long", "Proposed", "late"]
    archive_project(project=world.site, by=world.mia)
    session.flush()
    assert needing(world, change) == set()


def test_it_is_acted_on_where_it_stands(client, session, world, statements):
    plan(world)
    change, more = drafted(world, by="cleo"), drafted(world, by="cora", title="And another")
    here = f"/projects/{world.site.id}/changes/{change.id}"
    sign_in(client, world.tess)
    text = client.get("/").text
    assert "Work it out" in text and "Proposed by Acme" in text and f"{here}/refusal/new" not in text
    move_effect(change=change, by=world.tess, effect_id=uuid4(), item=world.logo, promised=LOGO.replace(day=15))
    session.commit()
    assert "With Studio Nord" in client.get(f"{here}/card", headers=HTMX).text
    sign_in(client, world.mia)
    session.commit()
    with statements() as sent:
        text = client.get("/").text
    assert len(sent) <= 12 and f"{here}/question/new" in text and f"/{more.id}/refusal/new" in text and "Work it out" in text
    assert "Yours" in client.get(f"/projects/{world.site.id}/changes").text and "Yours" in client.get(here).text
    turn_down(change=change, by=standing(world, "mia"), reason="Too dear")
    session.commit()
    card = client.get(f"{here}/card", headers=HTMX).text
    assert "Declined" in card and f"{here}/refusal/new" not in card
    sign_in(client, world.cleo)
    assert "Work it out" not in client.get("/").text and "Yours" not in client.get(f"/projects/{world.site.id}/changes").text
