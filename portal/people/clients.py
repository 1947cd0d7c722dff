"""Adding, renaming, archiving and listing the clients of a workspace."""
from uuid import UUID

from sqlalchemy import Select, func, select

from portal.base.clock import now
from portal.base.database import db
from portal.history.recording import record_event
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.user import User


class NameTaken(ValueError):
    """The workspace already has a client of this name."""


def add_client(*, workspace_id: UUID, by: User, client_id: UUID, name: str, brand_color=None, locale=None) -> Client:
    """A new client. Raises NameTaken."""
    _check_name(workspace_id, name)
    client = Client(id=client_id, workspace_id=workspace_id, name=name, brand_color=brand_color, locale=locale)
    db.session.add(client)
    db.session.flush()
    record_event(workspace_id=workspace_id, actor_id=by.id, verb="client.added", new=name)
    return client


def change_client(*, client: Client, by: User, **values) -> None:
    """Set name, brand colour or locale where they differ. Raises NameTaken."""
    if values.get("name", client.name) != client.name:
        _check_name(client.workspace_id, values["name"], but=client.id)
    for field in ("name", "brand_color", "locale"):
        if field in values and values[field] != getattr(client, field):
            record_event(workspace_id=client.workspace_id, actor_id=by.id, verb="client.changed", field=field,
                         old=getattr(client, field), new=values[field])
            setattr(client, field, values[field])


def archive_client(*, client: Client, by: User) -> None:
    """Close a client: its contacts lose access at once. Twice: it stays closed."""
    if client.archived_at is None:
        client.archived_at = now()
        record_event(workspace_id=client.workspace_id, actor_id=by.id, verb="client.archived", new=client.name)
        for user in _contacts(client):
            user.lose_access()


def restore_client(*, client: Client, by: User) -> None:
    """Open an archived client again, with the contacts it had."""
    if client.archived_at is not None:
        client.archived_at = None
        record_event(workspace_id=client.workspace_id, actor_id=by.id, verb="client.restored", new=client.name)


def clients_of(workspace_id: UUID) -> Select:
    """The clients of a workspace by name, each with how many contacts it has. Rows of (Client, int)."""
    contacts = (select(func.count()).where(Membership.workspace_id == Client.workspace_id, Membership.client_id == Client.id,
                                           Membership.removed_at.is_(None)).correlate(Client).scalar_subquery())
    return select(Client, contacts).where(Client.workspace_id == workspace_id).order_by(
        Client.archived_at.is_not(None), Client.name, Client.id)


def find_client(workspace_id: UUID, client_id: UUID) -> Client | None:
    """One client of that workspace, or None."""
    return db.session.scalar(select(Client).where(Client.workspace_id == workspace_id, Client.id == client_id))


def _check_name(workspace_id: UUID, name: str, but: UUID | None = None) -> None:
    wanted = select(Client.id).where(Client.workspace_id == workspace_id, func.lower(Client.name) == name.lower())
    if but is not None:
        wanted = wanted.where(Client.id != but)
    if db.session.scalar(wanted.limit(1)):
        raise NameTaken(name)


def _contacts(client: Client):
    return db.session.scalars(select(User).join(Membership, Membership.user_id == User.id).where(
        Membership.workspace_id == client.workspace_id, Membership.client_id == client.id))
