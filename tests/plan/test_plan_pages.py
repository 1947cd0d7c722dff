"""The plan on the screen: who sees what, who may what, what happens twice."""
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.base.clock import now, today
from portal.plan.assigning import assign
from portal.plan.dependencies import link
from portal.plan.editing import set_stage
from portal.plan.item import WorkItem
from portal.plan.promising import promise
from portal.plan.stages import first_of, stages_of
from portal.plan.updates import post_update
from tests.world import BOLT, INTERNAL, MARKERS, REX, act, add_item, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def plan_url(world):
    return f"/projects/{world.site.id}"


def item_url(item, *more):
    return "/".join((f"/projects/{item.project_id}/items/{item.id}", *more))


def give(world, user, item=None):
    assign(item=item or world.logo, by=world.tess, seat_id=world.seat(user).id)


def page(client, url, status=200, **options):
    answer = client.get(url, **options)
    assert answer.status_code == status, answer.status_code
    return answer.text


@pytest.fixture
def full(session, world):
    """A plan with everything in it that could leak."""
    hidden = add_item(world.site, f"Hidden {INTERNAL}", parent_id=world.logo.id, due=date(2026, 5, 1))
    child = add_item(world.site, "Draft", audience="client", parent_id=hidden.id, due=date(2031, 3, 17))
    link(item=child, by=world.tess, waits_for=world.secret)
    promise(item=child, by=world.mia, day=today("UTC") + timedelta(days=9))
    post_update(project=world.site, by=world.mia, day=date(2026, 5, 1), health="on_track", reason="All well", shared=True)
    post_update(project=world.site, by=world.mia, day=date(2026, 5, 2), health="off_track", reason=INTERNAL)
    world.draft = child
    session.commit()
    return world


@pytest.mark.parametrize("name", ["vera", "cleo", "cora", "lea"])
def test_contacts_find_nothing_hidden_on_any_page_of_the_plan(client, full, name):
    sign_in(client, getattr(full, name))
    for url in (plan_url(full), f"{plan_url(full)}/updates", item_url(full.draft), item_url(full.logo),
                item_url(full.draft, "changes"), item_url(full.draft, "promises"), f"{plan_url(full)}?show=late"):
        text = page(client, url)
        assert not any(marker in text for marker in MARKERS), url
        assert "Due, for the team" not in text and not re.search(r"(?<![0-9a-f-])2031", text)


def test_staff_see_all_of_it(client, full):
    sign_in(client, full.tess)
    text = page(client, plan_url(full))
    assert text.count(INTERNAL) >= 3 and BOLT not in text and REX not in text


@pytest.mark.parametrize("name", ["olaf", "nick", "remy", "sam", "rex", "tom"])
def test_to_others_the_plan_does_not_exist(client, full, name):
    sign_in(client, getattr(full, name))
    for url in (plan_url(full), f"{plan_url(full)}/updates", item_url(full.logo), f"{plan_url(full)}/stages"):
        page(client, url, 404)
    assert client.post(item_url(full.logo, "completion"), data=act()).status_code == 404


def test_a_hidden_item_does_not_exist_for_a_contact(client, full):
    sign_in(client, full.cora)
    for tail in ("", "changes", "promises"):
        page(client, item_url(full.secret, *filter(None, [tail])), 404)


def test_an_item_is_found_only_below_its_own_project(client, full):
    sign_in(client, full.mia)
    page(client, f"/projects/{full.shop.id}/items/{full.logo.id}", 404)


def test_a_contact_marks_their_sides_item_done_and_not_done_each_once(client, session, world):
    give(world, world.cleo)
    sign_in(client, world.cleo)
    assert client.post(item_url(world.logo, "completion"), data=act()).status_code == 303
    assert client.post(item_url(world.logo, "completion"), data=act()).status_code == 303
    session.expire_all()
    assert session.get(WorkItem, world.logo.id).is_done
    for _ in range(2):
        assert client.post(item_url(world.logo, "completion"), data=act(_method="DELETE")).status_code == 303
    session.expire_all()
    assert not session.get(WorkItem, world.logo.id).is_done


