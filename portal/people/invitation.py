from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.client import Client
from portal.people.user import User
from portal.people.workspace import Workspace


class Invitation(db.Model):
    """A link to one address that opens a project or one entry of it, fourteen days long."""

    __tablename__ = "invitations"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "client_id"], ["clients.workspace_id", "clients.id"]),
        Index(None, "workspace_id", "created_at"),
        Index(None, "project_id", "created_at"),
        Index(None, "email"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    #: None invites to the staff.
    client_id: Mapped[UUID | None]
    #: Keys to rooms above this one; the upper rooms check what they point at.
    project_id: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(String(16))
    lead: Mapped[bool] = mapped_column(default=False)
    line: Mapped[str] = mapped_column(Text, default="")
    inviter_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None]

    workspace: Mapped[Workspace] = relationship(lazy="raise_on_sql", viewonly=True)
    client: Mapped[Client | None] = relationship(lazy="raise_on_sql", viewonly=True)
    inviter: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[inviter_id], viewonly=True)

    @property
    def state(self) -> str:
        """accepted, revoked, expired or pending. What was taken back stays so, accepted or not."""
        if self.revoked_at is not None:
            return "revoked"
        if self.accepted_at is not None:
            return "accepted"
        return "pending" if self.expires_at > now() else "expired"

    @property
    def is_pending(self) -> bool:
        return self.state == "pending"

    @property
    def is_to_staff(self) -> bool:
        return self.client_id is None

    def revoke(self) -> None:
        """Take it back; what it opened already stays open. Twice: it stays taken back."""
        self.revoked_at = self.revoked_at or now()
