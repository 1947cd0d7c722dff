"""Promised dates that moved to a later day, with the reason, over all of somebody's projects."""
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists
from sqlalchemy.orm import aliased

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.visible import events_visible_to
from portal.history.event import Event
from portal.notices.notification import Notification
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.projects.visible import project_condition

#: So many are looked through, and so many told.
DEPTH, MOST = 60, 8


@dataclass(frozen=True, slots=True)
class Slip:
    """An item whose promised date moved, from where to where, and why. Named like an entry where a page is linked."""

    id: UUID
    kind: str
    project_id: UUID
    title: str
    project: str
    old: date
    new: date
    reason: str | None
    workspace_id: UUID
    client_id: UUID


def slips_since(viewer: Viewer, since: datetime) -> list[Slip]:
    """The newest first, each item once, without what the viewer did or was told of already. One statement."""
    found: dict[UUID, Slip] = {}
    for row in _moved(viewer, viewer.user_id, since):
        if not (row.old and row.new):
            # Promised for the first time, or taken back.
            continue
        old, new = date.fromisoformat(row.old), date.fromisoformat(row.new)
        earlier = found.pop(row.id, None)
        # Moved several times: from the first of these days to the last, for the last reason.
        found[row.id] = Slip(row.id, row.kind, row.project_id, row.title, row.name, old, earlier.new if earlier else new,
                             earlier.reason if earlier else row.reason, row.workspace_id, row.client_id)
    return [slip for slip in found.values() if slip.new > slip.old][:MOST]


#: Under a name of its own: the fence within asks about entries.
_moving = aliased(Entry)


@prepared
def _moved(viewer, user_id, since):
    told = exists().where(Notification.user_id == user_id, Notification.event_id == Event.id)
    lines = events_visible_to(viewer).where(Event.at >= since, Event.verb == "promised", Event.actor_id != user_id, ~told)
    return (lines.join(_moving, _moving.id == Event.entry_id).join(Project, Project.id == Event.project_id)
            .where(_moving.archived_at.is_(None), Project.archived_at.is_(None),
                   project_condition(viewer, Event.project_id, Event.workspace_id))
            .with_only_columns(_moving.id, _moving.kind, _moving.project_id, _moving.title, Project.name, Event.old, Event.new,
                               Event.reason, Project.workspace_id, Project.client_id).order_by(Event.id.desc()).limit(DEPTH))
