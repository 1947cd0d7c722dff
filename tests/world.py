"""One small named world for tests. Studio Nord works for Acme (project Site) and for Bolt (project Shop).

Staff of Nord: Tess (member, on Site), Tom (member, on nothing), Mia (manager), Ada (admin), Owen (owner).
Acme: Vera (viewer), Cleo (contributor), Abe (approver), Cora (sponsor), Lea (contributor and lead), all on Site;
Nick (contributor, on no project); Remy was removed. Bolt: Olaf (sponsor, on Shop). Rex owns another workspace.
Sam is signed in and belongs to nothing.

What must not be seen carries a marker: INTERNAL for the team's own, BOLT for another client's, REX for another tenant's.
"""
from types import SimpleNamespace
from uuid import uuid4

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.sessions import open_session
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.plan.item import WorkItem
from portal.plan.outline import STEP, path_below
from portal.plan.stage import STAGE_KINDS, Stage
from portal.projects.member import ProjectMember
from portal.projects.project import Project

INTERNAL, BOLT, REX = "xINTERNALx", "xBOLTx", "xREXx"
MARKERS = (INTERNAL, BOLT, REX)


class World(SimpleNamespace):
    """The records by first name, lower case; ``world.seat(world.cleo)`` is a membership."""

    def seat(self, user: User) -> Membership:
        return self.seats[user.id]


def build_world() -> World:
    """The world, flushed into the session of the test: all rows of a table together, which costs a tenth of one by one."""
    world, rows = World(seats={}), []
    world.nord = _kept(rows, Workspace(name="Studio Nord", time_zone="Europe/Stockholm"))
    world.acme = _kept(rows, Client(workspace_id=world.nord.id, name="Acme"))
    world.bolt = _kept(rows, Client(workspace_id=world.nord.id, name=f"Bolt {BOLT}"))
    world.site, of_site = _project(rows, world.acme, "Site")
    world.shop, of_shop = _project(rows, world.bolt, f"Shop {BOLT}")
    for name, role, projects in (("tess", "member", [world.site]), ("tom", "member", []), ("mia", "manager", []),
                                 ("ada", "admin", []), ("owen", "owner", [])):
        _person(rows, world, name, world.nord, None, role, projects)
    for name, role in (("vera", "viewer"), ("cleo", "contributor"), ("abe", "approver"), ("cora", "sponsor"),
                       ("lea", "contributor")):
        _person(rows, world, name, world.nord, world.acme, role, [world.site])
    world.seat(world.lea).lead = True
    _person(rows, world, "nick", world.nord, world.acme, "contributor", [])
    _person(rows, world, "remy", world.nord, world.acme, "contributor", [])
    world.seat(world.remy).removed_at = now()
    _person(rows, world, "olaf", world.nord, world.bolt, "sponsor", [world.shop], surname=BOLT)
    world.rexco = _kept(rows, Workspace(name=f"Rexco {REX}"))
    world.rexclient = _kept(rows, Client(workspace_id=world.rexco.id, name=f"Regal {REX}"))
    world.rexproject, of_rex = _project(rows, world.rexclient, f"Realm {REX}")
    _person(rows, world, "rex", world.rexco, None, "owner", [], surname=REX)
    world.sam = _user(rows, "sam")
    world.logo = _kept(rows, _item(world.site, of_site, 1, "Logo", audience="client", description="Three drafts"))
    world.secret = _kept(rows, _item(world.site, of_site, 2, f"Margin {INTERNAL}", description=f"{INTERNAL} too"))
    world.cart = _kept(rows, _item(world.shop, of_shop, 1, f"Cart {BOLT}", audience="client"))
    world.crown = _kept(rows, _item(world.rexproject, of_rex, 1, f"Crown {REX}", audience="client"))
    _write(rows)
    return world


def add_item(project: Project, title: str, *, audience: str = "internal", **facts) -> WorkItem:
    """A work item at the end of the project's plan."""
    stage = db.session.query(Stage).filter_by(project_id=project.id, kind="todo").one()
    here = db.session.query(WorkItem).filter_by(project_id=project.id, parent_id=facts.get("parent_id")).count() + 1
    parent = db.session.get(WorkItem, facts["parent_id"]) if facts.get("parent_id") else None
    facts.setdefault("path", path_below(parent.path if parent else "", here * STEP))
    item = _item(project, stage, here, title, audience=audience, **facts)
    db.session.add(item)
    db.session.flush()
    return item


def add_house(user: User, name: str, role: str = "sponsor") -> Project:
    """Another provider's project, with somebody of this world on its client's side."""
    rows: list = []
    workspace = _kept(rows, Workspace(name=name, time_zone="Europe/Stockholm"))
    client = _kept(rows, Client(workspace_id=workspace.id, name=f"{name}'s client"))
    project, _ = _project(rows, client, f"{name}'s project")
    seat = _kept(rows, Membership(workspace_id=workspace.id, client_id=client.id, user_id=user.id, role=role))
    rows.append(ProjectMember(workspace_id=workspace.id, project_id=project.id, membership_id=seat.id))
    _write(rows)
    return project


def sign_in(client, user: User, *, assurance: str = "code", membership_id=None) -> None:
    """Give a test client the session of this user."""
    session, token = open_session(user=user, assurance=assurance, device="Test", membership_id=membership_id)
    db.session.commit()
    client.set_cookie("__Host-portico", token, secure=True, path="/")


def act(**fields) -> dict:
    """Form fields with a fresh act id."""
    return {"act": str(uuid4()), **fields}


def _project(rows: list, client: Client, name: str) -> tuple[Project, Stage]:
    """A project, and the stage where its items begin."""
    project = _kept(rows, Project(workspace_id=client.workspace_id, client_id=client.id, name=name))
    stages = {kind: _kept(rows, Stage(workspace_id=project.workspace_id, project_id=project.id, kind=kind, position=position))
              for position, kind in enumerate(STAGE_KINDS)}
    return project, stages["todo"]


def _user(rows: list, name: str, surname: str = "") -> User:
    return _kept(rows, User(email=f"{name}@example.com", name=f"{name.title()} {surname}".strip(), proven_at=now()))


def _person(rows: list, world, name, workspace, client, role, projects, surname="") -> None:
    user = _user(rows, name, surname)
    setattr(world, name, user)
    seat = _kept(rows, Membership(workspace_id=workspace.id, client_id=client and client.id, user_id=user.id, role=role))
    world.seats[user.id] = seat
    rows += [ProjectMember(workspace_id=workspace.id, project_id=project.id, membership_id=seat.id) for project in projects]


def _item(project: Project, stage: Stage, here: int, title: str, *, audience: str = "internal", **facts) -> WorkItem:
    """An item at this place of the plan, counted from one."""
    shared_at = now() if audience != "internal" else None
    return WorkItem(workspace_id=project.workspace_id, project_id=project.id, title=title, audience=audience, stage_id=stage.id,
                    position=here * STEP, first_shared_at=shared_at, last_shared_activity_at=shared_at,
                    **{"path": path_below("", here * STEP), "move": "staff", **facts})


def _kept(rows: list, record):
    """The record with its id, to be written together with the others."""
    record.id = new_id()
    rows.append(record)
    return record


def _write(rows: list) -> None:
    for kind in (Workspace, Client, User, Project, Stage, Membership, ProjectMember, WorkItem):
        db.session.add_all(record for record in rows if isinstance(record, kind))
        db.session.flush()
