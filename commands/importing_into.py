"""Where a plan goes from the command line: workspace, client, project, and in whose name."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from portal.base.database import db
from portal.base.ids import new_id, parse_id
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.rosters import roster
from portal.people.user import User, tidy_email
from portal.people.workspace import Workspace
from portal.plan.importing import Plan
from portal.projects.creating import create_project
from portal.projects.project import Project


class Nowhere(Exception):
    """What was named is not here, is not the only one, or may not be used; the text says what is."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Names:
    client: str | None
    project: str | None
    workspace: str | None
    by: str | None


def found_or_made(names: Names, plan: Plan) -> tuple[Project, User, bool]:
    """The project (made where there is none of that name), who imports, and whether it was made. Raises Nowhere."""
    client = _client(names)
    seat = _manager(client, names.by)
    project = _project(client, names.project or plan.title)
    if project is not None:
        return project, seat.user, False
    name = (names.project or plan.title or "Plan").strip()[:160]
    return create_project(project_id=new_id(), client=client, by=seat, name=name), seat.user, True


def found_project(names: Names, plan: Plan) -> Project | None:
    """The project if it is there already. Raises Nowhere."""
    return _project(_client(names), names.project or plan.title)


def _project(client: Client, name: str) -> Project | None:
    found = list(
        db.session.scalars(
            select(Project)
            .where(Project.client_id == client.id, or_(Project.id == parse_id(name), func.lower(Project.name) == name.lower()))
            .limit(2)
        )
    )
    if len(found) > 1:
        raise Nowhere(
            "several_projects", f"{client.name} has several projects called {name!r}: give the id of one with --project."
        )
    if found and found[0].archived_at:
        raise Nowhere("archived_project", f"The project {name!r} is archived. Restore it first, or name another with --project.")
    return found[0] if found else None


def _client(names: Names) -> Client:
    wanted = (
        select(Client)
        .join(Workspace, Workspace.id == Client.workspace_id)
        .where(Client.archived_at.is_(None), Workspace.archived_at.is_(None))
        .order_by(Client.name)
    )
    if names.workspace:
        wanted = wanted.where(
            or_(Workspace.id == parse_id(names.workspace), func.lower(Workspace.name) == names.workspace.lower())
        )
    fits = or_(Client.id == parse_id(names.client), func.lower(Client.name) == names.client.lower())
    found = list(db.session.scalars(wanted.where(fits).limit(2)))
    if len(found) == 1:
        return found[0]
    if found:
        raise Nowhere("several_clients", f"Several clients are called {names.client!r}: say which workspace with --workspace.")
    known = list(db.session.scalars(wanted.limit(20)))
    there = "There are: " + ", ".join(client.name for client in known) + "." if known else "There is none yet."
    raise Nowhere("no_client", f"There is no client {names.client!r}. {there}")


def _manager(client: Client, email: str | None) -> Membership:
    seats = list(db.session.scalars(roster(client.workspace_id, None)))
    named = (seat for seat in seats if (seat.user.email == tidy_email(email) if email else seat.role == "owner"))
    seat = next(named, None)
    if seat is None:
        raise Nowhere("no_manager", f"{email or 'No owner'} belongs to the staff of this workspace.")
    if not seat.may("manager"):
        raise Nowhere("not_allowed", f"{email} is no manager: importing a plan takes one.")
    return seat
