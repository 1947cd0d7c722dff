"""A workspace's own settings."""
from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.user import User
from portal.people.workspace import Workspace

FIELDS = ("name", "brand_color", "locale", "time_zone", "currency", "preview_invitations",
          "offline_copies", "typed_names")


def change_workspace(*, workspace: Workspace, by: User, **values) -> None:
    """Set what differs and remember each change. Twice: nothing more happens.

    Where copies on devices are switched off, those of all its people go with their next answer.
    """
    if workspace.offline_copies and not values.get("offline_copies", True):
        _copies_go(workspace)
    for field in FIELDS:
        if field in values and values[field] != getattr(workspace, field):
            record_event(workspace_id=workspace.id, actor_id=by.id, verb="settings.changed", field=field,
                         old=getattr(workspace, field), new=values[field])
            setattr(workspace, field, values[field])


def close_workspace(*, workspace: Workspace, by: User) -> None:
    """Close the whole workspace: it opens for nobody from the next request on. Twice: it stays closed."""
    if workspace.archived_at is None:
        workspace.archived_at = now()
        record_event(workspace_id=workspace.id, actor_id=by.id, verb="workspace.closed", old=workspace.name)
        _copies_go(workspace)


def _copies_go(workspace: Workspace) -> None:
    users = select(Membership.user_id).where(Membership.workspace_id == workspace.id)
    for user in db.session.scalars(select(User).where(User.id.in_(users))):
        user.lose_access()
