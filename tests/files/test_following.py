"""Files follow the lane of their message: shared later, held back, hidden with the entry, taken back."""
import pytest
from sqlalchemy import select

from portal.base.database import db
from portal.entries.sharing import share, share_all, unshare
from portal.files.attachment import Attachment
from portal.files.document import Document
from portal.files.listing import list_documents
from portal.files.reading import files_about, files_of
from portal.files.taking_back import take_back
from portal.history.event import Event
from portal.projects.viewer import viewer_of
from portal.talk.coming_along import bring_along, hold_back
from portal.talk.deleting import delete_message
from portal.talk.message import Message
from tests.decisions.asking import asked_by
from tests.files.uploads import shelved, versioned, with_file
from tests.talk.speaking import found, standing
from tests.world import INTERNAL


@pytest.fixture
def seen(world):
    """What somebody sees of an entry's files: in the thread, and in its list."""
    def seen(user, entry):
        by = standing(user, entry)
        messages = [row.id for row in select_messages(entry)]
        threads = [file.name for files in files_of(by, messages).values() for file in files if not file.is_gone]
        listed = [line.file.name for line in files_about(by, found(by.viewer, entry)).lines]
        assert sorted(threads) == sorted(listed)
        return sorted(listed)
    return seen


def select_messages(entry):
    return db.session.scalars(select(Message).where(Message.entry_id == entry.id)).all()


def sent(user, entry, name, lane):
    by = standing(user, entry)
    return with_file(name, found(by.viewer, entry), by, lane)


def message_of(session, version):
    return session.scalars(select(Message).join(Attachment, Attachment.message_id == Message.id)
                           .where(Attachment.version_id == version.id)).one()


def test_a_contact_sees_shared_files_and_the_team_all(world, seen):
    sent(world.tess, world.logo, "inner.png", "internal")
    sent(world.cleo, world.logo, "open.png", "shared")
    assert seen(world.tess, world.logo) == ["inner.png", "open.png"]
    assert seen(world.cleo, world.logo) == seen(world.vera, world.logo) == ["open.png"]


def test_a_message_that_is_shared_later_brings_its_files(session, world, seen):
    version = sent(world.tess, world.logo, "inner.png", "internal")
    by = standing(world.mia, world.logo)
    bring_along(entry=found(by.viewer, world.logo), by=by, messages=[message_of(session, version).id])
    session.expire_all()
    assert seen(world.cleo, world.logo) == ["inner.png"]
    assert (version.lane, version.shared_at is not None) == ("shared", True)
    told = session.scalars(select(Event).where(Event.entry_id == version.document_id).order_by(Event.id)).all()
    assert [(event.verb, event.lane) for event in told] == [("document_added", "internal"), ("document_shared", "shared")]


def test_a_message_that_is_shared_later_brings_no_file_that_was_taken_back(session, world):
    version = sent(world.tess, world.logo, "inner.png", "internal")
    document, tess = session.get(Document, version.document_id), standing(world.tess, world.logo)
    versioned(document, tess, f"{INTERNAL}.txt")
    assert take_back(version, document=document, by=tess)
    bring_along(entry=world.logo, by=standing(world.mia, world.logo), messages=[message_of(session, version).id])
    session.flush()
    session.expire_all()
    assert (document.title, document.audience, version.lane) == (f"{INTERNAL}.txt", "internal", "internal")
    assert found(viewer_of(world.cleo), document) is None
    assert "document_shared" not in session.scalars(select(Event.verb).where(Event.entry_id == document.id)).all()


def test_an_entry_that_is_hidden_hides_its_files_and_shared_again_shows_them(session, world, seen):
    sent(world.cleo, world.logo, "open.png", "shared")
    document = session.scalars(select(Document)).one()
    unshare(entry=world.logo, by=world.mia)
    session.flush()
    assert found(viewer_of(world.cora), document) is None
    assert seen(world.tess, world.logo) == ["open.png"]
    share(entry=world.logo, by=world.mia)
    session.flush()
    assert seen(world.cleo, world.logo) == ["open.png"]