def test_with_htmx_the_head_comes_back_with_the_new_turn(client, world):
    give(world, world.cleo)
    sign_in(client, world.cleo)
    answer = client.post(item_url(world.logo, "completion"), data=act(), headers=HTMX)
    assert answer.status_code == 200 and 'id="item-head"' in answer.text and "<html" not in answer.text
    assert 'data-turn="done"' in answer.text
    answer = client.post(item_url(world.logo, "completion"), data=act(shape="card", _method="DELETE"), headers=HTMX)
    assert f'id="card-{world.logo.id}"' in answer.text and 'data-turn="yours"' in answer.text


def test_the_clients_move_with_nobody_named_is_every_contributors(client, session, world):
    world.logo.stage_id, world.logo.move = first_of(stages_of(world.site.id), "client").id, "client"
    sign_in(client, world.cora)
    assert "Say it is stuck" in page(client, item_url(world.logo))
    assert client.post(item_url(world.logo, "obstacle"), data=act(reason="No logo yet")).status_code == 303
    text = page(client, item_url(world.logo))
    assert "Yours, stuck: No logo yet" in text and "item-stuck" not in text, "the reason is said once"
    long = "No logo yet, as the agency that drew it is closed for the holidays until the sixth"
    client.post(item_url(world.logo, "obstacle"), data=act(reason=long))
    assert f"Stuck: {long}</p>" in page(client, item_url(world.logo)), "and in full where the badge cuts it"


def test_the_teams_items_are_not_the_contacts_to_report_on(client, world):
    give(world, world.tess)
    sign_in(client, world.cleo)
    assert "Say it is stuck" not in page(client, item_url(world.logo))
    for tail, fields in (("completion", {}), ("obstacle", {"reason": "x"}), ("percent", {"percent": 5, "_method": "PUT"})):
        assert client.post(item_url(world.logo, tail), data=act(**fields)).status_code == 403


def test_a_viewer_only_reads(client, session, world):
    world.logo.stage_id, world.logo.move = first_of(stages_of(world.site.id), "client").id, "client"
    sign_in(client, world.vera)
    text = page(client, item_url(world.logo))
    assert "Say it is stuck" not in text and "With Acme" in text
    assert client.post(item_url(world.logo, "completion"), data=act()).status_code == 403


def test_contacts_write_nothing_of_the_teams(client, world):
    give(world, world.cora)
    sign_in(client, world.cora)
    other = item_url(world.logo)
    for url, fields in ((f"{plan_url(world)}/items", {"title": "x"}), (other, {"_method": "PUT", "title": "x"}),
                        (other, {"_method": "DELETE"}), (f"{other}/promises", {}), (f"{other}/archive", {}),
                        (f"{other}/assignments", {"_method": "PUT"}), (f"{other}/position", {"_method": "PUT"}),
                        (f"{other}/dependencies", {}), (f"{plan_url(world)}/updates", {}), (f"{plan_url(world)}/stages", {})):
        assert client.post(url, data=act(**fields)).status_code == 403, url
    for tail in ("edit", "delete", "promises/new", "assignments", "position", "dependencies/new"):
        page(client, f"{other}/{tail}", 403)


def test_stuck_wants_a_reason_and_keeps_the_page(client, world):
    give(world, world.cleo)
    sign_in(client, world.cleo)
    answer = client.post(item_url(world.logo, "obstacle"), data=act(reason="  "))
    assert answer.status_code == 422 and "Please fill this in" in answer.text


def test_percent_stays_within_a_hundred(client, session, world):
    give(world, world.cleo)
    sign_in(client, world.cleo)
    for wrong in ("101", "-1", "many", ""):
        assert client.post(item_url(world.logo, "percent"), data=act(percent=wrong, _method="PUT")).status_code == 422
    assert client.post(item_url(world.logo, "percent"), data=act(percent="40", _method="PUT")).status_code == 303
    session.expire_all()
    assert session.get(WorkItem, world.logo.id).percent == 40


