"""Who is asking, with which memberships, narrowed how."""
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.prepared import prepared
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.user import User
from portal.people.workspace import Workspace


@dataclass(frozen=True, eq=False)
class Viewer:
    """A reader. Everything that reaches one passes a fence built from these facts and no others."""

    user: User | None
    memberships: tuple[Membership, ...] = ()
    #: Narrowed to these projects: as the client sees it, or a preview.
    only_projects: frozenset[UUID] | None = None
    #: Narrowed to these entries: an invitation that nobody accepted yet.
    only_entries: frozenset[UUID] | None = None
    #: A look through somebody else's eyes: may nothing, marks nothing.
    read_only: bool = False
    #: The session reaches one membership only.
    limited: bool = False
    #: The workspace or client at whose own host somebody reads: the memberships are those of that room.
    room: UUID | None = None
    #: The staff member behind a look as the client.
    behind: User | None = None
    _cache: dict = field(default_factory=dict, repr=False)

    @cached_property
    def user_id(self) -> UUID | None:
        return self.user.id if self.user else None

    @cached_property
    def all_project_workspaces(self) -> tuple[UUID, ...]:
        """Workspaces of which every project is visible: those where the viewer is at least a manager."""
        return tuple(seat.workspace_id for seat in self.memberships if seat.is_staff and seat.may("manager"))

    @cached_property
    def staff_seats(self) -> tuple[UUID, ...]:
        return tuple(seat.id for seat in self.memberships if seat.is_staff)

    @cached_property
    def placed_seats(self) -> tuple[UUID, ...]:
        """Those that reach only the projects they are on."""
        return tuple(seat.id for seat in self.memberships if not (seat.is_staff and seat.may("manager")))

    @cached_property
    def workspaces(self) -> tuple[UUID, ...]:
        """Those the viewer belongs to, on whichever side."""
        return tuple(dict.fromkeys(seat.workspace_id for seat in self.memberships))

    @cached_property
    def contact_seats(self) -> tuple[UUID, ...]:
        return tuple(seat.id for seat in self.memberships if not seat.is_staff)

    @cached_property
    def seats(self) -> tuple[UUID, ...]:
        return self.staff_seats + self.contact_seats

    @property
    def is_staff_somewhere(self) -> bool:
        return bool(self.staff_seats)

    @cached_property
    def shape(self) -> tuple:
        """What decides how the fence around this viewer looks as SQL, its values aside."""
        narrowed = tuple(None if only is None else bool(only) for only in (self.only_projects, self.only_entries))
        return (bool(self.staff_seats), bool(self.contact_seats), bool(self.all_project_workspaces),
                len(self.staff_seats) > len(self.all_project_workspaces), self.user is None, self.read_only, self.limited,
                narrowed)

    def staff_seat(self, workspace_id: UUID) -> Membership | None:
        """The viewer's place on the staff of a workspace."""
        return next((s for s in self.memberships if s.is_staff and s.workspace_id == workspace_id), None)

    def contact_seat(self, client_id: UUID) -> Membership | None:
        """The viewer's place among the contacts of a client."""
        return next((s for s in self.memberships if s.client_id == client_id), None)

    def narrowed(self, **facts) -> "Viewer":
        return replace(self, _cache={}, **facts)


def active_memberships(user_id: UUID):
    """The memberships that still open something, with their workspace and client. A composable select."""
    return _active(select(Membership), user_id).options(joinedload(Membership.workspace), joinedload(Membership.client))


def _active(wanted, user_id: UUID):
    return (
        wanted
        .join(Workspace, Workspace.id == Membership.workspace_id)
        .outerjoin(Client, Client.id == Membership.client_id)
        .where(Membership.user_id == user_id, Membership.removed_at.is_(None), Workspace.archived_at.is_(None),
               Client.archived_at.is_(None))
        .order_by(Membership.created_at, Membership.id)
    )


def viewer_of(user: User, *, only_membership: UUID | None = None) -> Viewer:
    """The viewer a user is, or the part of one that a limited session reaches. One statement."""
    seats = _one_seat(user.id, only_membership) if only_membership else _seats(user.id)
    return Viewer(user=user, memberships=tuple(seats.scalars()), limited=only_membership is not None)


@prepared
def _seats(user_id: UUID):
    return _active(select(Membership, Workspace, Client).select_from(Membership), user_id)


@prepared
def _one_seat(user_id: UUID, membership_id: UUID):
    return _active(select(Membership, Workspace, Client).select_from(Membership), user_id).where(Membership.id == membership_id)
