"""Fills a database with a town of any size, in batches: one workspace, its clients, projects, items and threads.

Project 0 is the one that is measured: fifty items, the first with a thread of thirty messages by eight people.
The rest is spread evenly over other projects, so that size is all in which two towns differ.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import insert

from bench import town
from portal.base.database import db
from portal.base.ids import new_id
from portal.entries.entry import Entry
from portal.history.event import Event
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.sessions import open_session
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.plan.stage import STAGE_KINDS, Stage
from portal.plan.waiting import settle_waiting
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.talk.discussion import Discussion
from portal.talk.message import Message

BATCH = 5000
COLLEAGUES, STAFF = 5, 20


@dataclass(frozen=True)
class Filled:
    """Where to look, and as whom: session tokens of a contact, of a manager and of a member on some of the projects."""

    project_id: UUID
    item_id: UUID
    other_item_id: UUID
    discussion_id: UUID
    contact_token: str
    manager_token: str
    member_token: str


def fill(*, items: int, messages: int) -> Filled:
    """Make the town and commit it. Needs a migrated database without one."""
    plan = town.Plan(items=max(items, 50), messages=max(messages, 30))
    workspace = Workspace(id=new_id(), name="Studio Nord", time_zone="Europe/Stockholm")
    db.session.add(workspace)
    db.session.commit()
    clients = [new_id() for _ in range(plan.clients)]
    staff = _people(workspace.id, None, STAFF, ["manager"] + ["member"] * (STAFF - 1), "Staff")
    _store(Client, ({"id": key, "workspace_id": workspace.id, "name": f"Company {number}"}
                    for number, key in enumerate(clients)))
    contacts = [_people(workspace.id, key, COLLEAGUES, town.ROLES, f"Client {number}") for number, key in enumerate(clients)]
    projects = [town.House(new_id(), number, number % plan.clients) for number in range(plan.projects)]
    _build(workspace.id, plan, projects, clients, staff, contacts)
    measured = _furnish(workspace.id, plan, projects, staff, contacts)
    talk = _discuss(workspace.id, projects[0], staff, contacts)
    tokens = [open_session(user=db.session.get(User, each), assurance="code", device="Bench")[1]
              for each in (contacts[0][0][0], staff[0][0], staff[1][0])]
    db.session.commit()
    look_over()
    return Filled(projects[0].id, *measured, talk, *tokens)


def look_over() -> None:
    """PostgreSQL finds out what its tables hold, as a server does by itself in time."""
    if db.engine.dialect.name == "postgresql":
        # Within the transaction, and committed: what is found out is lost with a rollback, and each page planned blindly.
        db.session.connection().exec_driver_sql("ANALYZE")
        db.session.commit()


def _people(workspace_id, client_id, how_many: int, roles, called: str) -> list[tuple[UUID, UUID]]:
    """[(user id, membership id)]"""
    ids = [(new_id(), new_id()) for _ in range(how_many)]
    _store(User, ({"id": user, "email": f"{user.hex}@example.com", "name": f"{called} Person {number}", "proven_at": town.NOW,
                   "access_epoch": "bench"} for number, (user, _) in enumerate(ids)))
    _store(Membership, ({"id": seat, "workspace_id": workspace_id, "client_id": client_id, "user_id": user, "role": role}
                        for (user, seat), role in zip(ids, roles, strict=True)))
    return ids


def _build(workspace_id, plan, projects, clients, staff, contacts) -> None:
    _store(Project, ({"id": each.id, "workspace_id": workspace_id, "client_id": clients[each.client],
                      "name": f"Project {each.number}",
                      "summary": "A site, a shop and all that goes with them.", "shared_health": "on_track", "health": "on_track"}
                     for each in projects))
    _store(Stage, ({"id": key, "workspace_id": workspace_id, "project_id": each.id, "kind": kind, "position": position}
                   for each in projects for position, (kind, key) in enumerate(zip(STAGE_KINDS, each.stages, strict=True))))
    _store(ProjectMember, ({"workspace_id": workspace_id, "project_id": each.id, "membership_id": seat}
                           for each in projects for _, seat in (*contacts[each.client], *each.team(staff))))


def _furnish(workspace_id, plan, projects, staff, contacts) -> list[UUID]:
    """Items, threads and history, project by project. Returns the first two items."""
    measured: list[UUID] = []
    for some in _batches(projects, max(1, BATCH // 100)):
        rooms = [room for each in some for room in town.rooms(each, plan)]
        measured = measured or [room.id for room in rooms[:2]]
        _store(Entry, (room.entry(workspace_id) for room in rooms))
        _store(WorkItem, (room.item() for room in rooms))
        _store(Assignee, ({"workspace_id": workspace_id, "entry_id": room.id, "membership_id": seat} for room in rooms
                          for seat in room.assignees(staff, contacts)))
        settle_waiting([room.id for room in rooms if room.assignees(staff, contacts)])
        _store(Message, (row for room in rooms for row in room.messages(workspace_id, staff, contacts)))
        _store(Event, (row for room in rooms for row in room.events(workspace_id, staff, contacts)))
        db.session.commit()
    return measured


def _discuss(workspace_id, house, staff, contacts) -> UUID:
    """A discussion with thirty messages in the measured project."""
    room = town.Room(house, 0, None, 30)
    db.session.add(Discussion(id=room.id, workspace_id=workspace_id, project_id=house.id, title="How we go on", audience="client",
                              first_shared_at=town.NOW, last_shared_activity_at=town.NOW))
    db.session.flush()
    _store(Message, room.messages(workspace_id, staff, contacts))
    return room.id


def _store(record, rows: Iterable[dict]) -> None:
    for some in _batches(rows, BATCH):
        db.session.execute(insert(record.__table__), some)


def _batches(rows: Iterable, size: int) -> Iterator[list]:
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some