def test_a_value_that_changed_since_it_was_shown_is_a_conflict_and_the_words_stay(client, session, world):
    give(world, world.cleo)
    world.logo.percent = 60
    sign_in(client, world.cleo)
    fields = {"percent": "40", "shown_percent": "20", "_method": "PUT"}
    answer = client.post(item_url(world.logo, "percent"), data=act(**fields))
    assert answer.status_code == 409 and 'value="40"' in answer.text and 'name="shown_percent" value="60"' in answer.text
    answer = client.post(item_url(world.logo, "percent"), data=act(**fields), headers={"Accept": "application/json"})
    assert answer.json["changed"] == {
        "percent": {"label": "How far is it, in percent?", "yours": "40", "theirs": "60", "now": "60"}}
    assert (answer.json["outcome"], answer.json["reason"]) == ("conflict", "changed") and answer.json["sentence"]


def test_an_internal_edit_is_no_conflict_for_a_contact(client, session, world):
    give(world, world.cleo)
    sign_in(client, world.cleo)
    world.logo.due, world.logo.estimate_hours = date(2026, 5, 1), 7
    session.commit()
    fields = {"percent": "40", "shown_percent": "0", "_method": "PUT"}
    assert client.post(item_url(world.logo, "percent"), data=act(**fields)).status_code == 303


def test_the_outbox_hears_a_small_outcome(client, world):
    give(world, world.cleo)
    sign_in(client, world.cleo)
    answer = client.post(item_url(world.logo, "completion"), data=act(), headers={"Accept": "application/json"})
    assert answer.json == {"outcome": "stored", "location": item_url(world.logo), "entry": str(world.logo.id),
                           "now": {"state": "done", "percent": "0"}}


def test_an_item_is_added_in_place_internal_and_once(client, session, world):
    sign_in(client, world.tess)
    fields = act(title="Poster", level="deliverable")
    answer = client.post(f"{plan_url(world)}/items", data=fields, headers=HTMX)
    assert answer.status_code == 201 and "Poster" in answer.text and 'id="add-item"' in answer.text
    client.post(f"{plan_url(world)}/items", data=fields, headers=HTMX)
    found = session.query(WorkItem).filter_by(title="Poster").one()
    assert (found.audience, found.level, str(found.id)) == ("internal", "deliverable", fields["act"])


def test_an_item_is_added_below_another_of_the_same_project_only(client, session, world):
    sign_in(client, world.mia)
    client.post(f"{plan_url(world)}/items", data=act(title="Below", level="task", parent=str(world.logo.id)))
    assert session.query(WorkItem).filter_by(title="Below").one().parent_id == world.logo.id
    refused = client.post(f"{plan_url(world)}/items", data=act(title="Wrong", level="task", parent=str(world.cart.id)))
    assert refused.status_code == 404


def test_editing_starts_from_the_stage_the_item_is_in(client, session, world):
    stage = first_of(stages_of(world.site.id), "client")
    set_stage(item=world.logo, by=world.tess, stage=stage)
    session.commit()
    sign_in(client, world.tess)
    assert f'<option selected value="{stage.id}">' in page(client, item_url(world.logo, "edit"))


def test_editing_shows_both_values_when_somebody_was_faster(client, session, world):
    sign_in(client, world.tess)
    stage = world.logo.stage_id
    fields = {"_method": "PUT", "title": "New", "shown_title": "Old", "level": "task", "percent": "0", "stage": str(stage)}
    answer = client.post(item_url(world.logo), data=act(**fields))
    assert answer.status_code == 409 and "Old" in answer.text and "Logo" in answer.text and 'value="New"' in answer.text
    answer = client.post(item_url(world.logo), data=act(**{**fields, "shown_title": "Logo"}))
    assert answer.status_code == 303
    session.expire_all()
    assert session.get(WorkItem, world.logo.id).title == "New"


