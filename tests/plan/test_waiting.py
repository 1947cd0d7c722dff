"""What is copied beside a name never differs from the truth, and Needs you is read from it in its order."""
from datetime import timedelta
from random import Random
from threading import Event as Signal
from threading import Thread

import pytest
from sqlalchemy import select

from portal.base.clock import today
from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.sharing import share, unshare
from portal.inbox.needs import needs_you
from portal.people.membership import Membership
from portal.plan.archiving import KnownToTheClient, archive_item, delete_item, restore_item
from portal.plan.assignee import Assignee
from portal.plan.assigning import assign, drop_hands, unassign
from portal.plan.completing import complete, reopen
from portal.plan.editing import edit_item
from portal.plan.handing_over import hand_over
from portal.plan.item import WorkItem
from portal.plan.moving import Cycle, WrongPlace, move_item
from portal.plan.promising import promise
from portal.plan.waiting import FACTS, true_facts
from portal.projects.changing import archive_project, restore_project
from portal.projects.joining import join_project
from portal.projects.viewer import viewer_of
from tests.plan.importing_plans import PLAN, bring
from tests.world import add_item


def copied() -> set:
    columns = (getattr(Assignee, name) for name in ("entry_id", "membership_id", *FACTS))
    return set(map(tuple, db.session.execute(select(*columns))))


def truth() -> set:
    return set(map(tuple, db.session.execute(true_facts())))


class Life:
    """What people do to a plan, at random."""

    def __init__(self, world, dice: Random):
        self.world, self.dice = world, dice
        self.seats = [world.seat(person) for person in (world.tess, world.tom, world.cleo, world.cora)]
        join_project(project=world.site, seat=world.seat(world.tom), by=world.mia)

    def any_item(self):
        return self.dice.choice(db.session.scalars(select(WorkItem).where(WorkItem.project_id == self.world.site.id)).all())

    def any_day(self):
        return self.dice.choice((None, today("UTC") + timedelta(days=self.dice.randint(-9, 9))))

    def act(self) -> str:
        name = self.dice.choice(("named", "named", "named", "unnamed", "dated", "promised", "done", "shared", "away", "moved",
                                 "deleted", "handed", "dropped", "project", "imported", "added"))
        getattr(self, name)(self.any_item(), self.world.mia)
        db.session.flush()
        return name

    def named(self, item, by):
        assign(item=item, by=by, seat_id=self.dice.choice(self.seats).id)

    def unnamed(self, item, by):
        unassign(item=item, by=by, seat_id=self.dice.choice(self.seats).id)

    def dated(self, item, by):
        edit_item(item=item, by=by, due=self.any_day())

    def promised(self, item, by):
        promise(item=item, by=by, day=self.any_day(), reason="So it goes")

    def done(self, item, by):
        (reopen if item.is_done else complete)(item=item, by=by)

    def shared(self, item, by):
        (unshare if item.is_shared else share)(entry=item, by=by)

    def away(self, item, by):
        (restore_item if item.is_archived else archive_item)(item=item, by=by)

    def moved(self, item, by):
        try:
            move_item(item=item, by=by, parent_id=self.any_item().id)
        except (Cycle, WrongPlace):
            pass

    def deleted(self, item, by):
        try:
            delete_item(item=item, by=by)
        except KnownToTheClient:
            pass

    def handed(self, item, by):
        hand_over(seat=self.seats[0], to=self.seats[1], by=by)

    def dropped(self, item, by):
        drop_hands(seat_id=self.dice.choice(self.seats).id, project_id=self.world.site.id)

    def project(self, item, by):
        site = self.world.site
        (restore_project if site.archived_at else archive_project)(project=site, by=by)

    def imported(self, item, by):
        bring(self.world.site, by, PLAN.replace("2026-04-03", f"2026-04-{self.dice.randint(10, 28)}"))

    def added(self, item, by):
        add_item(self.world.site, "One more", due=self.any_day(), promised=self.any_day())


@pytest.mark.parametrize("seed", range(3))
def test_the_copy_beside_a_name_is_true_after_every_act(session, world, seed):
    life, did = Life(world, Random(seed)), []
    for _step in range(90):
        did.append(life.act())
        assert copied() == truth(), did[-3:]
    assert len(set(did)) >= 12 and "named" in did


def test_a_name_put_to_an_item_whose_day_is_being_changed_gets_the_new_day(app, session, world):
    """On PostgreSQL two transactions at once, neither of which sees what the other has not committed."""
    item, seat, mia = world.logo.id, world.seat(world.tess).id, world.mia.id
    session.commit()
    edit_item(item=session.get(WorkItem, item), by=session.get(type(world.mia), mia), due=today("UTC") + timedelta(days=30))
    session.flush()
    begun = Signal()

    def name():
        with app.app_context():
            begun.set()
            assign(item=db.session.get(WorkItem, item), by=db.session.get(type(world.mia), mia), seat_id=seat)
            db.session.commit()
            db.session.remove()

    other = Thread(target=name)
    other.start()
    begun.wait(60)
    other.join(0.3)
    session.commit()
    other.join(60)
    assert not other.is_alive() and copied() == truth() != set()


def test_somebody_named_from_both_sides_finds_each_item_once_by_the_dates_of_where_they_stand(session, world):
    """Tess is a contact of Acme too; on Site she stands as staff, whichever of her seats is named."""
    contact = Membership(workspace_id=world.nord.id, client_id=world.acme.id, user_id=world.tess.id, role="contributor")
    session.add(contact)
    session.flush()
    days = [today("Europe/Stockholm") + timedelta(days=number) for number in range(4)]
    for title, seats, facts in (("third", [contact.id], {"due": days[2], "promised": None}),
                                ("first", [contact.id], {"due": days[0], "promised": days[3]}),
                                ("second", [world.seat(world.tess).id, contact.id], {"due": None, "promised": days[1]})):
        item = add_item(world.site, title, **facts)
        session.add_all(Assignee(entry_id=item.id, membership_id=seat, workspace_id=item.workspace_id) for seat in seats)
    for item in (world.logo, world.secret):
        session.get(Entry, item.id).move = None
    session.flush()
    assert [need.item.title for need in needs_you(viewer_of(world.tess))[0]] == ["first", "second", "third"]
