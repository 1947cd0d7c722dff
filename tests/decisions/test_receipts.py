"""Each approval that ends is proven by a receipt that says what happened, and nothing its reader may not know."""
import json
from io import BytesIO
from uuid import uuid4

import pytest
from flask import current_app
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from blueprints.decisions import receipt_pdf
from blueprints.decisions.papers import paper_of
from blueprints.decisions.receipt_words import moments_in
from blueprints.support.reader import reading_as
from blueprints.support.store import store
from portal.base.clock import now, today
from portal.decisions import composing
from portal.decisions.cancelling import cancel
from portal.decisions.current import things_of
from portal.decisions.decision import Decision
from portal.decisions.deputies import name_deputy
from portal.decisions.envelope import proven
from portal.decisions.handing_over import hand_over
from portal.decisions.keys import known_keys
from portal.decisions.pictured import pictured
from portal.decisions.printed import printed
from portal.decisions.receipt import Receipt
from portal.decisions.receipts import as_file, issue, newest_receipt, receipts_of
from portal.decisions.settling import bring_up_to_date, depends
from portal.decisions.taking_back import WITHIN, final_at, take_back
from portal.entries.sharing import unshare
from portal.files.blob import Blob, picture_name
from portal.files.sighting import VersionSeen
from portal.files.version import Version
from portal.people.hosts import name_host
from tests.decisions.asking import add_document, add_version, asked_by, say, seen_now, standing
from tests.decisions.matching import check_receipts
from tests.files.uploads import picture
from tests.world import INTERNAL, sign_in


def receipt_for(user, approval, world) -> Receipt | None:
    return newest_receipt(standing(user, world.site), approval)


def test_what_ended_is_written_down_whole_and_signed(session, world):
    document = add_document(world.site, world.tess, "Logo.png", about=world.logo)
    name_host(world.acme, "acme.localhost", by=world.ada)
    world.acme.host_confirmed_at = now()
    approval = asked_by(world, document, [world.abe, world.cora], rule="all", title="The logo", question="Print it?")
    seen = seen_now(approval)
    add_version(document, world.tess)
    for user in (world.abe, world.vera, world.tess):
        session.add(VersionSeen(version_id=things_of(approval)[0].version_id, user_id=user.id, workspace_id=world.nord.id))
    say(world, world.abe, approval, seen=seen), say(world, world.abe, approval, "changes")
    receipt = receipt_for(world.abe, approval, world)
    assert (receipt.number, receipt.lane, receipt.supersedes_id) == (1, "shared", None)
    said = proven(as_file(receipt), known_keys()).said
    assert said == json.loads(receipt.body) and said["portal"].startswith("http://acme.localhost:")
    assert (said["project"], said["client"], said["zone"]) == ("Site", "Acme", "Europe/Stockholm")
    assert (said["approval"]["question"], said["approval"]["state"], said["approval"]["round"]) == ("Print it?", "changes", 2)
    assert [(thing["round"], thing["title"], thing["kind"]) for thing in said["things"]] == [
        (1, "Logo.png", "version"), (2, "Logo.png", "version")]
    late, counted = said["decisions"]
    assert (late["counted"], late["why_not"], late["seen"], late["round"]) == (False, "stale", seen, 1)
    assert (counted["by"]["name"], counted["role"]) == ("Abe", "approver")
    assert (counted["device"], counted["assurance"]) == ("Test", "code")
    assert [sight["by"]["name"] for sight in said["sights"]] == ["Abe"]
    assert [step["verb"] for step in said["trail"]] == ["approval_asked", "approval_renewed", "approval_answered",
                                                        "approval_answered", "approval_ended"]
    assert [approver["person"]["name"] for approver in said["approvers"]] == ["Abe", "Cora"]


def test_taking_an_answer_back_gives_a_receipt_that_takes_the_place_of_the_first(session, world):
    approval = asked_by(world, world.logo, [world.abe])
    decision = say(world, world.abe, approval)
    first = receipt_for(world.abe, approval, world)
    assert first.final_at == final_at(decision) == decision.at + WITHIN
    assert issue(approval) is None, "twice, with nothing new in between: the first one stands"
    take_back(decision_id=uuid4(), decision=decision, approval=approval, by=standing(world.abe, world.site))
    second = receipt_for(world.abe, approval, world)
    said = json.loads(second.body)
    assert (second.number, second.supersedes_id, second.final_at) == (2, first.id, None)
    assert said["supersedes"] == first.sha256.hex() and said["approval"]["state"] == "open"
    assert [answer["verdict"] for answer in said["decisions"]] == ["approve", "take_back"]
    say(world, world.abe, approval, "changes")
    assert [receipt.number for receipt in receipts_of(standing(world.vera, world.site), approval)] == [3, 2, 1]
    say(world, world.abe, approval, seen=["ab" * 32])
    assert [receipt.number for receipt in check_receipts(approval)] == [1, 2, 3]


