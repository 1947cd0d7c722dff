"""Two people, one item: what somebody said meanwhile is told to the one who comes later, not overwritten in silence."""
import pytest

from portal.entries.sharing import unshare_all
from portal.history.event import Event
from portal.plan.archiving import archive_item
from portal.plan.assigning import assign, unassign
from portal.plan.completing import complete, reopen
from portal.plan.editing import set_stage
from portal.plan.item import WorkItem
from portal.plan.stages import first_of, stages_of
from portal.plan.sticking import report_stuck
from tests.world import act, add_item, sign_in

JSON, HTMX = {"Accept": "application/json"}, {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def logo(client, session, world):
    """The logo is the client's, with nobody named; Cleo has it on her screen, open."""
    set_stage(item=world.logo, by=world.tess, stage=first_of(stages_of(world.site.id), "client"))
    sign_in(client, world.cleo)
    return world.logo


def tell(client, item, what, headers=JSON, **fields):
    return client.post(f"/projects/{item.project_id}/items/{item.id}/{what}", data=act(**fields), headers=headers)


def now(session, item) -> WorkItem:
    session.expire_all()
    return session.get(WorkItem, item.id)


def changed(answer) -> dict:
    assert (answer.status_code, answer.json["outcome"], answer.json["reason"]) == (409, "conflict", "changed"), answer.text
    return answer.json["changed"]


def test_done_by_two_is_done_once_and_the_second_hears_that_it_was_so(client, session, world, logo):
    complete(item=logo, by=world.cora)
    answer = tell(client, logo, "completion", shown_state="open", shown_title="Logo")
    assert (answer.status_code, answer.json["outcome"], answer.json["already"]) == (200, "stored", True)
    assert "already" in answer.json["sentence"] and world.cora.name not in answer.text
    assert now(session, logo).done_by_id == world.cora.id
    assert session.query(Event).filter_by(entry_id=logo.id, verb="completed").count() == 1


def test_the_second_hears_it_again_when_the_answer_was_lost(client, session, world, logo):
    complete(item=logo, by=world.cora)
    sent = act(shown_state="open")
    first, again = (client.post(f"/projects/{logo.project_id}/items/{logo.id}/completion", data=sent, headers=JSON)
                    for _ in range(2))
    assert first.json == again.json and first.json["already"] is True


def test_done_over_what_became_stuck_asks_first(client, session, world, logo):
    report_stuck(item=logo, by=world.cora, reason="No colours yet")
    answer = tell(client, logo, "completion", shown_state="open", shown_title="Logo")
    assert changed(answer) == {"state": {"label": "State", "yours": "Done", "theirs": "Stuck: No colours yet",
                                         "now": "stuck No colours yet"}}
    assert not now(session, logo).is_done
    mine = tell(client, logo, "completion", shown_state=answer.json["changed"]["state"]["now"], shown_title="Logo")
    assert mine.json["outcome"] == "stored" and now(session, logo).is_done


def test_done_over_what_became_another_thing_asks_first(client, session, world, logo):
    logo.title = "Logo and business cards"
    answer = tell(client, logo, "completion", shown_state="open", shown_title="Logo")
    assert changed(answer) == {"title": {"label": "Title", "yours": "Logo", "theirs": "Logo and business cards",
                                         "now": "Logo and business cards"}}


def test_done_over_what_was_put_away_asks_first(client, session, world, logo):
    archive_item(item=logo, by=world.mia)
    assert changed(tell(client, logo, "completion", shown_state="open"))["state"]["theirs"] == "Archived"


def test_not_done_over_what_is_open_again_changes_nothing(client, session, world, logo):
    complete(item=logo, by=world.cleo)
    reopen(item=logo, by=world.cora)
    answer = tell(client, logo, "completion", _method="DELETE", shown_state="done")
    assert answer.json["outcome"] == "stored" and answer.json["already"]


def test_stuck_over_what_is_done_asks_first(client, session, world, logo):
    complete(item=logo, by=world.cora)
    answer = tell(client, logo, "obstacle", reason="No paper", shown_state="open")
    assert changed(answer)["state"] == {"label": "State", "yours": "Stuck: No paper", "theirs": "Done", "now": "done"}
    assert not now(session, logo).is_stuck


def test_stuck_over_another_reason_asks_first_and_the_same_reason_is_no_conflict(client, session, world, logo):
    report_stuck(item=logo, by=world.cora, reason="No colours yet")
    found = changed(tell(client, logo, "obstacle", reason="No paper", shown_state="open"))
    assert found["state"]["theirs"] == "Stuck: No colours yet"
    answer = tell(client, logo, "obstacle", reason="No colours yet", shown_state="open")
    assert answer.json["outcome"] == "stored" and answer.json["already"]


def test_going_on_over_a_new_reason_asks_first_and_what_goes_on_already_is_told(client, session, world, logo):
    report_stuck(item=logo, by=world.cora, reason="No paper")
    answer = tell(client, logo, "obstacle", _method="DELETE", shown_state="stuck No colours yet")
    assert changed(answer)["state"]["yours"] == "It goes on"
    tell(client, logo, "obstacle", _method="DELETE", shown_state="stuck No paper")
    assert tell(client, logo, "obstacle", _method="DELETE", shown_state="stuck No paper").json["already"]


def test_percent_over_what_is_done_asks_first(client, session, world, logo):
    complete(item=logo, by=world.cora)
    found = changed(tell(client, logo, "percent", _method="PUT", percent="60", shown_percent="0", shown_state="open"))
    assert set(found) == {"state"}
    assert tell(client, logo, "percent", _method="PUT", percent="60").status_code == 403, "done by a colleague: hers no more"


def test_what_went_to_the_other_side_is_refused_in_words_of_its_own(client, session, world, logo):
    assign(item=logo, by=world.tess, seat_id=world.seat(world.tess).id)
    answer = tell(client, logo, "percent", _method="PUT", percent="60", shown_percent="0", shown_state="open")
    assert (answer.status_code, answer.json["reason"]) == (403, "not_yours") and "other side" in answer.json["sentence"]


@pytest.mark.parametrize(("what", "fields"), [("completion", {"_method": ""}), ("completion", {"_method": "DELETE"}),
                                              ("obstacle", {"reason": "No paper"}), ("obstacle", {"_method": "DELETE"}),
                                              ("percent", {"_method": "PUT", "percent": "60"})])
def test_what_was_hidden_meanwhile_does_not_exist(client, session, world, logo, what, fields):
    unshare_all(entries=[logo], by=world.mia)
    answer = tell(client, logo, what, shown_state="open", **fields)
    assert (answer.status_code, answer.json["outcome"]) == (404, "refused")


def test_on_a_page_the_conflict_shows_both_and_can_be_answered(client, session, world, logo):
    report_stuck(item=logo, by=world.cora, reason="No colours yet")
    for headers in (HTMX, {}):
        answer = tell(client, logo, "completion", headers=headers, shown_state="open", shown_title="Logo")
        assert answer.status_code == 409 and "Stuck: No colours yet" in answer.text
        assert 'name="shown_state" value="stuck No colours yet"' in answer.text


def test_each_report_on_a_page_shows_how_it_stood(client, session, world, logo):
    report_stuck(item=logo, by=world.cora, reason="No <b>paper</b>")
    for page in ("/", f"/projects/{logo.project_id}/items/{logo.id}"):
        text = client.get(page).text
        assert text.count('name="shown_state" value="stuck No &lt;b&gt;paper&lt;/b&gt;"') >= 3
        assert 'name="shown_title" value="Logo"' in text


def test_people_named_meanwhile_are_both_shown(client, session, world, logo):
    sign_in(client, world.tess)
    assign(item=logo, by=world.mia, seat_id=world.seat(world.cora).id)
    cleo, cora = (str(world.seat(user).id) for user in (world.cleo, world.cora))
    answer = tell(client, logo, "assignments", _method="PUT", seats=[cleo], shown_seats="")
    assert changed(answer) == {"seats": {"label": "Who does this?", "yours": "Cleo", "theirs": "Cora", "now": cora}}
    mine = tell(client, logo, "assignments", _method="PUT", seats=[cleo], shown_seats=cora)
    assert mine.json["outcome"] == "stored"


def test_nobody_named_any_more_is_shown_too(client, session, world, logo):
    assign(item=logo, by=world.mia, seat_id=world.seat(world.cora).id)
    unassign(item=logo, by=world.mia, seat_id=world.seat(world.cora).id)
    sign_in(client, world.tess)
    shown = str(world.seat(world.cora).id)
    assert changed(tell(client, logo, "assignments", _method="PUT", seats=[shown], shown_seats=shown))["seats"]["theirs"] == "–"


def test_a_promise_moved_meanwhile_is_told_as_days(client, session, world, logo):
    sign_in(client, world.mia)
    tell(client, logo, "promises", day="2031-05-01", shown_promised="")
    found = changed(tell(client, logo, "promises", day="2031-05-09", reason="Late", shown_promised=""))
    assert found == {"promised": {"label": "Promised date", "yours": "May 9, 2031", "theirs": "May 1, 2031", "now": "2031-05-01"}}


@pytest.mark.parametrize(("fields", "yours"), [({"parent": ""}, "The top of the plan"), ({"step": "up"}, "One up")])
def test_an_item_moved_meanwhile_is_told_by_where_it_stands(client, session, world, logo, fields, yours):
    phase = add_item(world.site, "Print", audience="client")
    sign_in(client, world.tess)
    tell(client, logo, "position", _method="PUT", parent=str(phase.id), shown_parent_id="")
    found = changed(tell(client, logo, "position", _method="PUT", shown_parent_id="", **fields))
    assert found["parent_id"] == {"label": "Below", "yours": yours, "theirs": "Print", "now": str(phase.id)}


def test_an_edited_item_tells_each_field_in_words(client, session, world, logo):
    sign_in(client, world.tess)
    stage = str(logo.stage_id)
    fields = {"_method": "PUT", "title": "Mark", "level": "task", "percent": "0", "stage": stage}
    logo.level = "milestone"
    answer = client.post(f"/projects/{logo.project_id}/items/{logo.id}", headers=JSON,
                         data=act(**fields, shown_title="Sign", shown_level="task", shown_stage_id=stage))
    assert changed(answer) == {"title": {"label": "Title", "yours": "Mark", "theirs": "Logo", "now": "Logo"},
                               "level": {"label": "Kind", "yours": "Task", "theirs": "Milestone", "now": "milestone"}}


def test_fields_that_are_wrong_are_named(client, session, world, logo):
    answer = tell(client, logo, "obstacle", reason=" ")
    assert answer.json == {"outcome": "refused", "reason": "incomplete", "fields": {"reason": "Please fill this in."},
                           "sentence": "What is it waiting for: Please fill this in."}


@pytest.mark.parametrize(("what", "fields"), [("completion", {}), ("obstacle", {"reason": "No paper"}), ("percent", {
    "_method": "PUT", "percent": "60"})])
def test_what_was_put_away_is_reported_on_by_its_own_side_only(client, session, world, what, fields):
    archive_item(item=world.logo, by=world.mia)
    sign_in(client, world.cleo)
    assert tell(client, world.logo, what, **fields).status_code == 403
    assert now(session, world.logo).state == "archived" and not world.logo.is_stuck and not world.logo.percent
