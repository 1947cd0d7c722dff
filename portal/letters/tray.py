"""Mail that went nowhere by itself: which of it a member of the staff sees, and what of it stands on the screen."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, false, func, literal_column, select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.letters.arrival import LARGEST
from portal.letters.keys import without_keys
from portal.letters.letter import Letter
from portal.letters.originals import original_name
from portal.letters.parsing import Unreadable, parsed
from portal.letters.reading import File, read
from portal.letters.trimming import trim
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.projects.viewer import Viewer
from portal.talk.message import Message

#: The states in which staff see a letter at all: bounces stand in the record of an address.
WAITING, DEALT, ARRIVED = "tray", ("filed", "dropped"), "posted"
#: Of a larger mail only so much is read to show it.
GLIMPSE = 3 * 2**20
COUNTED = 100

#: Written out, so that its index holds just these.
_WAITS = Letter.state == literal_column(f"'{WAITING}'")
_ARRIVED = Letter.state == literal_column(f"'{ARRIVED}'")
_For, _By, _entries = aliased(User), aliased(User), Entry.__table__


class Line(NamedTuple):
    """A letter in a list: whose address it reached, who dealt with it, and the entry it answers or was filed under."""

    letter: Letter
    reached: User | None
    dealt_by: User | None
    project_id: UUID | None
    title: str | None


class Glimpse(NamedTuple):
    """What a mail says, for staff who decide where it goes."""

    reply: str
    folded: str
    files: list[File]
    #: Whether all of it was read.
    whole: bool


def letters_for(viewer: Viewer, workspace_id: UUID) -> Select:
    """The lines of letters of a workspace that this member of its staff may deal with."""
    return (select(Letter, _For, _By, _entries.c.project_id, _entries.c.title)
            .outerjoin(_For, _For.id == Letter.user_id).outerjoin(_By, _By.id == Letter.filed_by_id)
            .outerjoin(_entries, _entries.c.id == Letter.entry_id).where(_in_reach(viewer, workspace_id)))


def _in_reach(viewer: Viewer, workspace_id: UUID):
    """Whoever sees every project deals with all; others with what answers something they see. For contacts there is none."""
    here, eyes = Letter.workspace_id == workspace_id, staff_eyes(viewer, workspace_id)
    if eyes is None:
        return false()
    if eyes.all_project_workspaces and eyes.only_projects is None:
        return here
    return and_(here, Letter.entry_id.in_(select(Entry.id).where(visible_condition(eyes))))


def staff_eyes(viewer: Viewer, workspace_id: UUID) -> Viewer | None:
    """The viewer with nothing but their place on the staff: who is on a project among the client's people only is not there."""
    seat = viewer.staff_seat(workspace_id)
    return None if seat is None or viewer.read_only else viewer.narrowed(memberships=(seat,))


def waiting(viewer: Viewer, workspace_id: UUID) -> Select:
    """What nobody has dealt with yet, the newest first."""
    return letters_for(viewer, workspace_id).where(_WAITS).order_by(Letter.received_at.desc(), Letter.id.desc())


def dealt_with(viewer: Viewer, workspace_id: UUID) -> Select:
    """What staff filed or put aside, the latest first."""
    return letters_for(viewer, workspace_id).where(Letter.state.in_(DEALT)).order_by(Letter.filed_at.desc(), Letter.id.desc())


def arrived(viewer: Viewer, workspace_id: UUID) -> Select:
    """What found its way by itself, the newest first: also what only reported, and left no message in a thread."""
    return letters_for(viewer, workspace_id).where(_ARRIVED).order_by(Letter.received_at.desc(), Letter.id.desc())


def trays_waiting(viewer: Viewer) -> list[tuple[Workspace, int]]:
    """In which trays something waits for the viewer, and how much; counting ends at COUNTED. At most one statement each."""
    found = [(seat.workspace, _count(viewer, seat.workspace_id)) for seat in viewer.memberships if seat.is_staff]
    return [(workspace, count) for workspace, count in found if count]


def _count(viewer: Viewer, workspace_id: UUID) -> int:
    some = select(Letter.id).where(_in_reach(viewer, workspace_id), _WAITS).limit(COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some))


def find_line(viewer: Viewer, workspace_id: UUID, letter_id: UUID) -> Line | None:
    """One of these letters, or None: unknown, hidden and another workspace's are one answer."""
    found = db.session.execute(letters_for(viewer, workspace_id).where(
        Letter.id == letter_id, Letter.state.in_((WAITING, *DEALT, ARRIVED)))).one_or_none()
    return Line(*found) if found else None


def glimpse(letter: Letter, store, *, most: int | None = GLIMPSE) -> Glimpse:
    """The words and files of a letter, as far as they can be read; ``most`` None: all. Raises FileNotFoundError."""
    if letter.size > LARGEST:
        most = GLIMPSE
    with store.open(original_name(letter.sha256)) as file:
        raw = file.read() if most is None else file.read(most)
    try:
        reading = read(parsed(raw))
    except Unreadable:
        return Glimpse("", "", [], False)
    reply, folded = trim(without_keys(reading.text))
    return Glimpse(reply, folded, reading.files, len(raw) == letter.size)


def letter_of(message: Message) -> Letter | None:
    """The mail a message came by. Who asks has found the message through the fence, and is of the staff."""
    return db.session.scalar(select(Letter).where(Letter.id == message.letter_id, Letter.workspace_id == message.workspace_id))
