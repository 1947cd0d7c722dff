"""Where new items go in a plan that is there already: behind the one they follow in the file."""
from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.plan.importing import PlanRefused
from portal.plan.outline import STEP, WIDTH, Place, TooDeep, path_below, renumber


class Crowded(Exception):
    """Items must be renumbered first, which takes writing."""


def places_for(project_id: UUID, order: list[tuple[UUID, UUID | None]], new: set[UUID], *, writing: bool) -> dict[UUID, Place]:
    """A place for each new item, given (id, parent) of the whole file from top to bottom; ``writing`` under the plan's lock.

    Raises PlanRefused where what stands here already leaves too little room, and Crowded where one only looks.
    """
    children = defaultdict(list)
    for id, parent_id in order:
        children[parent_id].append(id)
    crowded = [parent_id for parent_id, ids in children.items() if parent_id not in new and new & set(ids)]
    there = _there(project_id, crowded)
    for parent_id in crowded:
        if not _fits(children[parent_id], new, there[parent_id]):
            if not writing:
                raise Crowded(parent_id)
            renumber(project_id, parent_id)
            there |= _there(project_id, [parent_id])
    return _placed(project_id, order, new, children, there)


def _placed(project_id, order, new, children, there) -> dict[UUID, Place]:
    heads = [parent_id for parent_id in there if parent_id is not None]
    paths = dict(db.session.execute(select(Entry.id, Entry.path).where(Entry.id.in_(heads))).all()) if heads else {}
    positions = {parent_id: _positions(ids, new, there.get(parent_id, [])) for parent_id, ids in children.items()}
    places = {}
    for id, parent_id in order:
        if id in new:
            above = places[parent_id].path if parent_id in places else paths.get(parent_id, "")
            places[id] = _place(parent_id, positions[parent_id][id], above)
    return places


def _place(parent_id, position: int, above: str) -> Place:
    if position >= 10 ** WIDTH:
        raise PlanRefused("too_many_here")
    try:
        return Place(parent_id, position, path_below(above, position))
    except TooDeep:
        raise PlanRefused("too_deep_here") from None


def _there(project_id, parents) -> dict:
    """The children that these parents have, as (position, id), in order."""
    found = {parent_id: [] for parent_id in parents}
    named = [parent_id for parent_id in parents if parent_id is not None]
    conditions = [Entry.parent_id.in_(named)] * bool(named) + [Entry.parent_id.is_(None)] * (None in found)
    for condition in conditions:
        for parent_id, position, id in db.session.execute(
                select(Entry.parent_id, Entry.position, Entry.id)
                .where(Entry.project_id == project_id, Entry.kind == "work_item", condition).order_by(Entry.position, Entry.id)):
            found[parent_id].append((position, id))
    return found


def _fits(ids, new, there) -> bool:
    positions = list(_positions(ids, new, there).values())
    return len(set(positions)) == len(positions) and not set(positions) & {position for position, _ in there}


def _positions(ids, new, there) -> dict[UUID, int]:
    """Positions for the new ones among a parent's children: runs of them share the gap behind the one they follow."""
    standing = {id: place for place, (_, id) in enumerate(there)}
    last = there[-1][0] if there else 0
    runs, anchor = defaultdict(list), None
    for id in ids:
        if id in new:
            runs[anchor].append(id)
        elif id in standing:
            anchor = id
    # Nothing known stands before them: behind everything, unless something known follows.
    follows = any(id in standing for id in ids)
    found = {}
    for anchor, run in runs.items():
        if anchor is None and not follows:
            low, high = last, last + STEP * (len(run) + 1)
        else:
            low = there[standing[anchor]][0] if anchor else 0
            behind = standing[anchor] + 1 if anchor else 0
            high = there[behind][0] if behind < len(there) else low + STEP * (len(run) + 1)
        found |= {id: low + (high - low) * number // (len(run) + 1) for number, id in enumerate(run, 1)}
    return found
