from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import db


class Habits(db.Model):
    """When and how a user wants to be told at all; times are minutes of the day in their own zone."""

    __tablename__ = "habits"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    #: Nothing between these two; over midnight when the first is the later one. None: no quiet hours.
    quiet_from: Mapped[int | None]
    quiet_until: Mapped[int | None]
    #: The days on which something may come, as bits: Monday is 1, Sunday 64.
    working_days: Mapped[int] = mapped_column(default=127)
    #: Whether their move and mentions come at any time.
    urgent_passes: Mapped[bool] = mapped_column(default=False)
    #: Push and mail say that there is something, not what.
    private: Mapped[bool] = mapped_column(default=False)
    digest_at: Mapped[int] = mapped_column(default=8 * 60)
    #: The day of the weekly digest; Monday is 0.
    digest_weekday: Mapped[int] = mapped_column(default=0)
