"""Telling history what became of a message that stands already: no new activity, only a line."""
from portal.entries.entry import Entry
from portal.history.recording import record_event
from portal.projects.standing import Standing
from portal.talk.message import Message


def tell_of(message: Message, *, entry: Entry, by: Standing, verb: str) -> None:
    """Append an event in the message's lane; on an internal entry everything is internal."""
    record_event(workspace_id=entry.workspace_id, project_id=entry.project_id, entry_id=entry.id,
                 actor_id=by.viewer.user_id, verb=verb, message_id=message.id,
                 lane=message.lane if entry.is_shared else "internal")
