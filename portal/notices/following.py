"""Following: what somebody chose stays, what follows from what they did is only added."""
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.notices.follow import LEVELS, Follow


def choose_level(*, entry, user_id: UUID, level: str) -> None:
    """Follow an entry as closely as somebody says. Twice is once. Raises ValueError for another level.

    Not to follow what one would follow anyway (as its author, its assignee) is to mute it.
    """
    if level not in LEVELS:
        raise ValueError(level)
    chosen = {"level": level, "why": "choice", "at": now()}
    new = _insert().values(entry_id=entry.id, user_id=user_id, workspace_id=entry.workspace_id, project_id=entry.project_id,
                           **chosen)
    db.session.execute(new.on_conflict_do_update(index_elements=["entry_id", "user_id"], set_=chosen))


def follow_all(rows: Iterable[dict]) -> None:
    """Let users follow entries where they do not yet, at whatever level; each row holds a follow's columns."""
    rows = list({(row["entry_id"], row["user_id"]): row for row in rows}.values())
    if rows:
        db.session.execute(_insert().on_conflict_do_nothing(), rows)


def _insert():
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return insert(Follow.__table__)
