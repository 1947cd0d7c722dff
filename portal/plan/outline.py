"""The plan as a tree in one column: an item's path is its parent's path and its own place, each of fixed width.

Ordering by path reads the tree from top to bottom, a branch is everything that begins with its head's path, and
places stand a step apart, so that something put between two others renumbers nobody until the gap is used up.
"""
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import String, case, cast, func, literal, select, update

from portal.base.database import db
from portal.entries.entry import Entry
from portal.projects.project import Project

WIDTH, STEP, DEEPEST = 8, 1000, 50


class TooDeep(Exception):
    """The tree would grow deeper than DEEPEST levels."""


@dataclass(frozen=True)
class Place:
    """Where an item stands: below whom (None: at the top), at which position, and the path this makes."""

    parent_id: UUID | None
    position: int
    path: str


def segment(position: int) -> str:
    """A position as fixed-width text that sorts like the number."""
    return f"{position:0{WIDTH}d}"


def level_of(path: str) -> int:
    """How deep a path stands; 1 at the top."""
    return len(path) // WIDTH


def path_below(parent_path: str, position: int) -> str:
    """The path of a child. Raises TooDeep."""
    path = parent_path + segment(position)
    if level_of(path) > DEEPEST:
        raise TooDeep(path)
    return path


def heads_of(path: str) -> list[str]:
    """The paths of everything above, from the top down."""
    return [path[:end] for end in range(WIDTH, len(path), WIDTH)]


def lock_plan(project_id: UUID) -> None:
    """Let one writer at a time change the shape of a project's plan, until its transaction ends."""
    db.session.execute(select(Project.id).where(Project.id == project_id).with_for_update())


def in_branch(path: str, entry=Entry):
    """The condition that an entry is this path's head or below it; a range, so that the index serves it."""
    return entry.path.between(path, path + "~")


def place_last(project_id: UUID, parent_id: UUID | None) -> Place:
    """The place after the last child of a parent. Under the plan's lock."""
    last = db.session.scalar(_siblings(project_id, parent_id, func.max(Entry.position)).order_by(None)) or 0
    return Place(parent_id, last + STEP, path_below(_path_of(parent_id), last + STEP))


def place_after(project_id: UUID, parent_id: UUID | None, after_id: UUID | None, moved_id: UUID | None = None) -> Place:
    """The place behind one child of a parent, or before all of them (None). Under the plan's lock."""
    position = _gap(project_id, parent_id, after_id, moved_id)
    if position is None:
        renumber(project_id, parent_id)
        position = _gap(project_id, parent_id, after_id, moved_id)
    return Place(parent_id, position, path_below(_path_of(parent_id), position))


def renumber(project_id: UUID, parent_id: UUID | None) -> None:
    """Set the children of a parent a step apart again, with all that is below them, in one statement."""
    db.session.flush()
    place = func.row_number().over(order_by=(Entry.position, Entry.id)) * STEP
    ranked = _siblings(project_id, parent_id, Entry.id, Entry.path, place.label("place")).order_by(None).subquery()
    written = cast(ranked.c.place, String)
    padded = func.substr(literal("0" * WIDTH).concat(written), func.length(written) + 1)
    prefix = _path_of(parent_id)
    db.session.execute(
        update(Entry).execution_options(synchronize_session=False)
        .where(Entry.project_id == project_id, Entry.kind == "work_item",
               Entry.path.between(ranked.c.path, ranked.c.path.concat("~")))
        .values(path=literal(prefix).concat(padded).concat(func.substr(Entry.path, len(prefix) + WIDTH + 1)),
                position=case((Entry.id == ranked.c.id, ranked.c.place), else_=Entry.position)))
    forget_places()


def forget_places() -> None:
    """Let loaded entries read their place again after a statement moved many of them."""
    for record in list(db.session.identity_map.values()):
        if isinstance(record, Entry):
            db.session.expire(record, ["path", "position"])


def _gap(project_id, parent_id, after_id, moved_id) -> int | None:
    """A free position behind ``after_id``, or None where the neighbours stand side by side."""
    low = 0
    if after_id is not None:
        low = db.session.scalar(_siblings(project_id, parent_id, Entry.position).where(Entry.id == after_id)) or 0
    behind = _siblings(project_id, parent_id, Entry.position).where(Entry.position > low)
    if moved_id is not None:
        behind = behind.where(Entry.id != moved_id)
    high = db.session.scalar(behind.limit(1))
    if high is None:
        return low + STEP
    middle = (low + high) // 2
    return middle if middle > low else None


def _siblings(project_id, parent_id, *columns):
    return (select(*columns).where(Entry.project_id == project_id, Entry.kind == "work_item", Entry.parent_id == parent_id)
            .order_by(Entry.position, Entry.id))


def _path_of(parent_id: UUID | None) -> str:
    if parent_id is None:
        return ""
    return db.session.scalar(select(Entry.path).where(Entry.id == parent_id))
