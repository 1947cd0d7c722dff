"""What an item is called so that the same file read again later finds it again."""

from collections import Counter

from portal.plan.importing.table.cells import Cells
from portal.plan.importing.values.text import folded, is_blank, label_of


def keys_of(nodes, cells: Cells, order: list[int], titles: list[str], parents: list[int | None]) -> list[str]:
    """A key for each node: its unique id, its id, its outline number, or its path; each only where no other row has the same."""
    keys = [""] * len(titles)
    for name, prefix in (("uid", "uid"), ("id", "id"), ("outline", "wbs")):
        values = [None if index in nodes.made else cells.get(record.row, name) for index, record in enumerate(nodes.records)]
        labels = ["" if is_blank(value) else label_of(value) for value in values]
        often = Counter(labels)
        for index, label in enumerate(labels):
            if label and often[label] == 1 and not keys[index]:
                keys[index] = f"{prefix}:{label}"
    return with_paths(keys, order, titles, parents)


def with_paths(keys: list[str], order: list[int], titles: list[str], parents: list[int | None]) -> list[str]:
    """Fills in `path:<digest of parent>/<title>` where nothing better names a row; the second of the same gets `#2`."""
    used = Counter()
    for index in order:
        if not keys[index]:
            above = keys[parents[index]] + "/" if parents[index] is not None else "path:"
            path = (above if above.startswith("path:") else f"path:{above}") + folded(titles[index])[:80]
            path = path if len(path) < 300 else "path:…" + path[-240:]
            used[path] += 1
            keys[index] = path if used[path] == 1 else f"{path}#{used[path]}"
    return keys
