"""Hierarchy from numbers that grow with depth: a level column, outline groups, indents."""


def parents_by_level(levels: list[int | None]) -> tuple[list[int | None], list[int]]:
    """(index of each row's parent, rows whose level jumps by more than one). Without a level it stays beside the one before."""
    parents, jumps, path = [], [], []
    for index, level in enumerate(levels):
        if level is None:
            parents.append(parents[-1] if parents else None)
            continue
        while path and path[-1][0] >= level:
            path.pop()
        if path and level - path[-1][0] > 1:
            jumps.append(index)
        parents.append(path[-1][1] if path else None)
        path.append((level, index))
    return parents, jumps


def parents_from_below(levels: list[int]) -> list[int | None]:
    """The same where each summary stands below its details, as spreadsheets group by default."""
    turned, _ = parents_by_level(list(reversed(levels)))
    last = len(levels) - 1
    return [None if parent is None else last - parent for parent in reversed(turned)]


def parents_by_group(groups: list[int]) -> list[int | None]:
    """Outline groups of a spreadsheet; the first row tells whether headings stand above or below their details."""
    if groups and groups[0] > min(groups):
        return parents_from_below(groups)
    return parents_by_level(groups)[0]