def test_where_something_was_done_because_of_it_it_says_that_nothing_can_be_taken_back(session, world):
    approval = asked_by(world, world.logo, [world.abe])
    depends.append(lambda _approval: True)
    try:
        say(world, world.abe, approval)
    finally:
        depends.pop()
    assert receipt_for(world.abe, approval, world).final_at is None


def test_the_teams_own_questions_give_receipts_for_the_team_only(session, world):
    approval = asked_by(world, world.secret, [world.mia], audience="internal")
    say(world, world.mia, approval)
    assert INTERNAL in receipt_for(world.tess, approval, world).body
    assert receipt_for(world.cora, approval, world) is None and receipts_of(standing(world.cora, world.site), approval) == []


def test_who_stood_in_for_somebody_and_who_let_somebody_else_decide_is_told(app, session, world):
    day = today("Europe/Stockholm")
    approval = asked_by(world, world.logo, [world.abe, world.mia], rule="all")
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    say(world, world.cora, approval)
    hand_over(decision_id=uuid4(), approval=approval, by=standing(world.mia, world.site), to_id=world.seat(world.ada).id)
    say(world, world.ada, approval, "remarks")
    said = json.loads(receipt_for(world.abe, approval, world).body)
    assert [(each["by"]["name"], each["for"] and each["for"]["name"], each["verdict"]) for each in said["decisions"]] == [
        ("Cora", "Abe", "approve"), ("Mia", None, "hand_over"), ("Ada", None, "remarks")]
    with app.test_request_context():
        paper = paper_of(said)
    assert paper.silent == [] and paper.answers[0].stood_in_for.name == "Abe" and paper.verdict == "Approved"


def test_after_many_rounds_a_receipt_tells_what_was_decided_and_how_it_ended(app, session, world, monkeypatch):
    monkeypatch.setattr(composing, "MANY", 5)
    document = add_document(world.site, world.tess, "Logo.png", about=world.logo)
    approval = asked_by(world, document, [world.abe, world.cora], rule="all")
    hashes = [seen_now(approval)[0]]
    for _ in range(8):
        add_version(document, world.tess)
        bring_up_to_date(approval)
        hashes.append(seen_now(approval)[0])
    say(world, world.abe, approval, seen=[hashes[2]])
    say(world, world.abe, approval, "changes", seen=[hashes[4], hashes[5]])
    say(world, world.cora, approval, "changes")
    said = json.loads(receipt_for(world.abe, approval, world).body)
    assert [thing["sha256"] for thing in said["things"]] == [hashes[at] for at in (2, 4, 5, 8)]
    assert [step["verb"] for step in said["trail"]][-4:] == [*["approval_answered"] * 3, "approval_ended"]
    assert (len(said["trail"]), said["left_out"]) == (5, 8)
    with app.test_request_context():
        paper = paper_of(said)
        shown = current_app.jinja_env.get_template("decisions/_receipt.html").module.receipt(paper)
    assert [thing.sha256 for thing in paper.things] == [hashes[8]] and "8 earlier lines are left out here." in shown
    assert [person.name for person in paper.silent] == ["Abe"], "what does not count is no answer to this"


def test_who_takes_back_what_a_deputy_said_for_them_stands_in_for_nobody(app, session, world):
    day = today("Europe/Stockholm")
    approval = asked_by(world, world.logo, [world.abe])
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    given = say(world, world.cora, approval)
    taken = take_back(decision_id=uuid4(), decision=given, approval=approval, by=standing(world.abe, world.site))
    assert (taken.by_id, taken.for_id) == (world.abe.id, None)
    with app.test_request_context():
        paper = paper_of(json.loads(receipt_for(world.abe, approval, world).body))
    assert [answer.stood_in_for and answer.stood_in_for.name for answer in paper.answers] == ["Abe", None]
    assert [person.name for person in paper.silent] == ["Abe"], "what was taken back is no answer"


