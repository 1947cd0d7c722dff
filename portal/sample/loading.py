"""Loading the sample: all of it as a workspace of its own, or one project into a new workspace."""
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.projects.project import Project
from portal.sample import campaign, shop_fronts, web_shop
from portal.sample.asking import keep_questions
from portal.sample.cast import CLIENTS, PARTS, WORKSPACE, Part
from portal.sample.playing import play

SCRIPTS = (web_shop, campaign, shop_fronts)


@dataclass
class Sample:
    """What was loaded: the workspace, each player's membership by key, the projects."""

    workspace: Workspace
    seats: dict[str, Membership]
    projects: list[Project]


def find_sample() -> Workspace | None:
    """The sample loaded before, if it was and is still open."""
    return db.session.scalar(
        select(Workspace).join(Membership, Membership.workspace_id == Workspace.id)
        .join(User, User.id == Membership.user_id)
        .where(User.email == PARTS[0].email, Workspace.name == WORKSPACE["name"], Workspace.archived_at.is_(None)))


def load_demo(*, store=None) -> Sample:
    """The sample workspace, with everybody in it. Loaded already: that one, as it is by now. Without a store: no files."""
    workspace = find_sample()
    if workspace is not None:
        return Sample(workspace, _seats_of(workspace), _projects_of(workspace))
    workspace = _add(Workspace(**WORKSPACE))
    clients = {key: _add(Client(workspace_id=workspace.id, **facts)) for key, facts in CLIENTS.items()}
    for part in PARTS:
        _seat(workspace, part, clients)
    seats = _seats_of(workspace)
    projects = [play(script, client=clients[script.FACTS["client"]], seats=seats, maker=seats["mira"], store=store)
                for script in SCRIPTS]
    keep_questions(seats["mira"])
    return Sample(workspace, seats, projects)


def load_sample_project(*, workspace: Workspace, owner: Membership, store=None) -> Project:
    """One small project for a new workspace, played by its owner and two invented people of an invented client."""
    name = CLIENTS["acme"]["name"]
    known = db.session.scalar(select(Project).join(Client, Client.id == Project.client_id).where(
        Project.workspace_id == workspace.id, Client.name == name))
    if known is not None:
        return known
    clients = {"acme": _add(Client(workspace_id=workspace.id, **CLIENTS["acme"]))}
    guests = [part for part in PARTS if part.key in ("cora", "cleo")]
    seats = {part.key: _loaded(_seat(workspace, part, clients)) for part in guests}
    return play(campaign, client=clients["acme"], seats=seats, maker=_loaded(owner), store=store)


def _seat(workspace: Workspace, part: Part, clients: dict) -> Membership:
    user = db.session.scalar(select(User).where(User.email == part.email)) or _add(
        User(email=part.email, name=part.name, locale=part.locale, proven_at=now()))
    client = clients.get(part.client)
    return _add(Membership(workspace_id=workspace.id, client_id=client and client.id, user_id=user.id, role=part.role,
                           lead=part.lead))


def _seats_of(workspace: Workspace) -> dict[str, Membership]:
    keys = {part.email: part.key for part in PARTS}
    seats = db.session.scalars(select(Membership).options(joinedload(Membership.user)).where(
        Membership.workspace_id == workspace.id, Membership.removed_at.is_(None)))
    return {keys[seat.user.email]: seat for seat in seats if seat.user.email in keys}


def _projects_of(workspace: Workspace) -> list[Project]:
    return list(db.session.scalars(select(Project).where(Project.workspace_id == workspace.id).order_by(Project.id)))


def _loaded(seat: Membership) -> Membership:
    return db.session.scalar(select(Membership).options(joinedload(Membership.user)).where(Membership.id == seat.id))


def _add(record):
    db.session.add(record)
    db.session.flush()
    return record
