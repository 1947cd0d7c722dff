"""How much room a workspace has for files, and how much of it is taken."""
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import case, func, inspect, select

from portal.base.alone import go_alone
from portal.base.clock import now
from portal.base.database import db
from portal.files.blob import Blob
from portal.files.refusal import FileRefused
from portal.files.upload import RESERVED, Upload
from portal.people.workspace import Workspace


def room_taken(workspace_id: UUID) -> int:
    """Bytes that are kept, and those that are on their way, while they come. Two statements."""
    kept = select(func.coalesce(func.sum(Blob.size), 0)).where(Blob.workspace_id == workspace_id)
    soon = case((Upload.touched_at > now() - RESERVED, Upload.length), else_=Upload.offset)
    coming = select(func.coalesce(func.sum(soon), 0)).where(Upload.workspace_id == workspace_id)
    return int(db.session.scalar(kept)) + int(db.session.scalar(coming))


def check_room(workspace: Workspace, size: int, name: str) -> None:
    """Raises FileRefused where a file does not fit any more."""
    if room_taken(workspace.id) + size > workspace.file_quota:
        raise FileRefused("quota", name)


def check_room_of(workspace_id: UUID, uploads: Sequence[Upload]) -> None:
    """Raises FileRefused where those of them that no row counts yet do not fit any more, together.

    They were looked at when they came; now nobody else can take the same room before they are noted.
    """
    uncounted = [upload for upload in uploads if inspect(upload).transient]
    if uncounted:
        go_alone(room_of(workspace_id))
        check_room(db.session.get(Workspace, workspace_id), sum(upload.length for upload in uncounted), uncounted[-1].name)


def keep_room(upload: Upload) -> None:
    """Whoever goes on after a long break asks for room again. Raises FileRefused where there is none for the rest."""
    go_alone(room_of(upload.workspace_id))
    check_room(db.session.get(Workspace, upload.workspace_id), upload.length - upload.offset, upload.name)
    upload.touched_at = now()


def room_of(workspace_id: UUID) -> str:
    """Where one goes alone: two who ask at once would both find the last room there is."""
    return f"room for files of {workspace_id}"