def test_staff_whom_the_client_does_not_know_are_their_house(session, world):
    approval = asked_by(world, world.logo, [world.abe], by=world.tess)
    cancel(approval=approval, by=world.ada, reason="Another plan")
    said = json.loads(receipt_for(world.abe, approval, world).body)
    assert "Ada" not in json.dumps(said)
    assert said["trail"][-1]["by"] == {"id": None, "name": None, "side": "staff", "of": "Studio Nord"}
    assert said["approval"]["reason"] == "Another plan" and said["approval"]["asked_by"]["name"] == "Tess"


@pytest.fixture
def decided(session, world):
    """An approval about a document and its receipt."""
    document = add_document(world.site, world.tess, "Logo.png", about=world.logo)
    approval = asked_by(world, document, [world.cora], title="The “logo” / 2", question="<b>Print</b> it?")
    say(world, world.cora, approval, "remarks")
    session.commit()
    return approval, receipt_for(world.tess, approval, world)


def address(approval, receipt, part="") -> str:
    return f"/projects/{approval.project_id}/decisions/{approval.id}/receipts/{receipt.id}{part}"


def test_its_page_tells_it_in_the_readers_words_and_its_file_is_checked_anywhere(client, world, decided, statements):
    approval, receipt = decided
    sign_in(client, world.vera)
    assert f'href="{address(approval, receipt)}"' in client.get(f"/projects/{world.site.id}/decisions/{approval.id}").text
    with statements() as sent:
        page = client.get(address(approval, receipt))
    assert page.status_code == 200 and len(sent) <= 12
    assert "&lt;b&gt;Print&lt;/b&gt; it?" in page.text and "Bigger, please" in page.text and "Studio Nord" in page.text
    assert receipt.key_id in page.text and "GMT+01:00" in page.text
    file = client.get(address(approval, receipt, "/file"))
    assert "attachment" in file.headers["Content-Disposition"] and "sandbox" in file.headers["Content-Security-Policy"]
    assert proven(file.data, known_keys()).said["id"] == str(receipt.id)


def test_nobody_reaches_a_receipt_who_does_not_see_its_approval(client, world, decided, session):
    approval, receipt = decided
    other = asked_by(world, world.secret, [world.mia], audience="internal")
    say(world, world.mia, other)
    hidden = receipt_for(world.tess, other, world)
    session.commit()
    for user in (world.olaf, world.nick, world.tom, world.sam, world.rex, world.remy):
        sign_in(client, user)
        assert {client.get(address(approval, receipt, part)).status_code for part in ("", "/pdf", "/file")} == {404}
    sign_in(client, world.cora)
    for wrong in (address(other, hidden), address(approval, hidden), address(other, receipt)):
        assert client.get(wrong).status_code == 404
    named = asked_by(world, session.merge(world.logo), [world.cora], audience="named", readers=[world.seat(world.cora).id])
    say(world, world.cora, named)
    its = address(named, receipt_for(world.cora, named, world))
    session.commit()
    assert client.get(its).status_code == 200
    sign_in(client, world.lea)
    assert (client.get(its).status_code, client.get(address(approval, receipt)).status_code) == (404, 200)
    sign_in(client, world.cora)
    # What it is about is hidden: so is the question, and what proves it.
    unshare(entry=session.merge(world.logo), by=world.mia)
    session.commit()
    assert client.get(address(approval, receipt)).status_code == 404


def test_a_picture_is_shown_only_to_who_may_see_that_version_now(session, world, decided):
    approval, _receipt = decided
    thing, = things_of(approval)
    version, blob = session.get(Version, thing.version_id), session.get(Blob, (world.nord.id, thing.sha256))

    def shown(user, *, scans=False) -> int:
        return len(pictured(standing(user, world.site), [thing.version_id], scans=scans))

    assert shown(world.cora) == 0, "there is none yet"
    blob.picture = "ready"
    assert (shown(world.cora), shown(world.tess)) == (1, 1)
    assert (shown(world.cora, scans=True), shown(world.tess, scans=True)) == (0, 1)
    blob.scan = "infected"
    assert (shown(world.cora), shown(world.tess)) == (0, 0)
    blob.scan, version.lane = "clean", "internal"
    assert (shown(world.cora, scans=True), shown(world.tess, scans=True)) == (0, 1)


def _pictured(app, session, approval, size: tuple[int, int]) -> None:
    """Make a picture of the file that was decided about."""
    thing, = things_of(approval)
    session.get(Blob, (thing.workspace_id, thing.sha256)).picture = "ready"
    session.commit()
    with app.app_context():
        store().put(picture_name(thing.workspace_id, thing.sha256, "small"), [picture(*size, kind="WEBP")])


