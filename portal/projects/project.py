from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.client import Client
from portal.people.workspace import Workspace

STATUSES = ("planned", "active", "on_hold", "done")
HEALTHS = ("on_track", "at_risk", "off_track")
BUDGET_UNITS = ("money", "hours")


class Project(db.Model):
    """Work for one client, with members from both sides."""

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        ForeignKeyConstraint(["workspace_id", "client_id"], ["clients.workspace_id", "clients.id"]),
        Index(None, "workspace_id", "client_id", "archived_at"),
        # The list of all projects, client by client.
        Index("ix_projects_list", "client_id", "name", "id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    client_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(12), default="active")
    #: Health, its reason and what comes next as the last update told them: staff's word, and what the client was told.
    health: Mapped[str | None] = mapped_column(String(12))
    health_reason: Mapped[str] = mapped_column(Text, default="")
    next_milestone: Mapped[str] = mapped_column(String(300), default="")
    shared_health: Mapped[str | None] = mapped_column(String(12))
    shared_health_reason: Mapped[str] = mapped_column(Text, default="")
    shared_next_milestone: Mapped[str] = mapped_column(String(300), default="")
    start: Mapped[date | None]
    promised_end: Mapped[date | None]
    #: What is agreed now, in money or in hours; every one it ever had is kept in ``portal.budgets``.
    budget: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    budget_unit: Mapped[str] = mapped_column(String(8), default="money")
    #: Of what was agreed; None: as the workspace reckons.
    budget_currency: Mapped[str | None] = mapped_column(String(3))
    #: What an hour counts in money: the team's own.
    budget_rate: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    #: Whether the client's sponsors see it as a whole: agreed, spent, expected.
    budget_shared: Mapped[bool] = mapped_column(default=False)
    #: None follows the workspace.
    preview_invitations: Mapped[bool | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]

    workspace: Mapped[Workspace] = relationship(lazy="raise_on_sql", viewonly=True)
    client: Mapped[Client] = relationship(lazy="raise_on_sql", viewonly=True)
