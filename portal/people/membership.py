from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.client import Client
from portal.people.roles import at_least
from portal.people.user import User
from portal.people.workspace import Workspace


class Membership(db.Model):
    """A user's place in a workspace: on its staff, or (with a client) as that client's contact."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        ForeignKeyConstraint(["workspace_id", "client_id"], ["clients.workspace_id", "clients.id"]),
        Index("uq_memberships_staff", "user_id", "workspace_id", unique=True,
              sqlite_where=db.text("client_id IS NULL"), postgresql_where=db.text("client_id IS NULL")),
        Index("uq_memberships_contact", "user_id", "client_id", unique=True,
              sqlite_where=db.text("client_id IS NOT NULL"), postgresql_where=db.text("client_id IS NOT NULL")),
        Index(None, "workspace_id", "client_id", "user_id"),
        # Asked by every page; the two above hold one half each.
        Index(None, "user_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    client_id: Mapped[UUID | None]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(String(16))
    #: A contact who invites colleagues and sees who has access.
    lead: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    workspace: Mapped[Workspace] = relationship(lazy="raise_on_sql", viewonly=True)
    client: Mapped[Client | None] = relationship(lazy="raise_on_sql", viewonly=True)
    user: Mapped[User] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def name(self) -> str:
        return self.user.called

    @property
    def initials(self) -> str:
        return self.user.initials

    @property
    def is_staff(self) -> bool:
        return self.client_id is None

    @property
    def side(self) -> str:
        return "staff" if self.is_staff else "client"

    def may(self, least: str) -> bool:
        """Whether the role is at least this one, of the same side."""
        return at_least(self.role, least)