def test_only_a_manager_promises_and_a_promise_moves_with_a_reason(client, session, world):
    sign_in(client, world.tess)
    assert client.post(item_url(world.logo, "promises"), data=act(day="2026-05-01")).status_code == 403
    sign_in(client, world.mia)
    assert client.post(item_url(world.logo, "promises"), data=act(day="2026-05-01")).status_code == 303
    answer = client.post(item_url(world.logo, "promises"), data=act(day="2026-05-08", shown_promised="2026-05-01"))
    assert answer.status_code == 422 and "moves with a reason" in answer.text
    answer = client.post(item_url(world.logo, "promises"), data=act(day="2026-05-08", reason="Late paper", shown_promised=""))
    assert answer.status_code == 409 and "Late paper" in answer.text
    fields = act(day="2026-05-08", reason="Late paper", shown_promised="2026-05-01")
    assert client.post(item_url(world.logo, "promises"), data=fields).status_code == 303
    for moved in (("moved once, from", "Why: Late paper"), ("moved 2 times, first from", "Why: Late ink")):
        sign_in(client, world.cleo)
        text = page(client, item_url(world.logo))
        assert all(words in text for words in (*moved, "May 1"))
        sign_in(client, world.mia)
        fields = act(day="2026-05-15", reason="Late ink", shown_promised="2026-05-08")
        client.post(item_url(world.logo, "promises"), data=fields)
    sign_in(client, world.cleo)
    ever = page(client, item_url(world.logo, "promises"))
    assert all(words in ever for words in ("May 1", "May 8", "May 15", "Late paper", "Late ink"))


def test_people_are_named_and_taken_off(client, session, world):
    sign_in(client, world.tess)
    cleo, cora = (str(world.seat(user).id) for user in (world.cleo, world.cora))
    url = item_url(world.logo, "assignments")
    assert client.post(url, data=act(_method="PUT", seats=[cleo], shown_seats="")).status_code == 303
    assert client.post(url, data=act(_method="PUT", seats=[cora], shown_seats="")).status_code == 409
    assert client.post(url, data=act(_method="PUT", seats=[cora], shown_seats=cleo)).status_code == 303
    assert client.post(url, data=act(_method="PUT", seats=[str(world.seat(world.nick).id)], shown_seats=cora)).status_code == 422
    assert "Cora" in page(client, item_url(world.logo))


def test_items_move_and_never_below_themselves(client, session, world):
    sign_in(client, world.tess)
    child = add_item(world.site, "Child", parent_id=world.logo.id)
    session.commit()
    url = item_url(world.logo, "position")
    assert client.post(url, data=act(_method="PUT", parent=str(child.id))).status_code == 422
    assert client.post(url, data=act(_method="PUT", parent=str(world.secret.id), shown_parent_id="")).status_code == 303
    assert client.post(url, data=act(_method="PUT", parent="", shown_parent_id="")).status_code == 409
    assert client.post(item_url(world.secret, "position"), data=act(_method="PUT", step="up")).status_code == 303
    session.expire_all()
    assert session.get(WorkItem, child.id).path.startswith(session.get(WorkItem, world.secret.id).path)


def test_links_are_made_and_taken_off_within_the_project(client, world):
    sign_in(client, world.mia)
    url = item_url(world.logo, "dependencies")
    assert client.post(url, data=act(waits_for=str(world.secret.id), kind="FS", lag_days="1")).status_code == 303
    assert client.post(url, data=act(waits_for=str(world.logo.id), kind="FS")).status_code == 422
    assert client.post(url, data=act(waits_for=str(world.cart.id), kind="FS")).status_code == 404
    form = page(client, f"{url}/new")
    for kind, lag, there, here, apart in (
            ("FS", "1", "this starts after that is done", "that starts after this is done", " · 1 day apart"),
            ("SS", "-2", "this starts together with that", "that starts together with this", " · 2 days of overlap"),
            ("FF", "0.5", "this is done together with that", "that is done together with this", " · 0.5 days apart"),
            ("SF", "0", "this is done once that starts", "that is done once this starts", "")):
        assert f'value="{kind}"' in form
        assert client.post(url, data=act(waits_for=str(world.secret.id), kind=kind, lag_days=lag)).status_code == 303
        assert f"<small>{there}{apart}</small>" in page(client, item_url(world.logo))
        assert f"<small>{here}{apart}</small>" in page(client, item_url(world.secret))
    assert client.post(f"{url}/{world.secret.id}", data=act(_method="DELETE")).status_code == 303
    assert "Linked with" not in page(client, item_url(world.logo))


