"""Taking back what lines of history tell of something that is no longer to be seen."""
from collections.abc import Callable, Collection
from uuid import UUID

from sqlalchemy import null, select, update

from portal.base.database import db
from portal.history.event import Event


def withhold(*, entry_id: UUID, verbs: Collection[str], tells: Callable[[str, str | None], bool], from_all: bool) -> int:
    """Of those lines of an entry of which ``tells`` picks a value, old or new, with the reason: take all three away; or keep
    them to the team.

    That somebody did something stays, and nothing else of history ever changes. Returns how many. Twice: nothing more happens.
    """
    wanted = select(Event.id, Event.old, Event.new, Event.reason).where(Event.entry_id == entry_id, Event.verb.in_(verbs))
    rows = db.session.execute(wanted if from_all else wanted.where(Event.lane == "shared")).all()
    lines = [row.id for row in rows if any(isinstance(value, str) and tells(value, row.reason) for value in (row.old, row.new))]
    if lines:
        blank = {"old": null(), "new": null(), "reason": None} if from_all else {"lane": "internal"}
        db.session.execute(update(Event).where(Event.id.in_(lines)).values(blank),
                           execution_options={"synchronize_session": False})
    return len(lines)
