"""Records that a prepared statement brings are the session's own, whole and tied together."""
import pytest
from sqlalchemy import insert, inspect, literal, select
from sqlalchemy.exc import IntegrityError

from portal.base.clock import now
from portal.base.ids import new_id
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import OutOfReach, find_entry, stay_visible
from portal.people.sessions import open_session
from portal.people.workspace import Workspace
from portal.plan.item import WorkItem
from portal.plan.stage import Stage
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import viewer_of
from tests.world import build_world


@pytest.fixture
def world(session):
    found = build_world()
    session.flush()
    return found


@prepared
def _with_room(entry_id):
    return (select(WorkItem, Project, Workspace, Stage).select_from(WorkItem).join(Project, Project.id == WorkItem.project_id)
            .join(Workspace, Workspace.id == Project.workspace_id).outerjoin(Stage, Stage.id == WorkItem.stage_id)
            .where(WorkItem.id == entry_id))


def stays(*asked) -> bool:
    try:
        stay_visible(*asked)
    except OutOfReach:
        return False
    return True


def test_a_record_is_the_one_the_session_has_and_keeps_what_was_changed(world, session):
    world.logo.title = "Changed"
    assert _with_room(world.logo.id).scalar() is world.logo
    assert world.logo.title == "Changed"


def test_new_records_are_whole_and_tied_to_what_stands_beside_them(world, session):
    ids, title = (world.logo.id, world.site.id), world.logo.title
    session.expunge_all()
    item = _with_room(ids[0]).scalar()
    assert (item.title, item.project.id, item.stage.id) == (title, ids[1], item.stage_id)
    assert item.project.workspace.name and inspect(item).persistent
    item.title = "New"
    session.flush()
    assert session.scalar(select(Entry.title).where(Entry.id == ids[0])) == "New"


def test_what_an_outer_join_does_not_find_is_nothing(world, session):
    id, world.logo.stage_id = world.logo.id, None
    session.flush()
    session.expunge_all()
    row = _with_room(id).one()
    assert row[3] is None and row[0].stage is None


def test_what_only_its_own_kind_has_is_read_when_it_is_asked_for(world, session):
    logo, site, viewer = world.logo.id, world.site.id, viewer_of(world.cleo)
    session.expunge(world.logo)
    found = find_entry(viewer, site, logo)
    assert isinstance(found, WorkItem) and found.level == "task"


def test_what_had_expired_is_fresh_again(world, session):
    title = world.logo.title
    session.expire(world.logo)
    assert _with_room(world.logo.id).scalar().__dict__["title"] == title


def test_a_key_that_is_taken_is_refused_as_ever(world, session):
    @prepared
    def on(workspace_id, project_id, membership_id):
        return insert(ProjectMember.__table__).values(workspace_id=workspace_id, project_id=project_id,
                                                      membership_id=membership_id, added_at=now())

    seat = viewer_of(world.cleo).memberships[0]
    with pytest.raises(IntegrityError):
        on(seat.workspace_id, world.site.id, seat.id)


def test_who_lost_the_session_the_seat_or_the_entry_sees_it_no_more(world, session):
    opened, _ = open_session(user=world.cleo, assurance="code")
    viewer = viewer_of(world.cleo)
    assert stays(viewer, opened.id, world.logo.id)
    assert not stays(viewer, new_id(), world.logo.id)
    assert not stays(viewer, opened.id, world.secret.id)
    seat = viewer.memberships[0]
    seat.removed_at = opened.created_at
    assert not stays(viewer, opened.id, world.logo.id)


@prepared
def _twice(number: int):
    return select(number.label("first"), (number + 1).label("second"), literal(1), literal(True))


def test_a_value_that_stands_in_two_places_is_told_in_both_and_another_that_equals_it_stays_itself(session):
    assert [(each, type(each)) for each in _twice(7).one()] == [(7, int), (8, int), (1, int), (True, bool)]
