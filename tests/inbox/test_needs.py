"""Needs you: whose move it is, in which order, over all projects; and what is new."""
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from portal.base.clock import now, today
from portal.entries.telling import tell
from portal.entries.visible import visible_condition
from portal.history.recording import record_event
from portal.inbox.needs import TOGETHER, needs_you
from portal.inbox.visit import Visit
from portal.inbox.visiting import PAUSE
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.plan.mine import mine_condition
from portal.projects.viewer import viewer_of
from tests.changes.planning import changes_in
from tests.decisions.asking import asked_by, say
from tests.plan.test_turn import scatter
from tests.world import BOLT, INTERNAL, MARKERS, act, add_house, add_item, sign_in


def titles(user):
    return [need.item.title for need in needs_you(viewer_of(user))[0]]


def day(days):
    return today("Europe/Stockholm") + timedelta(days=days)


def test_what_is_the_clients_move_needs_those_who_may_act(session, world):
    add_item(world.site, "Send photos", audience="client", move="client")
    assert titles(world.cleo) == ["Send photos"] and titles(world.vera) == []
    assert "Send photos" not in titles(world.tess)


def test_what_a_contact_cannot_see_never_needs_them(session, world):
    hidden = add_item(world.site, f"Quietly {INTERNAL}", move="client")
    seat = world.seat(world.cleo)
    session.add(Assignee(entry_id=hidden.id, membership_id=seat.id, workspace_id=seat.workspace_id))
    session.flush()
    assert titles(world.cleo) == []


def test_contacts_are_sorted_by_the_promise_whatever_the_teams_own_date_is(session, world):
    for title, due, promised in (("late by promise", 9, -1), ("soon", -9, 3), ("no promise", -20, None)):
        add_item(world.site, title, audience="client", move="client", due=day(due),
                 promised=day(promised) if promised else None)
    assert titles(world.cleo) == ["late by promise", "soon", "no promise"]


def test_staff_are_sorted_by_the_earlier_of_the_two_dates(session, world):
    for title, due, promised in (("due first", -3, 9), ("promised first", 5, -1), ("later", 7, 8)):
        add_item(world.site, title, due=day(due), promised=day(promised))
    assert [title for title in titles(world.tess) if title in ("due first", "promised first", "later")] == [
        "due first", "promised first", "later"]


@pytest.mark.parametrize("seed", range(2))
def test_windows_bring_everything_that_is_ones_move_once_and_in_order(session, world, seed):
    scatter(session, world, Random(seed))
    for user in (world.tess, world.mia, world.tom, world.vera, world.cleo, world.cora, world.olaf, world.nick, world.sam):
        viewer, windows = viewer_of(user), []
        while not windows or windows[-1][1]:
            windows.append(needs_you(viewer, page=len(windows) + 1, size=4))
        needs = [need for window, _ in windows for need in window]
        assert all(len(window) == 4 for window, more in windows if more)
        mine = select(WorkItem.id).where(visible_condition(viewer, WorkItem), mine_condition(viewer))
        assert len(needs) == len({need.item.id for need in needs})
        assert {need.item.id for need in needs} == set(session.scalars(mine)), user.name
        days = [min(filter(None, (need.item.due if need.seat.is_staff else None, need.item.promised)), default=date.max)
                for need in needs]
        assert days == sorted(days), user.name


def test_somebody_elses_and_archived_and_done_ones_are_absent(session, world):
    seat = world.seat(world.cora)
    hers = add_item(world.site, "Cora decides", audience="client", move=None)
    session.add(Assignee(entry_id=hers.id, membership_id=seat.id, workspace_id=seat.workspace_id))
    add_item(world.site, "Done", audience="client", move=None, done_at=now())
    add_item(world.site, "Put away", audience="client", move="client", archived_at=now())
    session.flush()
    assert titles(world.cleo) == [] and titles(world.cora) == ["Cora decides"]


def test_home_tells_nobody_of_what_they_may_not_see(client, session, world):
    tell(world.secret, actor_id=world.mia.id, verb="stuck", field="stuck", new=INTERNAL)
    tell(world.cart, actor_id=world.mia.id, verb="stuck", field="stuck", new=BOLT)
    for user in (world.cleo, world.vera, world.nick, world.sam, world.remy):
        sign_in(client, user)
        text = client.get("/").text
        assert not [marker for marker in MARKERS if marker in text], user.name


