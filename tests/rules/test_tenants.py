"""A row of a workspace hangs on things of that workspace only: the database refuses the rest."""
import pytest
from sqlalchemy import ForeignKeyConstraint, insert
from sqlalchemy.exc import IntegrityError

from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.plan.assignee import Assignee
from portal.projects.member import ProjectMember
from portal.talk.message import Message

#: Tables of a workspace that others point at, by what they are called there.
HELD = {"entries", "projects", "clients", "memberships", "stages", "blobs", "versions"}
#: Pointers that stand beside a composite one over the same column, or cannot have one; each with its reason.
ALONE = {
    ("work_items", "entries"): "the same row: joined inheritance",
    ("updates", "entries"): "the same row: joined inheritance",
    ("discussions", "entries"): "the same row: joined inheritance",
    ("documents", "entries"): "the same row: joined inheritance",
    ("approvals", "entries"): "the same row: joined inheritance",
    ("change_requests", "entries"): "the same row: joined inheritance",
    ("work_items", "stages"): "work_items holds no workspace of its own; its entry's does, and setting a stage checks it",
    ("sessions", "memberships"): "sessions are global",
}


def pointers():
    for table in db.metadata.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint) and constraint.referred_table.name in HELD:
                yield table, constraint


def test_whatever_belongs_to_a_workspace_points_at_it_together_with_what_it_hangs_on():
    lonely = {(table.name, constraint.referred_table.name) for table, constraint in pointers()
              if "workspace_id" not in constraint.columns}
    assert lonely == ALONE.keys(), f"reference (workspace_id, ...) together: {lonely ^ ALONE.keys()}"
    assert len(list(pointers())) > 20


@pytest.mark.parametrize("table", [AboutLink, EntryReader, Assignee, ProjectMember, Message, Entry])
def test_a_row_of_another_workspace_is_refused_by_the_database(session, world, table):
    seat = world.seat(world.tom).id
    wrong = {
        AboutLink: {"entry_id": world.logo.id, "about_id": world.secret.id},
        EntryReader: {"entry_id": world.logo.id, "membership_id": seat},
        Assignee: {"entry_id": world.logo.id, "membership_id": seat},
        ProjectMember: {"project_id": world.site.id, "membership_id": seat},
        Message: {"id": new_id(), "entry_id": world.logo.id, "author_id": world.tess.id, "side": "staff",
                  "lane": "internal", "body": "", "html": ""},
        Entry: {"id": new_id(), "project_id": world.site.id, "kind": "discussion", "title": "x"},
    }[table]
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(table.__table__).values(workspace_id=world.rexco.id, **wrong))
    with session.begin_nested():
        session.execute(insert(table.__table__).values(workspace_id=world.nord.id, **wrong))