def test_held_back_before_it_is_shared_again_files_are_the_teams_own(session, world, seen):
    version = sent(world.cleo, world.logo, "open.png", "shared")
    unshare(entry=world.logo, by=world.mia)
    by = standing(world.mia, world.logo)
    assert hold_back(entry=world.logo, by=by) == 1
    share(entry=world.logo, by=world.mia)
    session.flush()
    session.expire_all()
    assert seen(world.cleo, world.logo) == []
    assert seen(world.tess, world.logo) == ["open.png"]
    assert (version.lane, session.get(Document, version.document_id).audience) == ("internal", "internal")


def test_a_deleted_message_takes_its_files_from_both_sides(session, world, seen):
    version = sent(world.cleo, world.logo, "open.png", "shared")
    sent(world.cleo, world.logo, "stays.png", "shared")
    message = message_of(session, version)
    for _ in range(2):
        delete_message(message, entry=world.logo, by=standing(world.cleo, world.logo))
    session.flush()
    assert seen(world.cleo, world.logo) == seen(world.tess, world.logo) == ["stays.png"]
    told = session.scalars(select(Event).where(Event.entry_id == version.document_id, Event.verb == "document_withdrawn")).one()
    assert (told.lane, told.new) == ("internal", None)


def test_a_document_of_which_only_the_teams_version_is_left_is_its_own(session, world, seen):
    version = sent(world.cleo, world.logo, "open.png", "shared")
    document, tess = session.get(Document, version.document_id), standing(world.tess, world.logo)
    versioned(document, tess, "inner.txt")
    delete_message(message_of(session, version), entry=world.logo, by=standing(world.cleo, world.logo))
    session.flush()
    assert (document.audience, document.archived_at) == ("internal", None)
    assert [line.title for line in list_documents(tess).lines] == ["inner.txt"]
    assert list_documents(standing(world.cleo, world.logo)).lines == []


def test_what_goes_with_a_deleted_message_goes_from_devices_and_ends_what_was_asked_about_it(session, world, seen):
    version = sent(world.cleo, world.logo, "open.png", "shared")
    approval = asked_by(world, session.get(Document, version.document_id), [world.cora])
    session.flush()
    before = world.cora.access_epoch
    delete_message(message_of(session, version), entry=world.logo, by=standing(world.cleo, world.logo))
    assert world.cora.access_epoch != before
    assert approval.state == "cancelled"


def test_a_document_is_called_as_the_first_version_that_contacts_see(session, world, statements):
    by = standing(world.tess, world.logo)

    def shared(count: int) -> tuple[list[Document], int]:
        documents = [shelved(f"margin 40% {at}.txt", by, data=f"{count} {at}".encode()) for at in range(count)]
        for at, document in enumerate(documents):
            versioned(document, by, "Offer.txt", f"{count} {at} for them".encode())
        session.flush()
        with statements() as asked:
            share_all(entries=documents, by=world.mia)
        return documents, len([each for each in asked if "versions" in each])

    few, many = shared(2), shared(20)
    assert many[1] == few[1]
    assert {document.title for document in (*few[0], *many[0])} == {"Offer.txt"}
    assert len(list_documents(standing(world.cleo, world.logo), q="offer").lines) == 22
    assert list_documents(standing(world.cleo, world.logo), q="margin").lines == []


def test_a_document_shared_by_itself_shows_its_newest_version(session, world, seen):
    version = sent(world.tess, world.logo, "inner.png", "internal")
    document = session.get(Document, version.document_id)
    assert found(viewer_of(world.cleo), document) is None
    share(entry=document, by=world.mia)
    session.flush()
    by = standing(world.cleo, world.logo)
    assert [line.file.name for line in files_about(by, found(by.viewer, world.logo)).lines] == ["inner.png"]


def test_on_an_entry_for_named_people_files_are_for_them_only(session, world, seen):
    share(entry=world.logo, by=world.mia, audience="named", readers=[world.seat(world.cleo).id])
    sent(world.cleo, world.logo, "open.png", "shared")
    document = session.scalars(select(Document)).one()
    assert found(viewer_of(world.cleo), document)
    assert found(viewer_of(world.cora), document) is None
