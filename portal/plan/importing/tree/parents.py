"""Hierarchy from a reference to the parent, wherever in the file the parent stands."""


def without_cycles(parents: list[int | None]) -> tuple[list[int | None], list[int]]:
    """(parents with every circle opened, the rows where one was opened), in one walk over the rows."""
    parents, state, opened = list(parents), [0] * len(parents), []
    for start in range(len(parents)):
        walk, index = [], start
        while index is not None and not state[index]:
            state[index] = 1
            walk.append(index)
            index = parents[index]
        if index is not None and state[index] == 1:
            parents[index] = None
            opened.append(index)
        for done in walk:
            state[done] = 2
    return parents, opened
