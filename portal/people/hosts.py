"""Rooms with a host of their own: a workspace, or one client, whose links lead there and whose people come in there."""
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select, update

from portal.base.alone import go_alone
from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db
from portal.history.recording import record_event
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.sessions import close_session
from portal.people.tokens import link_token, subject_of
from portal.people.user import User
from portal.people.workspace import Workspace


class HostTaken(ValueError):
    """The name leads to another room."""


class Room(NamedTuple):
    """Whose host it is: a client's, or (without one) a whole workspace's."""

    workspace_id: UUID
    client_id: UUID | None

    def reaches(self, seat: Membership) -> bool:
        """Whether a session of this host reaches a membership: of its room, and of no other.

        The name belongs to the room, and whoever holds a name could stand between it and us: so what opens there
        opens nothing that its owner has not.
        """
        return seat.workspace_id == self.workspace_id and (self.client_id is None or seat.client_id == self.client_id)


def host_of(workspace: Workspace, client: Client | None = None) -> str | None:
    """The host that links into a room lead to: the client's own, else the workspace's; None: the portal's address.

    A name that nobody confirmed yet, in a browser that reached us by it, leads nowhere.
    """
    return (client and client.host_in_use) or workspace.host_in_use


def led_away(since: datetime, *owners: Workspace | Client | None) -> bool:
    """Whether links of these rooms led to a host of their own at any time since: its owner may know what they open."""
    return any(owner.host_in_use or (owner.host_left_at and owner.host_left_at > since) for owner in owners if owner)


def name_host(owner: Workspace | Client, host: str | None, *, by: User | None = None) -> None:
    """Give a room this host, or none; ``by`` None is the operator. Twice: nothing more. Raises HostTaken.

    Whoever signed in under the old name has to do so again.
    """
    if owner.host == host:
        return
    go_alone("hosts")
    if host is not None and _is_taken(host):
        raise HostTaken(host)
    if owner.host is not None:
        _sign_out_at(owner.host)
    if owner.host_in_use:
        owner.host_left_at = now()
    of_client = isinstance(owner, Client)
    record_event(workspace_id=owner.workspace_id if of_client else owner.id, actor_id=by and by.id,
                 verb="client.changed" if of_client else "settings.changed", field="host", old=owner.host, new=host)
    owner.host, owner.host_confirmed_at = host, None


def room_of(connection: Connection, host: str) -> Room | None:
    """Whose this host is, of rooms that are open; None for anybody's else. At most two statements."""
    workspace = connection.execute(select(Workspace.id).where(
        Workspace.host == host, Workspace.archived_at.is_(None))).one_or_none()
    if workspace is not None:
        return Room(workspace.id, None)
    client = connection.execute(select(Client.workspace_id, Client.id).join(
        Workspace, Workspace.id == Client.workspace_id).where(
        Client.host == host, Client.archived_at.is_(None), Workspace.archived_at.is_(None))).one_or_none()
    return Room(client.workspace_id, client.id) if client is not None else None


def confirming_link(settings: Settings, owner: Workspace | Client) -> str:
    """Where whoever named a host says, in a browser that reaches us by that name, that links shall lead there.

    Only this installation can make it; it is good for this name of this room.
    """
    return f"{settings.origin_of(owner.host)}/sign-in/address/{link_token(settings.secret_key, _naming(owner.host), owner.id)}"


def is_confirming(key: str, room: Room, host: str, token: str) -> bool:
    """Whether a confirming link was made for this name of this room."""
    return subject_of(key, _naming(host), token) == (room.client_id or room.workspace_id)


def put_into_use(host: str) -> None:
    """From now on links lead to this name. Twice: nothing more."""
    for owner in (Workspace, Client):
        db.session.execute(update(owner).where(owner.host == host, owner.host_confirmed_at.is_(None))
                           .values(host_confirmed_at=now()))


def owners_of(room: Room) -> tuple[Workspace, Client | None]:
    """The room's workspace and client. One statement."""
    found = db.session.execute(select(Workspace, Client).outerjoin(
        Client, (Client.workspace_id == Workspace.id) & (Client.id == room.client_id)).where(Workspace.id == room.workspace_id))
    return tuple(found.one())


def named_hosts() -> list[Workspace | Client]:
    """The open rooms that have a host of their own, by its name."""
    workspaces = db.session.scalars(select(Workspace).where(Workspace.host.is_not(None), Workspace.archived_at.is_(None))).all()
    clients = db.session.scalars(select(Client).join(Workspace, Workspace.id == Client.workspace_id).where(
        Client.host.is_not(None), Client.archived_at.is_(None), Workspace.archived_at.is_(None))).all()
    return sorted((*workspaces, *clients), key=lambda owner: owner.host)


def _naming(host: str) -> str:
    return f"own-host:{host}"


def _is_taken(host: str) -> bool:
    return any(db.session.scalar(select(owner.id).where(owner.host == host).limit(1)) for owner in (Workspace, Client))


def _sign_out_at(host: str) -> None:
    for session in db.session.scalars(select(Session).where(Session.host == host, Session.revoked_at.is_(None))):
        close_session(session)
