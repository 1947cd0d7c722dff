"""Away and back again; deleted only where the client never knew."""
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.history.event import Event
from portal.live.line import kinds_of
from portal.plan.archiving import KnownToTheClient, archive_item, delete_item, may_be_deleted, restore_item
from portal.plan.assigning import assign
from portal.plan.dependencies import link
from portal.plan.item import WorkItem
from portal.plan.promising import promise
from portal.talk.message import Message
from tests.world import add_item


def test_a_branch_goes_away_and_comes_back_as_it_was(session, world):
    children = [add_item(world.site, title, parent_id=world.secret.id) for title in ("one", "two")]
    archive_item(item=children[0], by=world.tess)
    assert archive_item(item=world.secret, by=world.tess)
    assert not archive_item(item=world.secret, by=world.tess)
    assert children[1].is_archived and children[1].move is None
    assert restore_item(item=world.secret, by=world.tess)
    assert not restore_item(item=world.secret, by=world.tess)
    assert not children[1].is_archived and children[1].move == "staff"
    assert children[0].is_archived
    assert not world.logo.is_archived


def test_each_shared_item_below_is_told_of_for_itself_at_the_same_cost_for_many(session, world, statements):
    costs = []
    for many in (1, 12):
        head = add_item(world.site, "Inner")
        below = [add_item(world.site, "Shown", audience="client", parent_id=head.id) for _ in range(many)]
        away = add_item(world.site, "Away before", audience="client", parent_id=head.id)
        add_item(world.site, "Hidden", parent_id=below[0].id)
        archive_item(item=away, by=world.tess)
        session.flush()
        with statements() as sent:
            archive_item(item=head, by=world.tess)
            restore_item(item=head, by=world.tess)
            session.flush()
        costs.append(len(sent))
        for verb, old in (("archived", False), ("restored", True)):
            lines = session.scalars(select(Event).where(Event.verb == verb, Event.entry_id != away.id,
                                                        Event.entry_id.in_([head.id, *(each.id for each in below)]))).all()
            assert {(line.entry_id, line.lane, line.old, line.new, line.actor_id) for line in lines} == {
                (head.id, "internal", old, not old, world.tess.id),
                *((each.id, "shared", old, not old, world.tess.id) for each in below)} and len(lines) == many + 1
            assert kinds_of(verb, "work_item", "archived")[0] == "list"
        assert session.scalars(select(Event.verb).where(Event.entry_id == away.id)).all() == ["archived"]
    assert costs[1] <= costs[0], costs


def test_what_was_never_shared_is_deleted_with_all_that_hangs_on_it(session, world):
    child = add_item(world.site, "Child", parent_id=world.secret.id)
    session.add(Message(id=uuid4(), workspace_id=child.workspace_id, entry_id=child.id, author_id=world.tess.id, side="staff",
                        lane="internal", body="x", html="x"))
    assign(item=child, by=world.tess, seat_id=world.seat(world.tess).id)
    promise(item=child, by=world.mia, day=date(2026, 5, 1))
    link(item=child, by=world.tess, waits_for=world.logo)
    gone = {world.secret.id, child.id}
    delete_item(item=world.secret, by=world.tess)
    assert session.scalar(select(func.count()).select_from(Entry).where(Entry.id.in_(gone))) == 0
    assert session.scalar(select(func.count()).select_from(WorkItem.__table__).where(WorkItem.__table__.c.id.in_(gone))) == 0
    told = session.scalars(select(Event).where(Event.verb == "deleted")).one()
    assert (told.lane, told.entry_id) == ("internal", world.secret.id)


@pytest.mark.parametrize("known", ["shared", "was shared", "shared child", "shared event", "about"])
def test_what_the_client_knows_of_stays(session, world, known):
    if known == "shared":
        world.secret.audience = "client"
    if known == "was shared":
        world.secret.first_shared_at = world.logo.first_shared_at
    if known == "shared child":
        add_item(world.site, "Child", audience="client", parent_id=world.secret.id)
    if known == "shared event":
        world.secret.audience = "client"
        tell(world.secret, actor_id=world.tess.id, verb="edited", field="title")
        world.secret.audience = "internal"
    if known == "about":
        world.logo.about_id = world.secret.id
    session.flush()
    assert not may_be_deleted(world.secret)
    with pytest.raises(KnownToTheClient):
        delete_item(item=world.secret, by=world.tess)
