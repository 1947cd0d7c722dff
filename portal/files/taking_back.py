"""Taking a file back that one brought: nobody reaches it any more, and that it was there is told without its name."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.entries.reach import reaches_client
from portal.entries.telling import tell
from portal.files.document import Document
from portal.files.out_of_sight import put_out_of_sight, those_kept
from portal.files.reading import is_known, is_only_one, name_of
from portal.files.retitling import call_nothing
from portal.files.version import Version
from portal.history.recording import record_event
from portal.notices.cancelling import cancel_owed
from portal.people.user import User
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer
from portal.talk.access import may_reply

#: So many are told on the page of a document.
MOST = 20


class Decided(ValueError):
    """Somebody answered about exactly this version: it stays."""


class TakenBack(NamedTuple):
    """The place of a version that was taken back."""

    by: str
    at: object


def may_take_back(standing: Standing, version) -> bool:
    """Only who brought a version takes it back, while they still may write here."""
    return version.by_id == standing.viewer.user_id and may_reply(standing)


def take_back(version: Version, *, document: Document, by: Standing) -> bool:
    """Take a version away from every reader of either side. Twice is once; returns whether anything changed.

    Where it was the last one its document goes from all lists. The bytes stay: a record for the operator. Raises Decided.
    """
    db.session.execute(select(Entry.id).where(Entry.id == document.id).with_for_update())
    db.session.refresh(version, ["withdrawn_at", "lane"])
    if version.withdrawn_at is not None:
        return False
    if those_kept([version.id]):
        raise Decided(version.id)
    told = version.lane == "shared" and reaches_client(document)
    is_last = is_only_one(version)
    stays = not is_last and not (told and is_only_one(version, staff_here=False))
    openly = told and document.audience == "client"
    version.withdrawn_at = now()
    if not openly:
        # Where contacts did not see it, or named ones only, its place tells nobody else of them that it was there.
        version.lane = "internal"
    _tell(document, by, told=told if stays else openly, stays=stays)
    if is_last:
        document.archived_at = now()
        cancel_owed(subject_ids=[document.id])
    put_out_of_sight([version], document, by.viewer.user, from_all=True)
    if is_last:
        call_nothing(document)
    return True


def _tell(document: Document, by: Standing, *, told: bool, stays: bool) -> None:
    """In the history of the document where that is still read, else of what it is about, else of the project.

    The last two have other readers than a document that is shared with named people.
    """
    facts = {"actor_id": by.viewer.user_id, "verb": "file_taken_back"}
    if stays:
        tell(document, internal=not told, **facts)
    elif document.about_id:
        tell(db.session.get(Entry, document.about_id), internal=not told, **facts)
    else:
        record_event(workspace_id=document.workspace_id, project_id=document.project_id, lane="shared" if told else "internal",
                     **facts)


def taken_back_of(standing: Standing, document: Entry) -> list[TakenBack]:
    """The versions of a document that were taken back, the newest first, as far as a reader saw them. One statement."""
    rows = _gone(standing.viewer, standing.project, document.id, standing.is_staff, MOST)
    return [TakenBack(name_of(row, standing), row.withdrawn_at) for row in rows]


@prepared
def _gone(viewer: Viewer, project: Project, document_id: UUID, staff_here: bool, most: int):
    seen = True if staff_here else Version.lane == "shared"
    return (select(Version.withdrawn_at, is_known(viewer, project, staff_here).label("known"), User.name.label("called"),
                   User.email).join(User, User.id == Version.by_id)
            .where(Version.document_id == document_id, Version.withdrawn_at.is_not(None), seen)
            .order_by(Version.withdrawn_at.desc()).limit(most))
