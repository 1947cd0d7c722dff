"""A wrong file: its document is called by another name, it is taken back, or hidden again; what was decided about it stays."""
import pytest
from sqlalchemy import select

from portal.decisions.approval import Approval
from portal.decisions.receipt import Receipt
from portal.entries.sharing import share
from portal.files.attachment import Attachment
from portal.files.document import Document
from portal.files.pin import Pin
from portal.files.scanning import note_infected
from portal.files.seeing import note_seen
from portal.files.version import Version
from portal.history.event import Event
from portal.talk.deleting import delete_message
from portal.talk.message import Message
from tests.decisions.asking import asked_by, say
from tests.files.pinning import pin_on, show_pages
from tests.files.uploads import picture, shelved, uploaded, versioned, with_file
from tests.talk.speaking import on, standing
from tests.world import INTERNAL, act

SHARED = {"shown_audience": "client", "shown_readers": ""}


@pytest.fixture
def site(world):
    return f"/projects/{world.site.id}"


def versions(session) -> list[Version]:
    session.expire_all()
    return session.scalars(select(Version).order_by(Version.at, Version.number)).all()


def told(session, *verbs):
    return [tuple(row) for row in session.execute(
        select(Event.verb, Event.lane, Event.new).where(Event.verb.in_(verbs)).order_by(Event.id))]


def test_who_brought_a_document_calls_it_by_another_name_and_no_version_calls_it_back(visit, world, session, site):
    mia, cleo = visit(world.mia), visit(world.cleo)
    document = shelved(f"{INTERNAL}.txt", on(world.mia, world.site), world.logo)
    page = f"{site}/documents/{document.id}"
    session.commit()
    assert "Rename" in mia.get(page).text
    assert mia.put(f"{page}/name", data=act(name="  Our\u202e  offer ", shown_name=f"{INTERNAL}.txt")).location == page
    again = mia.put(f"{page}/name", data=act(name="Their offer", shown_name=f"{INTERNAL}.txt"))
    assert again.status_code == 409 and "“Our offer”" in again.text and 'value="Their offer"' in again.text
    assert mia.put(f"{page}/name", data=act(name=" \u200b", shown_name="Our offer")).status_code == 422
    second = versioned(document, on(world.mia, world.site), "Offer 2.txt")
    session.commit()
    dialog = f"{page}/versions/{second.id}/sharing"
    assert "They read the file as “Our offer”." in mia.get(dialog).text
    assert mia.put(dialog, data=act(shown_audience="internal", shown_readers="", audience="client")).status_code == 303
    for where in (page, f"{site}/documents", f"{site}/entries/{world.logo.id}/files"):
        assert "Our offer" in (read := cleo.get(where).text) and INTERNAL not in read, where
    assert "Rename" not in cleo.get(page).text and cleo.get(f"{site}/documents?q=our").text.count("Our offer") == 1
    assert cleo.get(f"{page}/versions/{second.id}").headers["Content-Disposition"].endswith('"Offer 2.txt"')
    assert told(session, "document_renamed") == [("document_renamed", "internal", "Our offer")]


