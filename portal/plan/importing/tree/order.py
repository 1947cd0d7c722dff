"""From parents to a list in which each parent stands before its children, and each row knows its depth."""

from portal.plan.importing.limits import MAX_DEPTH


def in_tree_order(parents: list[int | None]) -> tuple[list[int], list[int], list[int]]:
    """(row indexes in tree order, depth of each row from 1, rows that were nested beyond the limit and hang higher now)."""
    children = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    order, depths, flattened = [], [1] * len(parents), []
    stack = [(index, 1) for index in reversed(children.get(None, []))]
    while stack:
        index, depth = stack.pop()
        order.append(index)
        depths[index] = min(depth, MAX_DEPTH)
        if depth > MAX_DEPTH:
            flattened.append(index)
        stack.extend((child, depth + 1) for child in reversed(children.get(index, [])))
    return order, depths, flattened
