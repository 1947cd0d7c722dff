"""Telling history what happened to an entry, in the lane it belongs to."""
from collections.abc import Iterable

from portal.base.clock import now
from portal.entries.entry import Entry
from portal.entries.reach import reaches_client
from portal.history.event import Event
from portal.history.recording import record_event, record_events

#: Fields the client side may see on a shared entry; a change of any other field is the team's own business.
CLIENT_FIELDS = frozenset({"title", "description", "promised", "done", "stuck", "percent", "level", "health", "text",
                           "next_milestone", "subject", "message", "start", "archived", "stage", "decision"})


def tell(entry: Entry, *, actor_id, verb: str, field: str | None = None, internal: bool = False, **facts) -> Event:
    """Append an event of an entry. It is shared only if the client can see the entry now, and may see the field."""
    return record_event(**_line(entry, actor_id=actor_id, verb=verb, field=field, internal=internal, **facts))


def tell_many(told: Iterable[tuple[Entry, dict]], *, actor_id) -> None:
    """Append events of many entries at once: pairs of an entry and what ``tell`` takes about it."""
    record_events([_line(entry, actor_id=actor_id, **facts) for entry, facts in told])


def _line(entry: Entry, *, field: str | None = None, internal: bool = False, **facts) -> dict:
    shared = not internal and (field is None or field in CLIENT_FIELDS) and reaches_client(entry)
    touch(entry, shared=shared)
    return {"workspace_id": entry.workspace_id, "project_id": entry.project_id, "entry_id": entry.id,
            "lane": "shared" if shared else "internal", "field": field, **facts}


def touch(entry: Entry, *, shared: bool) -> None:
    """Move the entry's last activity, for each side what it may know."""
    entry.last_activity_at = now()
    if shared:
        entry.last_shared_activity_at = entry.last_activity_at
