"""The screens of approvals: what they show whom, what they send, and what they say to what does not count."""
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from blueprints.support.event_words import event_line
from portal.base.clock import today
from portal.changes.asking import ask_to_accept
from portal.changes.effects import move_effect
from portal.decisions.approval import Approval
from portal.decisions.asking import Asked
from portal.decisions.cancelling import ask_again
from portal.decisions.decision import Decision
from portal.entries.sharing import unshare
from portal.entries.visible import find_entry
from portal.files.attachment import Attachment
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.version import Version
from portal.history.event import Event
from portal.people.seats import remove_seat
from portal.plan.leaving import leave_project
from tests.changes.planning import drafted, plan
from tests.decisions.asking import add_document, add_version, asked_by, say, seen_now, standing
from tests.files.uploads import with_file
from tests.talk.speaking import say as write
from tests.world import INTERNAL, act, sign_in

JSON = {"Accept": "application/json"}


@pytest.fixture
def asked(session, world):
    """Abe and Cora are asked about the logo, both."""
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="all", title="The logo", question="Is it right?")
    session.commit()
    return approval


def here(approval, more=""):
    return f"/projects/{approval.project_id}/decisions/{approval.id}{more}"


def digits_of(client, address) -> str:
    """The digits that a page shows to who cannot hold its button."""
    return re.search(r"Type (\d\d), then press", client.get(address).text)[1]


def decides(client, approval, verdict="approve", *, seen=None, **fields):
    """What the form of the page sends; the digits are those it shows."""
    text = client.get(here(approval)).text
    digits = re.search(r"Type (\d\d), then press", text)
    shown = re.findall(r'name="seen" value="(\w+)"', text)
    return client.post(f"/projects/{approval.project_id}/entries/{approval.id}/decisions", headers=JSON, data=act(
        verdict=verdict, seen=shown if seen is None else seen, digits=digits[1] if digits else "", **fields))


def test_the_page_shows_exactly_what_is_asked_and_an_answer_names_it(client, session, world, asked):
    sign_in(client, world.abe)
    text = client.get(here(asked)).text
    assert "Is it right?" in text and "Three drafts" in text and seen_now(asked)[0] in text
    assert decides(client, asked).json["outcome"] == "stored"
    text = client.get(here(asked)).text
    assert "You approved this" in text and "It can be taken back until" in text and 'name="seen"' not in text
    assert session.query(Decision).one().assurance == "code"


def test_nothing_is_decided_by_a_program_that_presses_buttons(client, session, world, asked):
    sign_in(client, world.abe)
    address = f"/projects/{asked.project_id}/entries/{asked.id}/decisions"
    answer = client.post(address, data=act(verdict="approve", seen=seen_now(asked)), headers=JSON)
    assert (answer.status_code, answer.json["reason"]) == (422, "undecided")
    page = client.post(address, data=act(verdict="changes", seen=seen_now(asked), words="Bigger"))
    assert page.status_code == 422 and "Almost there" in page.text and "Bigger" in page.text
    assert session.query(Decision).count() == 0


def test_who_asks_for_changes_says_which_and_who_signs_types_a_name(client, session, world):
    contract = asked_by(world, world.logo, [world.abe], typed_name=True)
    sign_in(client, world.abe)
    assert "words" in decides(client, contract, "changes", typed_name="Abe").json["fields"]
    assert "typed_name" in decides(client, contract).json["fields"]
    assert decides(client, contract, "changes", words="Bigger", typed_name="Abe A.").json["outcome"] == "stored"
    text = client.get(here(contract)).text
    assert "Signed as “Abe A.”" in text and "Changes asked for" in text and "Bigger" in text


