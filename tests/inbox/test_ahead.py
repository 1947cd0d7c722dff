"""What a device keeps ahead of need: what needs its reader and their latest threads, through the fence, as addresses only."""
from portal.files.document import Document
from portal.inbox.ahead import latest_threads
from portal.people.user import User
from portal.projects.viewer import viewer_of
from tests.decisions.asking import asked_by
from tests.files.pdfs import pdf
from tests.files.pinning import next_version
from tests.files.uploads import with_file
from tests.talk.speaking import say, standing, start
from tests.world import add_item, sign_in

#: Kept for everybody.
ALWAYS = {"/", "/inbox", "/projects", "/new-message", "/me"}


def ahead(client, user) -> dict:
    sign_in(client, user)
    return dict(client.get("/me/ahead").json["pages"])


def test_what_needs_somebody_and_their_latest_threads_are_named(client, world):
    item = add_item(world.site, "Choose the paper", audience="client", move="client")
    talk = start(world.tess, world.site, subject="Print run")
    pages = ahead(client, world.cleo)
    site = f"/projects/{world.site.id}"
    assert ALWAYS | {site, f"{site}/talk", f"{site}/items/{item.id}", f"{site}/talk/{talk.id}"} == set(pages)


def test_what_somebody_may_not_see_is_not_named(client, session, world):
    hidden = add_item(world.site, "Quietly", move="client")
    say(world.tess, hidden, lane="internal")
    start(world.tess, world.site, subject="Among us", lane="internal")
    say(world.olaf, world.cart)
    for user in (world.cleo, world.vera):
        assert set(ahead(client, user)) == ALWAYS, user.name
    assert set(ahead(client, world.sam)) == ALWAYS


def test_with_a_question_go_the_pages_it_asks_about_as_its_reader_does_with_their_pictures(client, session, statements, world):
    shared = with_file("plan.pdf", world.logo, standing(world.tess, world.logo), "shared", pdf(2))
    document = session.get(Document, shared.document_id)
    ours = with_file("ours.pdf", world.logo, standing(world.tess, world.logo), "internal", pdf(3))
    asked = asked_by(world, document, [world.abe, world.tess], rule="all")
    asked_by(world, session.get(Document, ours.document_id), [world.tess])
    next_version(document, standing(world.tess, world.logo), pdf(2, wide=True)).lane = "internal"
    talk = start(world.tess, world.site, subject="Print run")
    session.commit()
    site = f"/projects/{world.site.id}"
    for user, hidden in ((world.abe, []), (world.tess, [f"{site}/documents/{ours.document_id}?version={ours.id}"])):
        sign_in(client, user)
        with statements() as sent:
            told = client.get("/me/ahead").json
        assert len(sent) <= 14, sent
        pages, pictures = dict(told["pages"]), told["pictures"]
        assert {f"{site}/decisions/{asked.id}", f"{site}/documents/{document.id}?version={shared.id}", *hidden} <= set(pictures)
        assert [each for each in pages if "/documents/" in each] == [each for each in pictures if "/documents/" in each]
        assert set(pictures) < set(pages) and f"{site}/talk/{talk.id}" not in pictures
    sign_in(client, world.abe)
    picture = client.get(f"{site}/documents/{document.id}/versions/{shared.id}/pages/2")
    assert picture.headers["X-Portico-Copies"] == "keep" and picture.headers["X-Portico-User"] == str(world.abe.id)
    file = client.get(f"{site}/documents/{document.id}/versions/{shared.id}")
    assert file.status_code == 200 and "X-Portico-Copies" not in file.headers


def test_only_what_a_contact_may_see_changes_a_mark(client, session, world):
    say(world.tess, world.logo)
    before = ahead(client, world.cleo)
    say(world.tess, world.logo, lane="internal")
    assert ahead(client, world.cleo) == before
    say(world.tess, world.logo)
    after = ahead(client, world.cleo)
    assert after[f"/projects/{world.site.id}/items/{world.logo.id}"] != before[f"/projects/{world.site.id}/items/{world.logo.id}"]
    assert after["/"] != before["/"]


def test_threads_are_few_and_the_latest(session, world):
    talks = [start(world.tess, world.site, subject=f"Talk {number}") for number in range(13)]
    say(world.cleo, talks[0])
    session.flush()
    found = [entry.title for entry, _at in latest_threads(viewer_of(world.cleo))]
    assert found[0] == "Talk 0" and len(found) == 10 and "Talk 1" not in found


def test_who_came_by_an_invitation_has_no_profile_to_keep(client, session, world):
    sign_in(client, world.cleo, assurance="link", membership_id=world.seat(world.cleo).id)
    assert {address for address, _mark in client.get("/me/ahead").json["pages"]} & ALWAYS == ALWAYS - {"/me"}


def test_who_wants_no_copies_is_told_nothing(client, session, world):
    add_item(world.site, "Choose the paper", audience="client", move="client")
    session.get(User, world.cleo.id).offline_copies = False
    assert ahead(client, world.cleo) == {}


def test_it_costs_few_statements_however_much_there_is(client, session, statements, world):
    for number in range(15):
        say(world.cleo if number % 2 else world.tess, add_item(world.site, f"Item {number}", audience="client", move="client"))
    sign_in(client, world.cleo)
    client.get("/me/ahead")
    with statements() as sent:
        client.get("/me/ahead")
    assert len(sent) <= 12, sent
