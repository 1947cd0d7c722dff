"""A workspace's own settings."""
from portal.history.recording import record_event
from portal.people.user import User
from portal.people.workspace import Workspace

FIELDS = ("name", "brand_color", "locale", "time_zone", "currency", "preview_invitations")


def change_workspace(*, workspace: Workspace, by: User, **values) -> None:
    """Set what differs and remember each change. Twice: nothing more happens."""
    for field in FIELDS:
        if field in values and values[field] != getattr(workspace, field):
            record_event(workspace_id=workspace.id, actor_id=by.id, verb="settings.changed", field=field,
                         old=getattr(workspace, field), new=values[field])
            setattr(workspace, field, values[field])