def test_a_file_of_a_message_is_taken_back_and_its_place_stays(visit, world, session, site):
    cleo, cora, tess = visit(world.cleo), visit(world.cora), visit(world.tess)
    uploads = [uploaded(cleo, world.site, name, b"one " + name.encode()) for name in ("Salaries.txt", "Wish.txt")]
    cleo.post(f"{site}/entries/{world.logo.id}/messages", data=act(body="Ours", lane="shared", upload=uploads))
    wrong, right = sorted(versions(session), key=lambda version: version.name)
    item, page = f"{site}/items/{world.logo.id}", f"{site}/documents/{wrong.document_id}"
    here = f"{page}/versions/{wrong.id}"
    question = asked_by(world, session.get(Document, wrong.document_id), [world.abe], title="Is that right?")
    note_seen(wrong, session.get(Document, wrong.document_id), on(world.tess, world.site))
    approval_id, epoch, staff = question.id, world.cora.access_epoch, [user.access_epoch for user in (world.tess, world.mia)]
    session.commit()
    assert cleo.put(f"{page}/name", data=act(name="Salaries 2026", shown_name="Salaries.txt")).location == page
    called_so = asked_by(world, session.get(Document, wrong.document_id), [world.cora], title="Salaries 2026").id
    note_infected(world.site.workspace_id, wrong.sha256, "Harm")
    session.commit()
    assert "Take back" in cleo.get(page).text and "Take back" not in cora.get(page).text
    dialog = cleo.get(f"{here}/withdrawal").text
    assert "Take “Salaries.txt” back" in dialog and "Is that right?" in dialog and "only version" in dialog
    fields = act()
    for _ in range(2):
        assert cleo.post(f"{here}/withdrawal", data=fields).location == item
    session.expire_all()
    assert (session.get(Approval, approval_id).state, session.get(Approval, approval_id).cause) == ("cancelled", "withdrawn")
    assert world.cora.access_epoch != epoch, "what their devices keep of it goes"
    assert world.tess.access_epoch != staff[0] and world.mia.access_epoch == staff[1], "and of the team who saw it"
    for visitor in (cleo, cora, tess):
        thread = visitor.get(item).text
        assert "A file was taken back." in thread and "Wish.txt" in thread and "Salaries" not in thread
        assert "Salaries" not in visitor.get(f"{site}/documents").text
        assert visitor.get(here).status_code == visitor.get(f"{here}/card").status_code == 404
    assert (cora.get(page).status_code, "A file that was taken back" in tess.get(page).text) == (404, True)
    assert "Salaries" not in tess.get(page).text and "Salaries" not in cora.get("/").text
    asked = tess.get(f"{site}/decisions/{approval_id}").text
    assert session.get(Approval, called_so).title == "…"
    assert "Cancelled because the file it was about was taken back." in asked and "Salaries" not in asked
    assert not [body for body in session.scalars(select(Receipt.body)) if "Salaries" in body]
    assert told(session, "file_taken_back", "document_added")[-1] == ("file_taken_back", "shared", None)
    renamed, = session.scalars(select(Event).where(Event.verb == "document_renamed"))
    infected = session.scalars(select(Event).where(Event.verb == "file_infected")).one()
    assert (renamed.old, renamed.new, infected.new) == (None, None, None)
    assert not [line for line in told(session, "document_added") if line[2] == "Salaries.txt"]
    assert tess.post(f"{site}/documents/{right.document_id}/versions/{right.id}/withdrawal", data=act()).status_code == 403


def test_what_contacts_never_saw_is_taken_back_without_a_word_to_them(visit, world, session, site):
    tess, cora = visit(world.tess), visit(world.cora)
    document = shelved("Plan.txt", on(world.tess, world.site))
    with_file("ours.txt", world.logo, standing(world.tess, world.logo), "internal", b"ours")
    second = versioned(document, on(world.tess, world.site), "Other.txt")
    session.commit()
    page = f"{site}/documents/{document.id}"
    assert tess.post(f"{page}/versions/{second.id}/withdrawal", data=act()).location == page
    assert told(session, "version_added") == [("version_added", "internal", None)]
    read = tess.get(page).text
    assert "Version 1" in read and "Version 2" not in read and "Tess took a version back" in read
    first = versions(session)[0]
    assert tess.post(f"{page}/versions/{first.id}/withdrawal", data=act()).location == f"{site}/documents"
    assert {lane for _verb, lane, _new in told(session, "file_taken_back")} == {"internal"}
    assert "taken back" not in cora.get(f"{site}/items/{world.logo.id}").text and cora.get(page).status_code == 404


def test_a_version_that_the_team_keeps_to_itself_is_none_to_who_takes_their_own_back(visit, world, session, site):
    mine = with_file("Mine.txt", world.logo, standing(world.cleo, world.logo), "shared", b"mine")
    versioned(session.get(Document, mine.document_id), on(world.tess, world.site), "Better.txt")
    session.commit()
    assert "only version" in visit(world.cleo).get(f"{site}/documents/{mine.document_id}/versions/{mine.id}/withdrawal").text


def test_a_file_for_named_people_is_taken_back_without_a_word_to_others(visit, world, session, site):
    version = with_file("Named.txt", world.logo, standing(world.tess, world.logo), "shared", b"named")
    document = session.get(Document, version.document_id)
    share(entry=document, by=world.mia, audience="named", readers=[world.seat(world.abe).id])
    session.commit()
    page, here = f"{site}/documents/{document.id}", f"{site}/items/{world.logo.id}"
    assert "Named.txt" in visit(world.abe).get(here).text and "Named.txt" not in visit(world.cora).get(here).text
    assert visit(world.tess).post(f"{page}/versions/{version.id}/withdrawal", data=act()).location == here
    for where in (here, "/"):
        assert "taken back" not in (read := visit(world.cora).get(where).text) and "a file back" not in read, where
    assert "A file was taken back." in visit(world.tess).get(here).text
    assert told(session, "file_taken_back") == [("file_taken_back", "internal", None)]


