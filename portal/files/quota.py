"""How much room a workspace has for files, and how much of it is taken."""
from uuid import UUID

from sqlalchemy import func, select

from portal.base.database import db
from portal.files.blob import Blob
from portal.files.refusal import FileRefused
from portal.files.upload import Upload
from portal.people.workspace import Workspace


def room_taken(workspace_id: UUID) -> int:
    """Bytes that are kept, and those that are on their way. Two statements."""
    kept = select(func.coalesce(func.sum(Blob.size), 0)).where(Blob.workspace_id == workspace_id)
    coming = select(func.coalesce(func.sum(Upload.length), 0)).where(Upload.workspace_id == workspace_id)
    return int(db.session.scalar(kept)) + int(db.session.scalar(coming))


def check_room(workspace: Workspace, size: int, name: str) -> None:
    """Raises FileRefused where a file does not fit any more."""
    if room_taken(workspace.id) + size > workspace.file_quota:
        raise FileRefused("quota", name)
