from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base.clock import now
from portal.base.database import Key, db
from portal.people.user import User
from portal.projects.project import Project

_open = {name: db.text("done_at IS NULL AND archived_at IS NULL") for name in ("sqlite_where", "postgresql_where")}
_raised = {name: db.text(f"{where} AND kind = 'change_request'") for name, where in _open.items()}
_undated = {name: db.text(f"{where} AND due IS NULL AND promised IS NULL") for name, where in _open.items()}


class Entry(db.Model):
    """Whatever can be shared, talked about, followed or searched. What lists filter or order by stands here."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "project_id", "id"),
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        # About and parent stay within the project: a wrong one is impossible, not only unlikely.
        ForeignKeyConstraint(["workspace_id", "project_id", "about_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"], name="fk_entries_about"),
        ForeignKeyConstraint(["workspace_id", "project_id", "parent_id"],
                             ["entries.workspace_id", "entries.project_id", "entries.id"], name="fk_entries_parent"),
        Index("ix_entries_plan", "project_id", "kind", "path"),
        Index("ix_entries_parent", "parent_id", "position"),
        Index("ix_entries_about", "about_id"),
        Index("ix_entries_activity", "project_id", "kind", "last_activity_at"),
        Index("ix_entries_shared_activity", "project_id", "kind", "last_shared_activity_at"),
        Index("ix_entries_move_due", "project_id", "move", "due", **_open),
        Index("ix_entries_move_promised", "project_id", "move", "promised", **_open),
        # What is whose move in a whole workspace, for those who see all of it.
        Index("ix_entries_all_due", "workspace_id", "move", "due", "project_id", "path", **_open),
        Index("ix_entries_all_promised", "workspace_id", "move", "promised", "project_id", "path", **_open),
        Index("ix_entries_all_undated", "workspace_id", "move", "project_id", "path", **_undated),
        # The few change requests of a workspace whose move it is, among everything else that is somebody's.
        Index("ix_entries_raised", "workspace_id", "kind", "move", **_raised),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "entry"}

    id: Mapped[Key]
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id"))
    project_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    #: Who may see it: internal (the team), client, or named (rows in ``entry_reader``).
    audience: Mapped[str] = mapped_column(String(8), default="internal")
    about_id: Mapped[UUID | None]
    parent_id: Mapped[UUID | None]
    position: Mapped[int] = mapped_column(default=0)
    #: Sorts the plan as a tree: the parent's path and this entry's own position, fixed width.
    path: Mapped[str] = mapped_column(String(400).with_variant(String(400, collation="C"), "postgresql"), default="")
    #: Whose move it is with nobody named: staff, client, or None when somebody is named or nothing is to do.
    move: Mapped[str | None] = mapped_column(String(6))
    due: Mapped[date | None]
    promised: Mapped[date | None]
    done_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: When the client side could first see it; stays after unsharing: it has a history with the client.
    first_shared_at: Mapped[datetime | None]
    last_activity_at: Mapped[datetime] = mapped_column(default=now)
    last_shared_activity_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    #: How many files were ever posted on it, in either lane: never told, but where none were, nothing is asked.
    files: Mapped[int] = mapped_column(default=0)

    project: Mapped[Project] = relationship(lazy="raise_on_sql", viewonly=True)
    created_by: Mapped[User | None] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def is_shared(self) -> bool:
        """Whether anybody of the client side may see it, as far as its own audience goes."""
        return self.audience != "internal"

    @property
    def may_be_shared(self) -> bool:
        """Whether the client side may ever see it; a kind may say otherwise of some."""
        return True

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
