"""What an operator means by a word: the one workspace or client that is called so, or has this id."""
import click
from sqlalchemy import Select, func, or_, select

from portal.base.database import db
from portal.base.ids import parse_id
from portal.people.client import Client
from portal.people.workspace import Workspace

#: So many are told of where none is meant, or several are.
TOLD = 10


def workspace_called(words: str | None) -> Workspace:
    """The workspace of this name or id; without words the only one. Raises ClickException, which names those there are."""
    return _the_only_one(select(Workspace).where(Workspace.archived_at.is_(None)), Workspace, words, "workspace")


def client_called(words: str, workspace: Workspace) -> Client:
    """The client of a workspace, likewise. Raises ClickException, which names those there are."""
    return _the_only_one(select(Client).where(Client.workspace_id == workspace.id), Client, words, "client")


def _the_only_one(among: Select, kind, words: str | None, what: str):
    meant = or_(kind.id == parse_id(words), func.lower(kind.name) == words.lower()) if words is not None else True
    found = db.session.scalars(among.where(meant).order_by(kind.name).limit(TOLD)).all()
    if len(found) == 1:
        return found[0]
    those = found or db.session.scalars(among.order_by(kind.name).limit(TOLD)).all()
    told = ", ".join(f"{each.name} ({each.id})" for each in those)
    if found:
        raise click.ClickException(f"there are several, give the id of the {what}: {told}")
    raise click.ClickException(f"there is no {what}{f' {words!r}' if words else ''}" + (f". There are: {told}" if told else ""))