def test_an_answer_to_what_was_there_before_is_kept_and_its_giver_asked_again_beside_what_changed(client, session, world):
    approval = asked_by(world, world.logo, [world.abe])
    session.commit()
    seen = seen_now(approval)
    world.logo.title, world.logo.description = "Wordmark", "Two drafts"
    sign_in(client, world.abe)
    told = decides(client, approval, seen=seen).json
    assert told["outcome"] == "stored" and "something newer" in told["asks"]
    text = client.get(here(approval)).text
    stale = text[text.index("stale-title"):text.index("things-title")]
    assert "Logo" in stale and "Wordmark" in stale and "Two drafts" in stale
    assert "asks" not in decides(client, approval).json
    assert "You approved this" in client.get(here(approval)).text


def test_two_versions_stand_side_by_side_with_a_way_to_compare_them(client, session, world):
    document = add_document(world.site, world.tess)
    approval = asked_by(world, document, [world.abe])
    seen = seen_now(approval)
    session.commit()
    add_version(document, world.tess)
    add_version(document, world.tess, lane="internal")
    session.query(Blob).update({"picture": "ready", "pages": 3, "width": 800, "height": 1000})
    sign_in(client, world.abe)
    decides(client, approval, seen=seen)
    text = client.get(here(approval)).text
    assert "You answered about" in text and "Now it is" in text and text.count('name="seen"') == 1
    assert "Compare the two" in text and "Look at all 3 pages" in text and text.count("?version=") >= 3
    assert "asks" not in decides(client, approval).json


@pytest.mark.parametrize("scan", ["pending", "unavailable", "infected"])
def test_nobody_says_yes_to_a_file_that_cannot_be_opened(client, session, world, scan):
    approval = asked_by(world, add_document(world.site, world.tess), [world.abe])
    sign_in(client, world.abe)
    digits = re.search(r"Type (\d\d), then press", client.get(here(approval)).text)[1]
    session.query(Blob).update({"scan": scan})
    session.commit()
    text = client.get(here(approval)).text
    assert 'name="seen"' not in text and "virus" in text
    assert 'name="seen"' not in client.get(here(approval, "/decide"), headers={"HX-Request": "true"}).text
    late = act(verdict="approve", seen=seen_now(approval), digits=digits)
    told = client.post(f"/projects/{approval.project_id}/entries/{approval.id}/decisions", headers=JSON, data=late).json
    assert told["outcome"] == "stored" and "cannot be opened" in told["asks"]
    assert session.query(Decision).one().why_not == "unopened" and approval.is_open
    session.query(Blob).update({"scan": "clean"})
    session.commit()
    assert "asks" not in decides(client, approval).json


def test_an_early_answer_does_not_claim_that_there_is_something_newer(client, session, world):
    approval = asked_by(world, world.logo, [world.abe, world.cora], rule="sequence")
    assert say(world, world.cora, approval).why_not == "not_yet"
    say(world, world.abe, approval)
    sign_in(client, world.cora)
    text = client.get(here(approval)).text
    assert "something newer" not in text and "Others are asked before you" in text and 'name="seen"' in text


def test_asked_again_about_the_same_nothing_is_said_to_be_newer(client, session, world):
    approval = asked_by(world, world.logo, [world.abe])
    say(world, world.abe, approval, "changes")
    ask_again(approval=approval, by=world.tess)
    sign_in(client, world.abe)
    text = client.get(here(approval)).text
    assert "something newer" not in text and 'name="seen"' in text


def test_an_answer_is_taken_back_in_sight_and_only_by_its_giver(client, session, world, asked):
    decision = say(world, world.abe, asked)
    sign_in(client, world.cora)
    address = f"/projects/{asked.project_id}/entries/{asked.id}/decisions/{decision.id}"
    assert client.delete(address, data=act(), headers=JSON).status_code == 403
    sign_in(client, world.abe)
    pressed = client.delete(address, data=act(), headers=JSON)
    assert (pressed.status_code, pressed.json["reason"]) == (422, "undecided")
    assert "hold the button for a moment" in client.delete(address, data=act()).text
    assert client.delete(address, data=act(digits=digits_of(client, here(asked))), headers=JSON).json["outcome"] == "stored"
    text = client.get(here(asked)).text
    assert "Took the answer back" in text and "Taken back later" in text and 'name="seen"' in text


