"""Writing history."""
from sqlalchemy import insert

from portal.base.database import db
from portal.base.prepared import prepared
from portal.history.event import Event
from portal.history.telling import told


def record_event(*, workspace_id, actor_id, verb: str, lane: str = "internal", **facts) -> Event:
    """Append one line of history to this transaction. Facts: project_id, entry_id, message_id, field, old, new, reason."""
    event = Event(workspace_id=workspace_id, actor_id=actor_id, verb=verb, lane=lane, **facts)
    db.session.add(event)
    told()
    return event


def record_post(*, workspace_id, project_id, entry_id, message_id, actor_id, lane: str, at) -> None:
    """Append the line of a new message, at once: the commonest line of all."""
    _posted.write(workspace_id, project_id, entry_id, message_id, actor_id, lane, at)
    told()


@prepared
def _posted(workspace_id, project_id, entry_id, message_id, actor_id, lane, at):
    return insert(Event.__table__).values(workspace_id=workspace_id, project_id=project_id, entry_id=entry_id, at=at,
                                          message_id=message_id, actor_id=actor_id, verb="message_posted", lane=lane)


def record_events(rows: list[dict]) -> None:
    """Append many lines in one statement, each a dictionary of what ``record_event`` takes."""
    if rows:
        blank = dict.fromkeys(("project_id", "entry_id", "message_id", "field", "old", "new", "reason"))
        db.session.execute(insert(Event), [blank | row for row in rows])
        told()
