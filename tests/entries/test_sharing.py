"""Sharing an entry, hiding it, and what each side learns of it."""
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.entries.about import set_about
from portal.entries.branch import count_below, hidden_below, shared_below
from portal.entries.reader import EntryReader
from portal.entries.sharing import NotOnProject, about_it, share, share_all, unshare, unshare_all
from portal.entries.telling import tell
from portal.entries.visible import entries_visible_to, events_visible_to
from portal.history.event import Event
from portal.notices.delivery import Delivery
from portal.notices.owing import owe_mail
from portal.plan.updates import post_update
from portal.projects.viewer import viewer_of
from portal.talk.discussion import Discussion
from tests.world import add_item


def seen(session, user):
    return {entry.title for entry in session.scalars(entries_visible_to(viewer_of(user)))}


def verbs(session, user, entry):
    events = session.scalars(events_visible_to(viewer_of(user)).where(Event.entry_id == entry.id).order_by(Event.id))
    return [event.verb for event in events]


def epochs(*people):
    return [person.access_epoch for person in people]


def test_sharing_shows_it_to_the_clients_people_on_the_project_and_nobody_else(session, world):
    assert share(entry=world.secret, by=world.mia) is True
    session.flush()
    for person in (world.vera, world.cleo, world.abe, world.cora, world.lea):
        assert world.secret.title in seen(session, person), person.name
    for person in (world.nick, world.remy, world.olaf, world.rex, world.sam):
        assert world.secret.title not in seen(session, person), person.name


def test_sharing_twice_happens_once(session, world):
    share(entry=world.secret, by=world.mia)
    first = world.secret.first_shared_at
    assert share(entry=world.secret, by=world.mia) is False
    assert world.secret.first_shared_at == first
    assert verbs(session, world.tess, world.secret) == ["shared"]


def test_sharing_is_told_to_both_sides_and_what_happened_before_to_the_team_only(session, world):
    tell(world.secret, actor_id=world.tess.id, verb="renamed", field="title", old="a", new="b")
    share(entry=world.secret, by=world.mia)
    tell(world.secret, actor_id=world.tess.id, verb="renamed", field="title", old="b", new="c")
    session.flush()
    assert verbs(session, world.cleo, world.secret) == ["shared", "renamed"]
    assert verbs(session, world.tess, world.secret) == ["renamed", "shared", "renamed"]
    assert verbs(session, world.olaf, world.secret) == []


def test_sharing_tells_the_client_no_older_activity(session, world):
    assert world.secret.last_shared_activity_at is None
    before = world.secret.last_activity_at
    share(entry=world.secret, by=world.mia)
    assert world.secret.first_shared_at is not None
    assert world.secret.last_shared_activity_at > before


def test_named_people_see_it_and_their_colleagues_do_not(session, world):
    share(entry=world.secret, by=world.mia, audience="named", readers=[world.seat(world.cleo).id])
    assert world.secret.title in seen(session, world.cleo)
    assert world.secret.title not in seen(session, world.cora)
    assert verbs(session, world.cora, world.secret) == []


def test_only_contacts_on_the_project_can_be_named(session, world):
    for stranger in (world.nick, world.olaf, world.remy, world.tess, world.rex):
        with pytest.raises(NotOnProject):
            share(entry=world.secret, by=world.mia, audience="named", readers=[world.seat(stranger).id])
    with pytest.raises(NotOnProject):
        share(entry=world.secret, by=world.mia, audience="named", readers=[uuid4()])
    assert world.secret.audience == "internal"


def test_nobody_named_and_unknown_audiences_are_refused(session, world):
    for audience in ("named", "internal", "everybody"):
        with pytest.raises(ValueError):
            share(entry=world.secret, by=world.mia, audience=audience)


def test_narrowing_to_named_people_takes_it_from_the_others_at_once(session, world):
    kept, lost = epochs(world.cleo), epochs(world.vera, world.cora)
    share(entry=world.logo, by=world.mia, audience="named", readers=[world.seat(world.cleo).id])
    assert "Logo" not in seen(session, world.cora)
    assert epochs(world.cleo) == kept
    assert all(now != then for now, then in zip(epochs(world.vera, world.cora), lost, strict=True))
    assert verbs(session, world.cleo, world.logo) == []
    assert verbs(session, world.tess, world.logo) == ["narrowed"]


def test_exchanging_the_named_people_tells_the_new_one(session, world):
    share(entry=world.secret, by=world.mia, audience="named", readers=[world.seat(world.cleo).id])
    cleo = world.cleo.access_epoch
    share(entry=world.secret, by=world.mia, audience="named", readers=[world.seat(world.abe).id])
    assert world.secret.title in seen(session, world.abe)
    assert world.secret.title not in seen(session, world.cleo)
    assert world.cleo.access_epoch != cleo
    assert verbs(session, world.abe, world.secret) == ["shared", "shared"]


def test_unsharing_hides_it_at_once_and_only_the_team_is_told(session, world):
    before = epochs(world.cleo, world.cora, world.nick, world.olaf, world.tess)
    first = world.logo.first_shared_at
    assert unshare(entry=world.logo, by=world.mia) is True
    assert seen(session, world.cleo) == set()
    assert verbs(session, world.cleo, world.logo) == []
    assert verbs(session, world.tess, world.logo) == ["unshared"]
    after = epochs(world.cleo, world.cora, world.nick, world.olaf, world.tess)
    assert [a != b for a, b in zip(after, before, strict=True)] == [True, True, False, False, False]
    assert world.logo.first_shared_at == first, "it keeps a history with the client"