def test_somebody_hands_over_to_a_colleague_and_the_team_to_anybody(client, session, world, asked):
    world.seat(world.lea).role = "approver"
    sign_in(client, world.abe)
    address = f"/projects/{asked.project_id}/entries/{asked.id}/hand-overs"
    sheet = client.get(f"{address}/new").text
    assert "Lea" in sheet and "Tess" not in sheet and "Cora" not in sheet
    assert client.post(address, data=act(to=world.seat(world.tess).id), headers=JSON).status_code == 422
    given = {"to": world.seat(world.lea).id, "words": "You know it"}
    assert client.post(address, data=act(**given), headers=JSON).json["reason"] == "undecided"
    assert "You know it" in client.post(address, data=act(**given)).text
    digits = digits_of(client, f"{address}/new")
    assert client.post(address, data=act(digits=digits, **given), headers=JSON).status_code == 200
    assert "Handed over to Lea" in client.get(here(asked)).text
    sign_in(client, world.tess)
    text = client.get(here(asked)).text
    instead = re.search(r"hand-overs/new\?from=([\w-]+)", text)[1]
    assert "Tess" in client.get(f"{address}/new?from={instead}").text


def test_where_nobody_else_may_decide_the_team_is_left_to_ask_somebody(client, session, world, tell):
    approval = asked_by(world, world.logo, [world.abe])
    world.seat(world.cora).role = "viewer"
    session.commit()
    sign_in(client, world.abe)
    address = f"/projects/{approval.project_id}/entries/{approval.id}/hand-overs"
    assert "Nobody else on your side may decide" in client.get(f"{address}/new").text
    assert client.post(address, data=act(to="team"), headers=JSON).json["reason"] == "undecided"
    digits = digits_of(client, f"{address}/new")
    assert client.post(address, data=act(digits=digits, to="team"), headers=JSON).json["outcome"] == "stored"
    text = client.get(here(approval)).text
    assert "Nobody is asked now" in text and "Leaves it to the team whom to ask" in text and 'name="seen"' not in text
    tell()
    sign_in(client, world.tess)
    assert "Abe will not decide: ask somebody else" in client.get("/inbox").text
    instead = re.search(r"hand-overs/new\?from=([\w-]+)", client.get(here(approval)).text)[1]
    sheet = client.get(f"{address}/new?from={instead}").text
    assert "Tess" in sheet and 'value="team"' not in sheet


def test_the_team_cancels_with_a_reason_and_asks_again_after_changes(client, session, world):
    approval = asked_by(world, world.logo, [world.abe])
    say(world, world.abe, approval, "changes")
    sign_in(client, world.tess)
    assert "Ask again, about what there is now" in client.get(here(approval)).text
    entry = f"/projects/{approval.project_id}/entries/{approval.id}"
    assert client.post(f"{entry}/rounds", data=act(), headers=JSON).json["outcome"] == "stored"
    assert client.post(f"{entry}/cancellation", data=act(reason=""), headers=JSON).json["fields"]["reason"]
    assert client.post(f"{entry}/cancellation", data=act(reason="Not needed"), headers=JSON).status_code == 200
    assert "Not needed" in client.get(here(approval)).text


