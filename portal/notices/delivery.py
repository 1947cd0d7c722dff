from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.clock import now
from portal.base.database import db
from portal.base.types import Serial

#: Who is paid first, by kind: 0 where somebody waits before a screen, 2 what was gathered anyway; the others stand between.
RANKS = {"sign_in": 0, "invitation": 0, "trial": 0, "bundle": 2, "daily": 2, "weekly": 2}

_owed = {name: db.text("ended_at IS NULL") for name in ("sqlite_where", "postgresql_where")}
_refused = {name: db.text("outcome = 'refused'") for name in ("sqlite_where", "postgresql_where")}


def _rank_of_kind(context) -> int:
    return RANKS.get(context.get_current_parameters().get("kind"), 1)


class Delivery(db.Model):
    """One owed mail or push: claimed by lease, tried again, its outcome kept."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_owed", "rank", "channel", "due_at", **_owed),
        Index("ix_deliveries_refused", "workspace_id", "ended_at", **_refused),
        # What is open for more of one person.
        Index("ix_deliveries_open", "user_id", **_owed),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(8), default="mail")
    #: Which mail or push it is: sign_in, invitation, notice, bundle, daily, weekly.
    kind: Mapped[str] = mapped_column(String(24))
    rank: Mapped[int] = mapped_column(SmallInteger, default=_rank_of_kind, server_default="1")
    #: Of a mail.
    address: Mapped[str] = mapped_column(String(254), default="")
    #: Of a push: the browser it goes to.
    subscription_id: Mapped[UUID | None] = mapped_column(ForeignKey("push_subscriptions.id"))
    #: Whose cap it counts for; None: of what lets people in.
    workspace_id: Mapped[UUID | None] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: What the mail is about, by id: a challenge, an invitation. Secrets are made when it is paid, never kept here.
    subject_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    #: sent; cancelled: nothing was to be said any more; refused: given up; gone: its browser is.
    outcome: Mapped[str | None] = mapped_column(String(12))
    trouble: Mapped[str | None] = mapped_column(String(300))


#: As its index says it: a plan for any value does not use what holds a part only.
REFUSED = Delivery.outcome == literal_column("'refused'")
