"""What was written since a page was opened: fetched by open pages, rendered once for all who read the same."""
from types import SimpleNamespace

import pytest

from blueprints.support.shared_fragments import _kept, forget_fragments
from tests.talk.speaking import say, start
from tests.world import INTERNAL, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def nothing_kept():
    forget_fragments()


@pytest.fixture
def talk(session, world):
    entry = start(world.tess, world.site, "Kick-off", body="Welcome")
    first = say(world.mia, entry, "Read this")
    return SimpleNamespace(entry=entry, first=first)


def arrivals(app, user, entry, after=None):
    client = app.test_client()
    sign_in(client, user)
    address = f"/projects/{entry.project_id}/entries/{entry.id}/messages/arrivals"
    return client.get(address, query_string={"after": after} if after else None, headers=HTMX)


def test_what_came_behind_the_last_message_on_the_screen_is_brought(app, session, world, talk):
    say(world.tess, talk.entry, "And this")
    text = arrivals(app, world.cora, talk.entry, talk.first.id).text
    assert "And this" in text and "Read this" not in text


def test_an_empty_thread_is_read_from_its_beginning(app, session, world):
    say(world.tess, world.logo, "The first of all")
    assert "The first of all" in arrivals(app, world.cora, world.logo).text


def test_one_rendering_serves_all_who_read_the_same(app, session, world, talk):
    say(world.tess, talk.entry, "And this")
    for user in (world.cora, world.abe, world.lea):
        assert "And this" in arrivals(app, user, talk.entry, talk.first.id).text
    assert len(_kept) == 1


def test_what_is_kept_for_the_team_never_reaches_the_client(app, session, world, talk):
    say(world.tess, talk.entry, INTERNAL, lane="internal")
    assert INTERNAL in arrivals(app, world.mia, talk.entry, talk.first.id).text
    answer = arrivals(app, world.cora, talk.entry, talk.first.id)
    assert INTERNAL not in answer.text and "message" not in answer.text


def test_what_is_kept_is_given_to_nobody_who_lost_the_entry(app, session, world, talk):
    say(world.tess, talk.entry, "And this")
    assert "And this" in arrivals(app, world.cora, talk.entry, talk.first.id).text
    assert arrivals(app, world.nick, talk.entry, talk.first.id).status_code == 404
    assert arrivals(app, world.olaf, talk.entry, talk.first.id).status_code == 404


def test_an_author_gets_a_message_to_edit_and_nobody_else_gets_that_one(app, session, world, talk):
    say(world.cleo, talk.entry, "My own")
    mine = arrivals(app, world.cleo, talk.entry, talk.first.id).text
    assert "/edit" in mine
    theirs = arrivals(app, world.cora, talk.entry, talk.first.id).text
    assert "My own" in theirs and "/edit" not in theirs
    assert "/edit" in arrivals(app, world.cleo, talk.entry, talk.first.id).text


def test_each_language_has_its_own(app, session, world, talk):
    world.abe.locale = "de"
    say(world.tess, talk.entry, INTERNAL, lane="internal")
    world.mia.locale = "de"
    english, german = (arrivals(app, user, talk.entry, talk.first.id).text for user in (world.ada, world.mia))
    assert "Team only" in english and "Nur Team" in german or english != german


def test_what_was_deleted_a_moment_ago_is_not_told_again(app, session, world, talk):
    from portal.talk.deleting import delete_message
    from tests.talk.speaking import standing

    message = say(world.tess, talk.entry, "A slip")
    assert "A slip" in arrivals(app, world.cora, talk.entry, talk.first.id).text
    delete_message(session.merge(message), entry=talk.entry, by=standing(world.tess, talk.entry))
    session.commit()
    assert "A slip" not in arrivals(app, world.cora, talk.entry, talk.first.id).text


def test_a_visit_without_scripts_leads_to_the_thread(client, session, world, talk):
    sign_in(client, world.cora)
    answer = client.get(f"/projects/{world.site.id}/entries/{talk.entry.id}/messages/arrivals")
    assert answer.status_code == 302 and answer.location.endswith(f"/talk/{talk.entry.id}")


def test_files_are_drawn_for_each_reader(app, session, world, talk):
    """Which of them somebody sees depends on the person, and they go without a line in the history of the entry."""
    from portal.entries.sharing import share
    from portal.files.document import Document
    from portal.files.sharing_versions import unshare_version
    from tests.files.uploads import with_file
    from tests.talk.speaking import standing

    here = session.merge(talk.entry)
    version = with_file(f"{INTERNAL}.txt", here, standing(world.tess, here), "shared", b"words")
    document = session.get(Document, version.document_id)
    share(entry=document, by=world.mia, audience="named", readers=[world.seat(world.cora).id])
    session.commit()
    after = talk.first.id
    assert INTERNAL in arrivals(app, world.cora, here, after).text
    assert INTERNAL not in arrivals(app, world.abe, here, after).text
    assert INTERNAL in arrivals(app, world.cora, here, after).text
    unshare_version(version, document=document, by=standing(world.mia, here))
    session.commit()
    assert INTERNAL not in arrivals(app, world.cora, here, after).text