def test_the_day_to_answer_by_moves_with_a_reason_and_not_over_what_somebody_else_set(client, session, world):
    day = today("Europe/Stockholm")
    approval = asked_by(world, world.logo, [world.abe], until=day)
    sign_in(client, world.tess)
    address = f"/projects/{approval.project_id}/entries/{approval.id}/answer-day"
    assert f"{address}/edit" in client.get(here(approval)).text and 'name="shown_promised"' in client.get(f"{address}/edit").text
    form = {"until": (day + timedelta(days=3)).isoformat(), "reason": "Holidays", "shown_promised": day.isoformat()}
    for field, wrong in (("reason", ""), ("until", (day - timedelta(days=1)).isoformat()), ("until", "")):
        assert field in client.put(address, data=act(**form | {field: wrong}), headers=JSON).json["fields"]
    assert client.put(address, data=act(**form), headers=JSON).json["outcome"] == "stored"
    again = client.put(address, data=act(**form | {"until": (day + timedelta(days=9)).isoformat()}), headers=JSON)
    assert (again.status_code, again.json["outcome"]) == (409, "conflict")
    told = session.query(Event).filter_by(verb="approval_moved").one()
    words = event_line(told, None, "Nord")
    assert told.lane == "shared" and "no longer by" in words and "Holidays" in words
    sign_in(client, world.abe)
    assert "answer-day" not in client.get(here(approval)).text


def test_the_list_has_what_awaits_its_reader_first_and_nothing_of_the_teams_own(client, session, world, asked):
    asked_by(world, world.logo, [world.cora], title="Only Cora")
    asked_by(world, world.secret, [world.mia], title=f"Price {INTERNAL}")
    done = asked_by(world, world.logo, [world.abe], title="Done one")
    say(world, world.abe, done)
    sign_in(client, world.abe)
    text = client.get(f"/projects/{world.site.id}/decisions").text
    places = [text.index(f">{title}<") for title in ("The logo", "Only Cora", "Done one")]
    assert places == sorted(places) and INTERNAL not in text and "With Cora" in text
    beside = client.get(f"/projects/{world.site.id}/decisions?beside={asked.id}").text
    assert 'aria-current="page">The logo' in beside
    sign_in(client, world.tess)
    assert INTERNAL in client.get(f"/projects/{world.site.id}/decisions").text


def test_what_is_around_a_question_is_found_from_it(client, session, world, asked):
    other = asked_by(world, world.logo, [world.abe], title="Other")
    sign_in(client, world.abe)
    text = client.get(here(asked, "/around"), headers={"HX-Request": "true"}).text
    assert f"{other.id}" in text and "2" in text
    assert client.get(here(asked, "/around")).status_code == 302


def test_pages_cost_the_same_however_much_was_said(client, session, world, statements):
    document = add_document(world.site, world.tess)
    approval = asked_by(world, document, [world.abe, world.cora, world.tess, world.mia], rule="all")
    session.commit()

    def cost(user, approval) -> int:
        path = here(approval)
        sign_in(client, user)
        client.get(path)
        with statements() as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    costs = []
    for user in (world.cora, world.tess, world.mia):
        costs.append(cost(world.abe, approval))
        say(world, user, approval, "remarks")
    assert len(set(costs)) == 1 and costs[0] <= 12, costs
    item = asked_by(world, world.logo, [world.abe])
    many = asked_by(world, plan(world).logo, [world.abe], things=[Asked("item", each.id) for each in (
        world.logo, world.live, world.party)])
    session.commit()
    for who in (world.abe, world.ada):
        assert cost(who, item) == cost(who, many) <= 12
    change = drafted(world)
    for each in (world.logo, world.live):
        move_effect(change=change, by=world.mia, effect_id=uuid4(), item=each, promised=each.promised + timedelta(days=30))
    accepting = ask_to_accept(change=change, by=standing(world.mia, world.site), approval_id=uuid4(),
                              seats=[world.seat(world.cora).id], question="Shall we?")
    write(world.tess, accepting)
    session.commit()
    for who in (world.cora, world.mia, world.ada):
        assert cost(who, accepting) <= 12, who.name