def test_a_newcomer_reads_what_there_is_so_far_and_later_what_is_new(client, session, world, time_machine):
    tell(world.logo, actor_id=world.tess.id, verb="stuck", field="stuck", new="no colour")
    sign_in(client, world.cleo)
    world.site.summary = "Paper, print and a party"
    parts = [add_item(world.site, f"Part {number}.", audience="client") for number in range(12)]
    for part in parts:
        tell(part, actor_id=world.tess.id, verb="unstuck", field="stuck", old="paper")
    session.commit()
    text = client.get("/").text
    so_far = text[text.index("So far in Site"):]
    assert "Paper, print and a party" in so_far and "Who is who" in so_far and "Cora" in so_far and "Mia" not in so_far
    assert [f"Part {number}." in so_far for number in range(12)] == [False] * 2 + [True] * 10
    client.post("/visit", data=act(_method="PUT"))
    time_machine.move_to(now() + PAUSE + timedelta(minutes=1))
    client.post("/visit", data=act(_method="PUT"))
    assert "Nothing new" in client.get("/").text
    tell(world.logo, actor_id=world.tess.id, verb="unstuck", field="stuck", old="no colour")
    session.commit()
    text = client.get("/").text
    assert "no longer stuck" in text and "is stuck" not in text
    client.post("/visit", data=act(_method="PUT", all="1"))
    assert "Nothing new" in client.get("/").text


def test_a_newcomer_reads_which_decisions_were_taken_as_far_as_they_see_them(client, session, world, statements):
    asked = {title: asked_by(world, item, [who], title=title) for title, item, who in (
        ("Logo as it is", world.logo, world.cora), (f"Our margin {INTERNAL}", world.secret, world.mia),
        ("Still open", world.logo, world.cora), ("Not yet", world.logo, world.abe))}
    say(world, world.cora, asked["Logo as it is"])
    say(world, world.mia, asked[f"Our margin {INTERNAL}"])
    say(world, world.abe, asked["Not yet"], "changes")
    session.commit()
    for who, sees in ((world.vera, False), (world.tess, True)):
        sign_in(client, who)
        session.commit()
        with statements() as sent:
            text = client.get("/").text
        taken = text[text.index("Decisions taken"):text.index("What happened")]
        assert len(sent) <= 12 and "Logo as it is" in taken and "Approved" in taken and "Changes asked for" in taken
        assert "Still open" not in taken and ("Our margin" in taken) is sees is (INTERNAL in text)
    sign_in(client, world.olaf)
    assert "Decisions taken" not in client.get("/").text


def test_opening_home_marks_nothing_by_itself(client, session, world):
    sign_in(client, world.cleo)
    client.get("/")
    assert session.query(Visit).count() == 0


def test_home_costs_the_same_however_much_needs_somebody(client, session, world, statements):
    sign_in(client, world.cleo)
    session.commit()

    def cost():
        client.get("/")
        with statements() as sent:
            client.get("/")
        return len(sent)
    add_item(world.site, "One", audience="client", move="client")
    session.commit()
    few = cost()
    for number in range(18):
        item = add_item(world.site, f"More {number}", audience="client", move=None)
        seat = world.seat([world.cleo, world.cora, world.abe][number % 3])
        session.add(Assignee(entry_id=item.id, membership_id=seat.id, workspace_id=seat.workspace_id))
        tell(item, actor_id=world.tess.id if number % 2 else world.mia.id, verb="reopened", field="done")
    session.commit()
    assert cost() <= max(few, 12) and cost() <= 12


def test_pages_over_all_houses_ask_as_little_of_who_belongs_to_many(client, session, world, statements, time_machine):
    asked_by(world, world.logo, [world.cora], title="Is it right?")
    houses = [add_house(world.cora, f"House {number}") for number in range(TOGETHER + 1)]
    for number, project in enumerate([world.site, *houses]):
        item = add_item(project, f"Choose {number}", audience="client", move="client")
        tell(item, actor_id=world.tess.id, verb="stuck", field="stuck", new="why")
        record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=world.tess.id, verb="project_archived")
    changes_in(world)
    for who, finds in ((world.cora, {"Is it right?", *(f"Choose {number}" for number in range(TOGETHER + 2))}),
                       (world.mia, {"Earlier, please", "Logo"})):
        sign_in(client, who)
        session.commit()
        for visits in range(2):
            for path in ("/", "/needs", "/inbox", "/projects", "/me/counts", "/new-message"):
                client.get(path, headers={"HX-Request": "true"})
                with statements() as sent:
                    text = client.get(path).text
                assert len(sent) <= 12, (path, visits, len(sent))
                assert path != "/" or all(title in text for title in finds), finds
            client.post("/visit", data=act(_method="PUT"))
            time_machine.move_to(now() + PAUSE + timedelta(minutes=1))
            client.post("/visit", data=act(_method="PUT"))


def test_a_contact_reads_names_of_people_they_know_only(client, session, world):
    tell(world.logo, actor_id=world.mia.id, verb="completed", field="done", new=True)
    tell(world.logo, actor_id=world.cora.id, verb="reopened", field="done", new=False)
    sign_in(client, world.cleo)
    for page in ("/", f"/projects/{world.site.id}/items/{world.logo.id}/changes"):
        text = client.get(page).text
        assert "Studio Nord marked it done" in text and "Cora opened it again" in text and "Mia" not in text, page
    sign_in(client, world.tess)
    assert "Mia marked it done" in client.get(f"/projects/{world.site.id}/items/{world.logo.id}/changes").text