def _pictures_in(read: PdfDocument) -> set[tuple[int, int]]:
    """The pixels of each picture that stands on a page."""
    return {each.get_px_size() for page in read for each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])}


def _in_colour(page, colour: tuple[int, int, int]) -> int:
    """How many points of a page, as it looks, are in this very colour."""
    return sum(count for count, found in page.render(scale=1).to_pil().convert("RGB").getcolors(2**24) if found == colour)


# Printing takes seconds, and knows no database.
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_its_pdf_is_in_the_clients_language_proves_itself_and_a_byte_changed_is_found(client, app, world, decided, session):
    approval, receipt = decided
    acme = session.merge(world.acme)
    acme.locale, acme.brand_color = "de", "#0b7a3d"
    acme.set_logo(picture(90, 30))
    _pictured(app, session, approval, (48, 64))
    sign_in(client, world.cora)
    answer = client.get(address(approval, receipt, "/pdf"))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    pdf = answer.data
    found = proven(pdf, known_keys())
    assert found.is_pdf and found.said["approval"]["question"] == "<b>Print</b> it?"
    read = PdfDocument(pdf)
    text = " ".join(read[page].get_textpage().get_text_bounded() for page in range(len(read)))
    assert "<b>Print</b> it?" in text and "Cora" in text and receipt.key_id[:20] in "".join(text.split())
    assert "Beleg" in text and "Receipt" not in text
    with app.test_request_context(), reading_as(locale="de", zone="Europe/Stockholm"):
        until = moments_in("Europe/Stockholm")(receipt.final_at.isoformat()).words
    assert f"bis {until} zurückgenommen" in " ".join(text.split())
    assert _pictures_in(read) == {(90, 30), (48, 64)}, "the client's logo, and what was decided about"
    assert _in_colour(read[0], (0x0b, 0x7a, 0x3d)) > 1_000, "its head is in the client's colour, by our style sheet"
    assert client.get(address(approval, receipt, "/pdf")).data == pdf, "made once"
    wrong = bytearray(pdf)
    wrong[len(pdf) // 2] ^= 1
    for data, status, words in ((pdf, 200, "unverändert"), (bytes(wrong), 422, "verändert")):
        brought = {"receipt": (BytesIO(data), "Beleg.pdf")}
        answer = client.post("/verify", data=brought, headers={"Accept-Language": "de"})
        assert answer.status_code == status and words in answer.text


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_each_receipt_prints_until_when_it_stands_and_whose_place_it_takes(client, app, world, decided, session, monkeypatch):
    approval, first = decided
    papers = []
    monkeypatch.setattr(receipt_pdf, "printed", lambda html, *styles: papers.append(html) or b"%PDF-1.7\nstartxref\n0\n%%EOF\n")
    sign_in(client, world.cora)
    with app.test_request_context():
        until = moments_in("Europe/Stockholm")(first.final_at.isoformat()).words
    open_until = f"Answers in it may be taken back until {until}; a later receipt then takes its place."
    assert open_until in client.get(address(approval, first)).text
    assert client.get(address(approval, first, "/pdf")).status_code == 200
    assert open_until in papers[0] and "earlier receipt" not in papers[0] and "<img" not in papers[0]
    given = session.query(Decision).one()
    take_back(decision_id=uuid4(), decision=given, approval=session.merge(approval), by=standing(world.cora, world.site))
    second = receipt_for(world.cora, approval, world)
    session.commit()
    page = client.get(address(approval, first)).text
    assert "A later receipt has taken its place." in page and f'href="{address(approval, second)}"' in page and open_until in page
    assert client.get(address(approval, second, "/pdf")).status_code == 200
    assert "No answer in it can be taken back." in papers[1] and "may be taken back until" not in papers[1]
    assert "It takes the place of an earlier receipt of the same question." in papers[1]
    page = client.get(address(approval, second)).text
    assert "No answer in it can be taken back." in page and "has taken its place" not in page


def test_what_a_page_brings_along_leads_nowhere(tmp_path):
    (tmp_path / "secret.txt").write_text("hidden")
    pdf = printed(f'<html lang="en"><title>x</title><p>Plain</p><img src="file://{tmp_path}/secret.txt" alt="">'
                  f'<img src="http://127.0.0.1:9/x.png" alt=""><link rel="attachment" href="file://{tmp_path}/secret.txt">',
                  f'@import url("file://{tmp_path}/secret.txt"); p {{ background: url("file://{tmp_path}/secret.txt") }}')
    assert pdf.startswith(b"%PDF-") and b"hidden" not in pdf and b"/EmbeddedFile" not in pdf
