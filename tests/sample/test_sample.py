"""The sample is believable: large enough, in every state, with both lanes, and hides what a real one hides."""
import pytest

from portal.entries.visible import entries_visible_to
from portal.files.document import Document
from portal.files.version import Version
from portal.people.membership import Membership
from portal.people.roles import CONTACT_ROLES, STAFF_ROLES
from portal.people.workspace import Workspace
from portal.plan.item import WorkItem
from portal.plan.rows import plan_window
from portal.plan.turn import reader_of, turn_of
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project
from portal.sample.loading import load_demo, load_sample_project
from portal.sample.outline import jotted
from portal.talk.message import Message
from tests.world import build_world


def test_it_has_two_clients_three_projects_and_people_of_every_role(session, sample):
    assert {seat.role for seat in sample.seats.values()} == {*CONTACT_ROLES, *STAFF_ROLES}
    assert any(seat.lead for seat in sample.seats.values())
    assert len(sample.projects) == 3 and len({project.client_id for project in sample.projects}) == 2
    for project in sample.projects:
        assert 20 <= session.query(WorkItem).filter_by(project_id=project.id).count() <= 120, project.name


def test_things_are_late_stuck_done_and_waiting_and_people_talk_in_both_lanes(session, sample):
    kinds = {}
    for name in ("cleo", "mira"):
        viewer = viewer_of(sample.seats[name].user)
        project = find_project(viewer, sample.projects[0].id)
        reader = reader_of(standing_on(viewer, project))
        kinds[name] = {turn_of(row, reader).kind for row in plan_window(viewer, project, side=reader.side).rows}
    assert kinds["mira"] == {"done", "blocked", "late", "yours", "theirs", "upcoming"} >= kinds["cleo"]
    assert kinds["cleo"] >= {"done", "blocked", "late", "yours", "theirs"}
    assert {message.lane for message in session.query(Message)} == {"shared", "internal"}


def test_a_client_sees_its_own_shared_items_only(session, sample):
    olaf = viewer_of(sample.seats["olaf"].user)
    seen = {item.title for item in session.scalars(entries_visible_to(olaf, WorkItem))}
    assert "Choose the green" in seen
    assert not seen & {"Contract", "Logo as vector file", "Margin if steel goes up again"}


def test_loaded_again_it_is_still_one(session, sample):
    again = load_demo()
    assert again.workspace.id == sample.workspace.id and again.seats.keys() == sample.seats.keys()
    assert session.query(Workspace).count() == 1


def test_a_sample_project_comes_into_a_workspace_of_ones_own_once(session):
    world = build_world()
    first = load_sample_project(workspace=world.nord, owner=world.seat(world.owen))
    assert load_sample_project(workspace=world.nord, owner=world.seat(world.owen)).id == first.id
    assert session.query(Membership).filter_by(workspace_id=world.nord.id, role="sponsor").count() == 3


def test_people_send_files_along_in_both_lanes(session, sample):
    versions = session.query(Version).all()
    assert {version.lane for version in versions} == {"shared", "internal"}
    assert {"image/jpeg", "application/pdf", "image/png"} <= {version.media_type for version in versions}
    cleo = viewer_of(sample.seats["cleo"].user)
    seen = {document.title for document in session.scalars(entries_visible_to(cleo, Document))}
    assert "bike-17-side.jpg" in seen and "logo-traced.png" not in seen


def test_a_line_that_is_no_item_is_refused():
    with pytest.raises(ValueError):
        jotted("X What is this")
