"""Telling history what happened to an entry, in the lane it belongs to."""
from portal.base.clock import now
from portal.entries.entry import Entry
from portal.history.event import Event
from portal.history.recording import record_event

#: Fields the client side may see on a shared entry; a change of any other field is the team's own business.
CLIENT_FIELDS = frozenset({"title", "description", "promised", "done", "stuck", "percent", "level", "health", "text",
                           "next_milestone", "subject", "message", "start", "archived", "stage", "decision"})


def tell(entry: Entry, *, actor_id, verb: str, field: str | None = None, internal: bool = False, **facts) -> Event:
    """Append an event of an entry. It is shared only if the entry is, and the field is one the client may see."""
    shared = entry.is_shared and not internal and (field is None or field in CLIENT_FIELDS)
    touch(entry, shared=shared)
    return record_event(workspace_id=entry.workspace_id, project_id=entry.project_id, entry_id=entry.id,
                        actor_id=actor_id, verb=verb, lane="shared" if shared else "internal", field=field, **facts)


def touch(entry: Entry, *, shared: bool) -> None:
    """Move the entry's last activity, for each side what it may know."""
    entry.last_activity_at = now()
    if shared:
        entry.last_shared_activity_at = entry.last_activity_at