def test_what_the_client_knows_is_archived_not_deleted(client, session, world):
    sign_in(client, world.tess)
    assert "Archive" in page(client, item_url(world.logo, "delete"))
    assert client.post(item_url(world.logo), data=act(_method="DELETE")).status_code == 409
    secret = item_url(world.secret)
    assert client.post(secret, data=act(_method="DELETE")).status_code == 303
    page(client, secret, 404)
    for method, word in (({}, True), ({"_method": "DELETE"}, False)):
        assert client.post(item_url(world.logo, "archive"), data=act(**method)).status_code == 303
        session.expire_all()
        assert session.get(WorkItem, world.logo.id).is_archived is word


def test_members_tell_the_team_and_managers_tell_the_client(client, world):
    fields = {"health": "at_risk", "reason": "Late paper", "text": "- one"}
    sign_in(client, world.tess)
    assert client.post(f"{plan_url(world)}/updates", data=act(**fields, shared="y")).status_code == 403
    made = act(**fields)
    assert client.post(f"{plan_url(world)}/updates", data=made).status_code == 303
    page(client, f"{plan_url(world)}/updates/{made['act']}")
    sign_in(client, world.cleo)
    page(client, f"{plan_url(world)}/updates/{made['act']}", 404)
    sign_in(client, world.mia)
    assert client.post(f"{plan_url(world)}/updates", data=act(**fields, shared="y")).status_code == 303
    newer = {"health": "on_track", "reason": "It came", "day": "2026-05-04", "next_milestone": "Proof agreed"}
    assert client.post(f"{plan_url(world)}/updates", data=act(**newer, shared="y")).status_code == 303
    sign_in(client, world.cleo)
    text = page(client, plan_url(world))
    assert all(words in text for words in ("It came", "On track", "Next: Proof agreed", "Earlier updates"))
    assert "Late paper" not in text
    earlier = page(client, f"{plan_url(world)}/updates")
    assert earlier.index("It came") < earlier.index("Late paper") and earlier.count("Late paper") == 1


def test_hiding_an_update_takes_back_the_health_the_client_was_told(client, session, world):
    told = post_update(project=world.site, by=world.mia, day=date(2026, 5, 1), health="at_risk", reason="Late paper", shared=True)
    sign_in(client, world.mia)
    url = f"{plan_url(world)}/entries/{told.id}/sharing"
    assert client.post(url, data=act(_method="DELETE")).status_code == 303
    session.expire_all()
    assert (world.site.shared_health, world.site.health) == (None, "at_risk")
    sign_in(client, world.cleo)
    assert "At risk" not in page(client, plan_url(world))


def test_a_manager_runs_the_workflow(client, session, world):
    sign_in(client, world.mia)
    url = f"{plan_url(world)}/stages"
    assert client.post(url, data=act(name="Proof", kind="doing")).status_code == 303
    assert client.post(url, data=act(name="", kind="doing")).status_code == 422
    stages = stages_of(world.site.id)
    proof = next(stage for stage in stages if stage.name == "Proof")
    assert client.post(f"{url}/{proof.id}", data=act(_method="PUT", name="Proofs", shown_name="Proof")).status_code == 303
    assert client.post(f"{url}/{proof.id}", data=act(_method="PUT", name="X", shown_name="Proof")).status_code == 409
    assert client.post(f"{url}/{proof.id}", data=act(_method="PUT", step="up")).status_code == 303
    assert client.post(f"{url}/{stages[-1].id}", data=act(_method="DELETE")).status_code == 422
    assert client.post(f"{url}/{proof.id}", data=act(_method="DELETE")).status_code == 303
    assert "Proofs" not in page(client, url)
    assert client.post(f"{url}/{stages_of(world.shop.id)[0].id}", data=act(_method="DELETE")).status_code == 404


def test_nothing_is_written_in_an_archived_project(client, world):
    world.site.archived_at = now()
    sign_in(client, world.mia)
    assert "Add an item" not in page(client, plan_url(world))
    assert client.post(item_url(world.logo, "completion"), data=act()).status_code == 403


