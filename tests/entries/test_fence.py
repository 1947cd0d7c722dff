"""Who sees which entry."""
from sqlalchemy import exists, select

from portal.entries.about import set_about
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.entries.telling import tell
from portal.entries.visible import entries_visible_to, events_visible_to, find_entry, visible_condition
from portal.history.event import Event
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.viewer import viewer_of
from portal.talk.discussion import Discussion
from portal.talk.people import contacts_who_read
from tests.world import add_item


def titles(session, user, kind=Entry, **narrowed):
    viewer = viewer_of(user).narrowed(**narrowed)
    return {entry.title for entry in session.scalars(entries_visible_to(viewer, kind))}


def test_a_contact_sees_what_is_shared_in_projects_they_are_on(session, world):
    assert titles(session, world.cleo) == {"Logo"}


def test_staff_on_the_project_see_all_of_it_and_nothing_of_others(session, world):
    assert titles(session, world.tess) == {"Logo", world.secret.title}


def test_a_manager_sees_every_project_of_the_workspace_and_none_of_another(session, world):
    assert titles(session, world.mia) == {"Logo", world.secret.title, world.cart.title}


def test_those_who_are_on_nothing_see_nothing(session, world):
    for user in (world.tom, world.nick, world.remy, world.sam):
        assert titles(session, user) == set(), user.name


def test_a_named_entry_is_seen_by_the_named_only(session, world):
    world.secret.audience = "named"
    seat = world.seat(world.cleo)
    session.add(EntryReader(entry_id=world.secret.id, membership_id=seat.id, workspace_id=seat.workspace_id))
    session.flush()
    assert world.secret.title in titles(session, world.cleo)
    assert world.secret.title not in titles(session, world.cora)


def test_deep_in_another_statement_the_fence_asks_about_the_very_entry(session, world):
    """Somebody named on one entry is not taken for one who is named on all."""
    world.secret.audience = "named"
    other = add_item(world.site, "For Cora alone", audience="named")
    for entry, user in ((world.secret, world.cleo), (other, world.cora)):
        session.add(EntryReader(entry_id=entry.id, membership_id=world.seat(user).id, workspace_id=world.nord.id))
    session.flush()
    deeper = exists().where(User.id == world.cleo.id, visible_condition(viewer_of(world.cleo))).correlate(Entry)
    deep = exists().where(Project.id == Entry.project_id, deeper)
    assert set(session.scalars(select(Entry.title).where(deep))) == {"Logo", world.secret.title}


def test_those_who_read_what_is_about_a_named_entry_are_the_named(session, world):
    note = Discussion(workspace_id=world.nord.id, project_id=world.site.id, title="Note", audience="client")
    session.add(note)
    session.flush()
    set_about(note, world.secret)
    world.secret.audience = "named"
    session.add(EntryReader(entry_id=world.secret.id, membership_id=world.seat(world.cleo).id, workspace_id=world.nord.id))
    session.flush()
    seen = find_entry(viewer_of(world.tess), world.site.id, note.id)
    assert [person.id for person in contacts_who_read(seen)] == [world.cleo.id]


def test_a_shared_entry_about_a_hidden_one_is_hidden_however_long_the_chain(session, world):
    links = []
    for title, about in (("first", world.secret), ("second", None), ("third", None)):
        entry = Discussion(workspace_id=world.nord.id, project_id=world.site.id, title=title, audience="client")
        session.add(entry)
        session.flush()
        set_about(entry, about or links[-1])
        links.append(entry)
    session.flush()
    assert titles(session, world.cleo) == {"Logo"}
    world.secret.audience = "client"
    session.flush()
    assert titles(session, world.cleo, Discussion) == {"first", "second", "third"}


def test_a_hidden_parent_hides_no_shared_child(session, world):
    add_item(world.site, "Child", audience="client", parent_id=world.secret.id)
    assert titles(session, world.cleo) == {"Logo", "Child"}


def test_a_narrowed_viewer_sees_only_what_it_is_narrowed_to(session, world):
    assert titles(session, world.mia, only_projects=frozenset({world.shop.id})) == {world.cart.title}
    assert titles(session, world.mia, only_entries=frozenset({world.logo.id})) == {"Logo"}


def test_an_entry_is_found_only_in_the_project_the_address_names(session, world):
    viewer = viewer_of(world.mia)
    assert find_entry(viewer, world.site.id, world.logo.id) is world.logo
    assert find_entry(viewer, world.shop.id, world.logo.id) is None


def test_a_contact_reads_shared_events_of_what_they_see(session, world):
    tell(world.logo, actor_id=world.tess.id, verb="renamed", field="title", new="Logo")
    tell(world.logo, actor_id=world.tess.id, verb="moved", field="due", new="2026-01-01")
    tell(world.secret, actor_id=world.tess.id, verb="renamed", field="title", new="x")
    session.flush()
    read = [event.field for event in session.scalars(events_visible_to(viewer_of(world.cleo)))]
    assert read == ["title"]
    assert len(session.scalars(events_visible_to(viewer_of(world.tess))).all()) == 3
    assert session.scalars(events_visible_to(viewer_of(world.olaf))).all() == []
    assert session.scalar(select(Event).where(Event.entry_id == world.secret.id)).lane == "internal"