def test_a_question_is_asked_about_an_item_with_a_text_of_the_workspace(client, session, world):
    sign_in(client, world.mia)
    house, project = f"/w/{world.nord.id}/questions", f"/projects/{world.site.id}/decisions"
    client.post(house, data=act(name="Sign-off", question="Shall we build it so?", rule="any", due_days="3", typed_name="y"))
    key = re.search(r"questions/([\w-]+)/edit", client.get(house).text)[1]
    text = client.get(f"{project}/new?about={world.logo.id}&question={key}").text
    assert "Shall we build it so?" in text and f"item:{world.logo.id}" in text and "Abe" in text and "Cleo" not in text
    form = {"about": world.logo.id, "title": "Build?", "question": "Shall we?", "rule": "sequence", "text": "All of it",
            "things": [f"item:{world.logo.id}"], "approvers": [world.seat(world.abe).id, world.seat(world.cora).id],
            f"place-{world.seat(world.abe).id}": "2", f"place-{world.seat(world.cora).id}": "1"}
    refused = client.post(project, data=act(**{**form, "things": [], "text": ""}), headers=JSON)
    assert refused.status_code == 422 and "text" in refused.json["fields"]
    page = client.get(client.post(project, data=act(**form)).location).text
    assert "One after the other" in page and page.index("Cora") < page.index("Asked later") and page.count("All of it") == 1
    secret = client.post(project, data=act(**{**form, "about": world.secret.id, "things": [f"item:{world.secret.id}"]}))
    assert secret.status_code == 422 and "The client cannot see all of it" in secret.text
    client.delete(f"{house}/{key}", data=act())
    assert "Sign-off" not in client.get(house).text


def test_who_is_away_names_a_colleague_who_may_decide(client, session, world):
    sign_in(client, world.cora)
    seat, abe = world.seat(world.cora), world.seat(world.abe)
    wrong = client.put(f"/me/deputies/{seat.id}", data=act(deputy=abe.id, from_day="2026-05-04", until_day="2026-05-01"))
    assert wrong.status_code == 422 and "before it begins" in wrong.text and "Cleo" not in wrong.text
    client.put(f"/me/deputies/{seat.id}", data=act(deputy=abe.id, from_day="2026-05-01", until_day="2026-05-04"))
    text = client.get("/me/deputies").text
    assert "I am back" in text and "is no sponsor: changes that sponsors accept wait for you" in text
    assert client.put(f"/me/deputies/{abe.id}", data=act(deputy=seat.id)).status_code == 404
    client.delete(f"/me/deputies/{seat.id}", data=act())
    assert "I am back" not in client.get("/me/deputies").text


def test_an_answer_to_what_was_hidden_meanwhile_says_so_to_who_was_asked_and_to_nobody_else(client, session, world, asked):
    address, seen = f"/projects/{asked.project_id}/entries/{asked.id}/decisions", seen_now(asked)
    unshare(entry=world.logo, by=world.mia)
    session.commit()
    sign_in(client, world.abe)
    told = client.post(address, data=act(verdict="approve", words="Lovely", seen=seen), headers=JSON)
    assert (told.status_code, told.json["outcome"], told.json["reason"]) == (409, "conflict", "not_shared")
    assert "no longer shared" in told.json["sentence"]
    page = client.post(address, data=act(verdict="approve", words="Lovely", seen=seen))
    assert page.status_code == 409 and "Lovely" in page.text and "was not stored" in page.text
    for somebody in (world.vera, world.olaf):
        sign_in(client, somebody)
        told = client.post(address, data=act(verdict="approve", seen=seen), headers=JSON)
        assert (told.status_code, told.json["reason"]) == (404, "not_found")
    assert session.query(Decision).count() == 0


def test_an_answer_that_waited_on_the_device_of_who_is_gone_is_stored_nowhere_and_told_nothing(app, session, world, asked):
    address, seen = f"/projects/{asked.project_id}/entries/{asked.id}/decisions", seen_now(asked)
    gone = {user: app.test_client() for user in (world.abe, world.cora)}
    for user, device in gone.items():
        sign_in(device, user)
    leave_project(project=world.site, seat=world.seat(world.abe), by=world.ada)
    remove_seat(seat=world.seat(world.cora), by=world.ada)
    session.commit()
    for device in gone.values():
        told = device.post(address, data=act(verdict="approve", words="Lovely", seen=seen), headers=JSON)
        assert (told.status_code, told.json["outcome"], told.json["reason"]) == (404, "refused", "not_found")
        page = device.post(address, data=act(verdict="approve", words="Lovely", seen=seen))
        assert page.status_code == 404 and "Lovely" in page.text and "The logo" not in page.text
    session.expire_all()
    assert asked.is_open and session.query(Decision).count() == 0


