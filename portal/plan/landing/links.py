"""Which links of a file can stand: an item waits for no one above or below it, and nobody waits in a circle."""
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable

#: Steps of looking for circles before the rest of a knot counts as one: no plan that somebody drew comes near.
PATIENCE = 5_000_000

Edge = tuple[Hashable, Hashable]


def circles_among(new: list[Edge], kept: Iterable[Edge] = ()) -> set[Edge]:
    """The links (who waits, for whom) that would close a circle, in their order; those that stand already are kept."""
    knot = _knot([*kept, *new])
    waits = defaultdict(list)
    for item, goal in kept:
        if item in knot and goal in knot:
            waits[item].append(goal)
    refused, patience = set(), PATIENCE
    for item, goal in new:
        if item not in knot or goal not in knot:
            continue
        meets, steps = _reaches(waits, goal, item, patience)
        patience -= steps
        if meets:
            refused.add((item, goal))
        else:
            waits[item].append(goal)
    return refused


def _knot(edges: list[Edge]) -> set:
    """What is left when everything that waits for nobody, or that nobody waits for, is taken away again and again."""
    after, before, there = defaultdict(set), defaultdict(set), set()
    for item, goal in edges:
        after[item].add(goal)
        before[goal].add(item)
        there |= {item, goal}
    free = deque(item for item in there if not after[item] or not before[item])
    while free:
        item = free.popleft()
        if item not in there:
            continue
        there.discard(item)
        for ways, back in ((after, before), (before, after)):
            for one in ways[item]:
                back[one].discard(item)
                if one in there and not back[one]:
                    free.append(one)
    return there


def _reaches(waits, start, goal, patience: int) -> tuple[bool, int]:
    """Whether one waits for another over any number of steps; out of patience, it counts as if."""
    seen, front, steps = {start}, [start], 0
    while front:
        one = front.pop()
        steps += 1
        if one == goal or steps > patience:
            return True, steps
        fresh = [other for other in waits[one] if other not in seen]
        seen.update(fresh)
        front += fresh
    return False, steps


def family_among(edges: list[Edge], parent_of: Callable) -> set[Edge]:
    """The links between an item and one above it."""
    lines: dict = {}

    def line(item) -> frozenset:
        walk = []
        while item is not None and item not in lines:
            walk.append(item)
            item = parent_of(item)
        above = lines.get(item, frozenset())
        for one in reversed(walk):
            above = lines[one] = above | {one}
        return above

    return {(item, goal) for item, goal in edges if goal in line(item) or item in line(goal)}
