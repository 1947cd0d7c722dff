"""Writing history."""
from portal.base.database import db
from portal.history.event import Event


def record_event(*, workspace_id, actor_id, verb: str, lane: str = "internal", **facts) -> Event:
    """Append one line of history to this transaction. Facts: project_id, entry_id, message_id, field, old, new, reason."""
    event = Event(workspace_id=workspace_id, actor_id=actor_id, verb=verb, lane=lane, **facts)
    db.session.add(event)
    return event