def test_further_rows_go_on_with_the_timeline_that_is_shown(client, session, world):
    days = [today("UTC") + timedelta(days=number) for number in (100, 200)]
    for number in range(101):
        add_item(world.site, f"Row {number:03d}", audience="client", promised=days[number == 100])
    sign_in(client, world.cleo)
    further = page(client, plan_url(world)).split('id="plan-more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert f"to={days[0]}" in further
    assert 'd="M100' in page(client, further, headers=HTMX)
    assert page(client, further.replace(f"to={days[0]}", "to=never"))


def test_a_long_plan_comes_in_windows(client, session, world):
    for number in range(105):
        add_item(world.site, f"Row {number:03d}", audience="client")
    sign_in(client, world.cleo)
    first = page(client, plan_url(world))
    assert "Row 098" in first and "Row 099" not in first and "Show more" in first
    after = first.split("after=")[1].split('"')[0]
    rest = page(client, f"{plan_url(world)}?after={after}", headers=HTMX)
    assert "Row 099" in rest and "Row 104" in rest and "<html" not in rest and "Row 098" not in rest
    assert "Row 104" in page(client, f"{plan_url(world)}?after={after}")
    page(client, f"{plan_url(world)}?after={uuid4()}")
    assert "data-search" in first, "what is long can be searched"
    found = page(client, f"{plan_url(world)}?q=row")
    further = found.split('id="plan-more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert "q=row" in further and "Row 104" in page(client, further, headers=HTMX)
    only = page(client, f"{plan_url(world)}?q=ROW 104", headers=HTMX)
    assert "Row 104" in only and "Row 103" not in only and "<html" not in only
    for nothing in ("Plan of", world.secret.title):
        assert "Nothing found" in page(client, f"{plan_url(world)}?q={nothing}", headers=HTMX)


@pytest.mark.parametrize("name", ["tess", "cleo"])
def test_every_page_of_a_busy_plan_takes_at_most_twelve_statements(client, session, world, statements, name):
    sign_in(client, getattr(world, name))
    people = [world.tess, world.cleo, world.cora, world.abe, world.lea]
    for number in range(40):
        person = people[number % 5]
        item = add_item(world.site, f"Row {number}", audience="client", parent_id=world.logo.id, created_by_id=person.id)
        give(world, person, item)
        link(item=item, by=person, waits_for=world.secret)
        promise(item=item, by=person, day=date(2026, 5, 1 + number % 20))
        post_update(project=world.site, by=person, day=date(2026, 5, 1), health="on_track", reason="w", shared=True)
    urls = (plan_url(world), f"{plan_url(world)}?show=mine", f"{plan_url(world)}?q=row 1", f"{plan_url(world)}/updates",
            item_url(world.logo), item_url(item), item_url(world.logo, "changes"))
    session.commit()
    session.remove()
    for url in urls:
        with statements() as sent:
            page(client, url)
        assert 3 <= len(sent) <= 12, (url, len(sent))


def test_the_list_beside_an_item_holds_what_its_reader_may_see_and_marks_the_item(client, session, world):
    parent = world.logo
    for number in range(70):
        add_item(world.site, f"Part {number:02}", audience="client", parent_id=parent.id)
    late = add_item(world.site, "Part last", audience="client", parent_id=parent.id)
    sign_in(client, world.cleo)
    html = page(client, f"{plan_url(world)}?beside={late.id}", headers=HTMX)
    assert not any(marker in html for marker in MARKERS) and "Logo" in html
    near = page(client, f"{plan_url(world)}?beside={parent.id}", headers=HTMX)
    assert near.count('aria-current="page"') == 1 and "Part 05" in near
    page(client, f"{plan_url(world)}?beside={world.secret.id}", 404)
    page(client, f"{plan_url(world)}?beside={world.cart.id}", 404)


def test_the_list_beside_an_item_costs_the_same_however_long_it_is(client, session, world, statements):
    sign_in(client, world.cleo)
    counts = []
    for number in range(12):
        item = add_item(world.site, f"Part {number}", audience="client")
        give(world, (world.cleo, world.tess)[number % 2], item)
        with statements() as sent:
            page(client, f"{plan_url(world)}?beside={world.logo.id}", headers=HTMX)
        counts.append(len(sent))
    assert counts[-1] <= counts[1] <= 12
