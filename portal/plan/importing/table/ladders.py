"""Columns for phase, task and subtask beside each other: what stands left opens what stands right of it."""

from dataclasses import dataclass, field

from portal.plan.importing.table.records import Record
from portal.plan.importing.values.text import folded

WRAPPED = ("flat", "parent", "indent", "section", "staircase")


@dataclass(slots=True)
class Nodes:
    """Records and the nodes made up for phases that have no row of their own (record without a title cell: `made`)."""

    records: list[Record]
    parents: list[int | None]
    made: set[int] = field(default_factory=set)
    phases: dict[str, int] = field(default_factory=dict)
    phase: int | None = None
    task: int | None = None

    def make(self, title: str, row, parent: int | None) -> int:
        self.records.append(Record(row, title))
        self.parents.append(parent)
        self.made.add(len(self.records) - 1)
        return len(self.records) - 1


def with_ladders(records: list[Record], parents: list[int | None], method: str, rungs: bool = False) -> Nodes:
    """The rows with their phases above and their subtasks below; untouched when the hierarchy is told otherwise."""
    if rungs:
        return climbed(records) if method in ("flat", "section", "staircase") else Nodes(list(records), list(parents))
    nodes = Nodes(list(records), list(parents))
    phases = {folded(record.ladder[0]) for record in records if record.ladder and record.ladder[0]}
    use_phase = len(phases) > 1 and method in WRAPPED or any(not record.title for record in records)
    for index, record in enumerate(records):
        phase, subtitle = record.ladder or ("", "")
        if use_phase and method in WRAPPED:
            under_phase(nodes, index, phase)
        if subtitle and method in WRAPPED:
            under_task(nodes, index, subtitle)
        elif record.title:
            nodes.task = index
        record.title = record.title or subtitle or phase
    return nodes


def climbed(records: list[Record]) -> Nodes:
    """Each row under the names left of its own. What is blank goes on from the row above; a name without a row is made up."""
    nodes, standing, at = Nodes(list(records), [None] * len(records)), [], {}
    for index, record in enumerate(records):
        cells = list(record.ladder) if any(record.ladder) else [record.title]
        first = next(place for place, cell in enumerate(cells) if cell)
        standing = standing[:first] + cells[first:]
        names = [name for above, name in zip(["", *standing], standing, strict=False) if name and not same(name, above)]
        keys = [tuple(folded(name) for name in names[: size + 1]) for size in range(len(names))]
        for name, key, above in zip(names, keys[:-1], [None, *keys], strict=False):
            if key not in at:
                at[key] = nodes.make(name, record.row, at.get(above))
        nodes.parents[index] = at[keys[-2]] if len(keys) > 1 else None
        at.setdefault(keys[-1], index)
        record.title = names[-1]
    return nodes


def same(name: str, above: str) -> bool:
    return bool(above) and folded(name) == folded(above)


def under_phase(nodes: Nodes, index: int, phase: str):
    """Hangs a top row under its phase. A row that is the phase (no title, or the same) opens it; an empty cell goes on."""
    record, name = nodes.records[index], folded(phase)
    if phase and name not in nodes.phases:
        own = (not record.title and not record.ladder[1]) or folded(record.title) == name
        nodes.phases[name] = index if own and nodes.parents[index] is None else nodes.make(phase, record.row, None)
        nodes.task = None
    nodes.phase = nodes.phases[name] if phase else nodes.phase
    if nodes.parents[index] is None and nodes.phase != index:
        nodes.parents[index] = nodes.phase


def under_task(nodes: Nodes, index: int, subtitle: str):
    """The row is a subtask: its title names the task above it, which is made up where it has no row."""
    record = nodes.records[index]
    if record.title:
        known = nodes.task is not None and folded(nodes.records[nodes.task].title) == folded(record.title)
        if not known:
            nodes.task = nodes.make(record.title, record.row, nodes.parents[index])
        record.title = subtitle
    if nodes.task is not None:
        nodes.parents[index] = nodes.task