def test_a_file_goes_with_its_message_as_if_it_was_taken_back(visit, world, session, site):
    tess, cora = visit(world.tess), visit(world.cora)
    gone, wrong = (with_file(f"Salaries {name}.txt", world.logo, standing(world.cleo, world.logo), "shared", name.encode())
                   for name in ("gone", "wrong"))
    document = session.get(Document, wrong.document_id)
    versioned(document, on(world.cleo, world.site), "Right.txt")
    note_seen(wrong, document, on(world.tess, world.site))
    epoch = world.tess.access_epoch
    session.commit()
    for message in session.scalars(select(Message).join(Attachment).where(Attachment.version_id.in_([gone.id, wrong.id]))).all():
        delete_message(message, entry=world.logo, by=standing(world.cleo, world.logo))
    session.commit()
    assert (document.title, session.get(Document, gone.document_id).title) == ("Right.txt", "…")
    assert world.tess.access_epoch != epoch
    for visitor in (tess, cora):
        for where in (f"{site}/documents/{document.id}", f"{site}/documents", f"{site}/items/{world.logo.id}", "/"):
            assert "Salaries" not in visitor.get(where).text, where
    assert {new for _verb, _lane, new in told(session, "document_added")} == {None}


def test_what_somebody_answered_about_stays(visit, world, session, site):
    cleo = visit(world.cleo)
    version = with_file("Logo.txt", world.logo, standing(world.cleo, world.logo), "shared", b"logo")
    document = session.get(Document, version.document_id)
    say(world, world.abe, asked_by(world, document, [world.abe], title="The logo"))
    session.commit()
    here = f"{site}/documents/{document.id}/versions/{version.id}/withdrawal"
    assert "it stays" in (dialog := cleo.get(here).text) and f'action="{here}"' not in dialog
    answer = cleo.post(here, data=act(), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["reason"]) == (422, "decided") and "it stays" in answer.json["sentence"]
    message = session.scalars(select(Message).order_by(Message.number.desc())).first()
    delete_message(message, entry=world.logo, by=standing(world.cleo, world.logo))
    session.commit()
    assert cleo.get(f"{site}/documents/{document.id}/versions/{version.id}").data == b"logo"


def test_a_version_is_hidden_again_with_what_hangs_on_it_and_shared_again_as_if_for_the_first_time(visit, world, session, site):
    mia, abe = visit(world.mia), visit(world.abe)
    first = with_file("Draft.png", world.logo, standing(world.cleo, world.logo), "shared")
    document = session.get(Document, first.document_id)
    second = versioned(document, on(world.tess, world.site), f"{INTERNAL}.png", picture(50))
    session.commit()
    page = f"{site}/documents/{document.id}"
    dialog = f"{page}/versions/{second.id}/sharing"
    assert mia.put(dialog, data=act(**SHARED)).status_code == 303
    show_pages(second)
    pin = pin_on(second, standing(world.cleo, document)).id
    theirs, ours = (asked_by(world, document, [who], title=f"About it, {who.name}").id for who in (world.abe, world.cora))
    session.commit()
    epoch = world.abe.access_epoch
    asked = mia.get(dialog).text
    assert "The other versions they see stay" in asked and "About it, Abe" in asked and "About it, Cora" in asked
    assert mia.delete(dialog, data=act(shown_audience="named", shown_readers="")).status_code == 409
    fields = act(**SHARED)
    for _ in range(2):
        assert mia.delete(dialog, data=fields).location == page
    session.expire_all()
    assert {session.get(Approval, id).cause for id in (theirs, ours)} == {"unshared"}
    assert (session.get(Pin, pin).audience, session.get(Document, document.id).audience) == ("internal", "client")
    assert world.abe.access_epoch != epoch
    asked = f"{site}/decisions/{theirs}"
    for where in (page, "/", f"{site}/items/{world.logo.id}", asked):
        assert INTERNAL not in abe.get(where).text, where
    assert "A file that is no longer shared" in abe.get(asked).text and f"{INTERNAL}.png" in mia.get(asked).text
    assert not [body for body in session.scalars(select(Receipt.body).where(Receipt.lane == "shared")) if INTERNAL in body]
    assert "Version 2" not in abe.get(page).text and abe.get(f"{page}/versions/{second.id}").status_code == 404
    assert told(session, "version_shared", "version_unshared") == [("version_shared", "internal", f"{INTERNAL}.png"),
                                                                    ("version_unshared", "internal", f"{INTERNAL}.png")]
    assert mia.put(dialog, data=act(**SHARED)).status_code == 303
    assert "Version 2" in abe.get(page).text
    # The last that they see takes the document along, and its name is that of what is left.
    for version in (first, second):
        last = mia.get(f"{page}/versions/{version.id}/sharing").text
        assert mia.delete(f"{page}/versions/{version.id}/sharing", data=act(**SHARED)).status_code == 303
    assert "the file is hidden with it" in last and abe.get(page).status_code == 404
    session.expire_all()
    assert session.get(Document, document.id).audience == "internal"