def test_nobody_is_asked_for_an_answer_by_a_day_that_has_passed(client, session, world):
    sign_in(client, world.tess)
    here = today("Europe/Stockholm")
    asks = {"about": world.logo.id, "title": "The logo", "question": "Is it right?", "things": f"item:{world.logo.id}",
            "approvers": world.seat(world.abe).id, "rule": "all"}
    address = f"/projects/{world.site.id}/decisions"
    late = client.post(address, data=act(**asks, until=here - timedelta(days=1)), headers=JSON)
    assert late.status_code == 422 and late.json["fields"] == {"until": "This day has passed."}
    assert client.post(address, data=act(**asks, until=here), headers=JSON).json["outcome"] == "stored"


def test_several_things_of_the_project_are_found_by_name_and_asked_about_at_once(client, session, world):
    document = add_document(world.site, world.tess, "Ångström.pdf")
    add_version(document, world.tess, lane="internal")
    foreign = add_document(world.shop, world.tess, "Ångström of the shop.pdf")
    sign_in(client, world.tess)
    project = f"/projects/{world.site.id}/decisions"
    part = client.get(f"{project}/new?looking=1&find=ANGST&things=item:{world.logo.id}", headers={"HX-Request": "true"}).text
    found = re.findall(r'value="(version:[\w:-]+)"', part)
    assert "<html" not in part and len(found) == 2 and "(team only)" in part and str(foreign.id) not in part
    assert re.findall(r'<input checked[^>]*value="([\w:-]+)"', part) == [f"item:{world.logo.id}"]
    form = {"title": "Both?", "question": "Shall we?", "text": "First", "text_3": "Third", "find": "LOGO",
            "things": [found[1]], "approvers": [world.seat(world.abe).id]}
    # Without scripts the same button sends the form, which comes back with what was found and all that was written.
    page = client.post(project, data=act(looking="1", **form)).text
    assert f"item:{world.logo.id}" in page and "Shall we?" in page and "Third" in page and page.count("<details") >= 3
    assert session.query(Approval).count() == 0
    both = [found[1], f"item:{world.logo.id}"]
    for wrong in (f"version:{foreign.id}:{session.query(Version).filter_by(document_id=foreign.id).one().id}", "item:x"):
        assert "things" in client.post(project, data=act(**{**form, "things": [wrong]}), headers=JSON).json["fields"]
    asked = client.post(project, data=act(**{**form, "things": both}))
    text = client.get(asked.location).text
    assert [text.count(word) > 0 for word in ("Ångström.pdf", "Logo", "First", "Third")] == [True] * 4
    assert "Exactly these 4" in text


def test_who_deletes_a_message_reads_which_questions_end_with_its_files_of_those_they_may_see(client, session, world):
    cleo = standing(world.cleo, world.site)
    version = with_file("Sketch.png", find_entry(cleo.viewer, world.site.id, world.logo.id), cleo, "shared")
    document, cora = session.get(Document, version.document_id), world.seat(world.cora).id
    asked_by(world, document, [world.abe], title="The sketch")
    asked_by(world, document, [world.cora], title="Only for Cora", audience="named", readers=[cora])
    message = session.query(Attachment).filter_by(version_id=version.id).one().message_id
    sign_in(client, world.cleo)
    address = f"/projects/{world.site.id}/entries/{world.logo.id}/messages/{message}/edit"
    text = client.get(address).text
    assert "These open questions end" not in text and "This open question ends" in text
    assert "The sketch" in text and "Only for Cora" not in text
    add_version(document, world.tess)
    session.commit()
    assert "The sketch" not in client.get(address).text, "what another shared version is there for goes on"