def test_unsharing_twice_happens_once(session, world):
    unshare(entry=world.logo, by=world.mia)
    epoch = world.cleo.access_epoch
    assert unshare(entry=world.logo, by=world.mia) is False
    assert world.cleo.access_epoch == epoch


def test_unsharing_leaves_no_named_reader_behind(session, world):
    share(entry=world.secret, by=world.mia, audience="named", readers=[world.seat(world.cleo).id])
    unshare(entry=world.secret, by=world.mia)
    assert session.scalars(select(EntryReader).where(EntryReader.entry_id == world.secret.id)).all() == []


def test_unsharing_cancels_what_is_owed_to_those_who_lose_it(session, world):
    mine = owe_mail(kind="told", address=world.cleo.email, subject_id=world.logo.id, user_id=world.cleo.id)
    staff = owe_mail(kind="told", address=world.tess.email, subject_id=world.logo.id, user_id=world.tess.id)
    other = owe_mail(kind="told", address=world.cleo.email, subject_id=world.secret.id, user_id=world.cleo.id)
    session.flush()
    unshare(entry=world.logo, by=world.mia)
    session.expire_all()
    assert (mine.outcome, staff.outcome, other.outcome) == ("cancelled", None, None)
    assert session.scalars(select(Delivery.id).where(Delivery.ended_at.is_(None))).all() == [staff.id, other.id]


def _note(session, about, title="Note", audience="client"):
    note = Discussion(workspace_id=about.workspace_id, project_id=about.project_id, title=title, audience=audience)
    session.add(note)
    session.flush()
    set_about(note, about)
    session.flush()
    return note


def test_what_is_about_a_hidden_entry_stays_hidden_and_silent_until_that_is_shared(session, world):
    note = _note(session, world.secret, audience="internal")
    share(entry=note, by=world.mia)
    assert "Note" not in seen(session, world.cleo)
    assert note.first_shared_at is None
    share(entry=world.secret, by=world.mia)
    assert "Note" in seen(session, world.cleo)
    assert note.first_shared_at is not None and note.last_shared_activity_at is not None
    assert verbs(session, world.cleo, note) == [], "it was shared while nobody could see it"


def test_unsharing_hides_what_is_about_it_and_settles_open_matters(session, world):
    note = _note(session, world.logo)
    settled = []
    about_it.append(lambda entries, by: settled.append(({entry.title for entry in entries}, by)))
    try:
        unshare(entry=world.logo, by=world.mia)
    finally:
        about_it.pop()
    assert seen(session, world.cleo) == set()
    assert note.audience == "client", "it comes back with what it is about"
    assert settled == [({"Logo", "Note"}, world.mia)]


def test_a_branch_is_shared_as_it_is_now_and_new_children_inherit_nothing(session, world):
    child = add_item(world.site, "Child", parent_id=world.secret.id)
    add_item(world.site, "Grandchild", parent_id=child.id)
    assert count_below(world.secret) == (2, 0)
    changed = share_all(entries=[world.secret, *hidden_below(world.secret)], by=world.mia)
    assert {entry.title for entry in changed} == {world.secret.title, "Child", "Grandchild"}
    late = add_item(world.site, "Late", parent_id=child.id)
    assert {"Child", "Grandchild"} <= seen(session, world.cleo)
    assert "Late" not in seen(session, world.cleo)
    late.parent_id = world.logo.id
    session.flush()
    assert "Late" not in seen(session, world.cleo)
    assert {entry.title for entry in shared_below(world.secret)} == {"Child", "Grandchild"}


def test_a_branch_leaves_archived_items_and_those_for_named_people_as_they_are(session, world):
    old = add_item(world.site, "Old", parent_id=world.secret.id, archived_at=world.logo.created_at)
    named = add_item(world.site, "Named", parent_id=world.secret.id)
    share(entry=named, by=world.mia, audience="named", readers=[world.seat(world.cora).id])
    session.flush()
    assert hidden_below(world.secret) == []
    assert count_below(world.secret) == (0, 1)
    assert (old.audience, named.audience) == ("internal", "named")


def test_hiding_many_bumps_each_reader_once_and_passes_by_what_was_hidden(session, world):
    items = [add_item(world.site, f"Item {n}", audience="client") for n in range(3)]
    changed = unshare_all(entries=[*items, world.secret, world.logo], by=world.mia)
    assert len(changed) == 4
    assert seen(session, world.cleo) == set()


def test_sharing_many_costs_no_statement_per_entry(session, world, statements):
    items = [add_item(world.site, f"Item {n}") for n in range(60)]
    with statements() as few:
        share_all(entries=items[:10], by=world.mia)
        session.flush()
    with statements() as many:
        share_all(entries=items[10:], by=world.mia)
        session.flush()
    assert len(many) <= len(few) + 1


def test_sharing_and_hiding_an_update_changes_the_health_the_client_was_told(session, world):
    update = post_update(project=world.site, by=world.mia, day=date(2026, 5, 4), health="at_risk", reason="Late paper")
    assert world.site.shared_health is None
    share(entry=update, by=world.mia)
    assert world.site.shared_health == "at_risk"
    unshare(entry=update, by=world.mia)
    assert world.site.shared_health is None
