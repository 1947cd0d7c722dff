"""Moving an item, with all that is below it, to another place of the same plan."""
from uuid import UUID

from sqlalchemy import func, literal, select, update

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.plan.item import WorkItem
from portal.plan.outline import DEEPEST, WIDTH, Place, TooDeep, forget_places, in_branch, level_of, lock_plan, place_after


class Cycle(Exception):
    """An item cannot stand below itself or below what is below it."""


class WrongPlace(Exception):
    """The place named is not in this project's plan."""


def move_item(*, item: WorkItem, by, parent_id: UUID | None, after_id: UUID | None = None) -> bool:
    """Put an item below a parent (None: at the top), behind one of its children (None: first).

    Its id, thread and audience stay; what is below moves along; nothing inherits an audience. Moved to where it
    stands, nothing happens and False comes back. Raises Cycle, WrongPlace, TooDeep.
    """
    lock_plan(item.project_id)
    db.session.refresh(item, ["path", "parent_id", "position"])
    _check_parent(item, parent_id)
    _check_neighbour(item, parent_id, after_id)
    if _stands_there(item, parent_id, after_id):
        return False
    place = place_after(item.project_id, parent_id, after_id, moved_id=item.id)
    db.session.refresh(item, ["path", "parent_id", "position"])
    old = item.parent_id
    _carry(item, place)
    tell(item, actor_id=by.id, verb="moved", field="parent", old=old and str(old), new=parent_id and str(parent_id))
    return True


def _check_parent(item, parent_id) -> None:
    if parent_id is None:
        return
    path = _path_in(item.project_id, parent_id)
    if path is None:
        raise WrongPlace(parent_id)
    if path.startswith(item.path):
        raise Cycle(parent_id)


def _check_neighbour(item, parent_id, after_id) -> None:
    if after_id is None:
        return
    found = db.session.scalar(select(Entry.id).where(Entry.id == after_id, Entry.project_id == item.project_id,
                                                     Entry.kind == "work_item", Entry.parent_id == parent_id))
    if found is None or after_id == item.id:
        raise WrongPlace(after_id)


def _path_in(project_id, entry_id) -> str | None:
    return db.session.scalar(select(Entry.path).where(Entry.id == entry_id, Entry.project_id == project_id,
                                                      Entry.kind == "work_item"))


def _stands_there(item, parent_id, after_id) -> bool:
    if item.parent_id != parent_id:
        return False
    before = (select(Entry.id).where(Entry.project_id == item.project_id, Entry.kind == "work_item",
                                     Entry.parent_id == parent_id, Entry.position < item.position)
              .order_by(Entry.position.desc()).limit(1))
    return db.session.scalar(before) == after_id


def _carry(item, place: Place) -> None:
    """Set the place of the head and the paths of its branch, in two statements however large it is."""
    old = item.path
    branch = (Entry.project_id == item.project_id, Entry.kind == "work_item", in_branch(old))
    longest = db.session.scalar(select(func.max(func.length(Entry.path))).where(*branch))
    if level_of(place.path) + (longest - len(old)) // WIDTH > DEEPEST:
        raise TooDeep(place.path)
    db.session.execute(
        update(Entry).where(*branch).execution_options(synchronize_session=False)
        .values(path=literal(place.path).concat(func.substr(Entry.path, len(old) + 1))))
    forget_places()
    item.parent_id, item.position = place.parent_id, place.position
    db.session.flush()
