from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.branded import Branded
from portal.people.workspace import Workspace


class Client(Branded, db.Model):
    """A customer company of a workspace; its people are contacts."""

    __tablename__ = "clients"
    # The second is unique by its last column: told to the database, so that it reads lists in its order.
    __table_args__ = (UniqueConstraint("workspace_id", "id"), Index("uq_clients_list", "workspace_id", "name", "id", unique=True))

    id: Mapped[Key]
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str] = mapped_column(String(120))
    brand_color: Mapped[str | None] = mapped_column(String(7))
    locale: Mapped[str | None] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]

    workspace: Mapped[Workspace] = relationship(lazy="raise_on_sql")
