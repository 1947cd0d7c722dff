"""Which tasks are rows of the plan, and how deep they stand."""

import re

from portal.plan.importing.mspdi.document import Document
from portal.plan.importing.mspdi.figures import integer_of, says_no, says_yes
from portal.plan.importing.tree.levels import parents_by_level
from portal.plan.importing.tree.outline import parents_by_outline
from portal.plan.importing.tree.parents import without_cycles


def level_of(task: dict) -> int | None:
    """Outline level, or the length of the outline number where there is none."""
    level = integer_of(task.get("OutlineLevel"))
    if level is not None:
        return level
    number = number_of(task)
    return None if not number else 0 if number == "0" else number.count(".") + 1


def number_of(task: dict) -> str:
    """The outline number, or a work breakdown code that looks like one."""
    number = task.get("OutlineNumber", "").strip().strip(".")
    code = task.get("WBS", "").strip().strip(".")
    return number or (code if re.fullmatch(r"\d{1,6}(\.\d{1,6})*", code) else "")


def parents_of(rows: list[dict]) -> tuple[list[int | None], list[int]]:
    """(parents, rows whose level jumps). Project keeps rows in the order of the tree; other programs may not, and then the
    outline numbers tell, if they are whole: each once, as long as the level says, under a number that is there."""
    levels, numbers = [level_of(task) for task in rows], [number_of(task) for task in rows]
    places = {number: index for index, number in enumerate(numbers)}
    whole = (
        "" not in places
        and len(places) == len(rows)
        and all(
            number.count(".") + 1 == level and (level == 1 or number.rpartition(".")[0] in places)
            for number, level in zip(numbers, levels, strict=True)
        )
    )
    if whole:
        return [places.get(number.rpartition(".")[0]) for number in numbers], []
    if not any(task.get("OutlineLevel", "").strip() for task in rows):
        return parents_without_levels(rows, numbers), []
    return parents_by_level(levels)


def parents_without_levels(rows: list[dict], numbers: list[str]) -> list[int | None]:
    """Other writers leave the level out: then the number of the parent tells, or the beginning of the outline number."""
    if any(task.get("OutlineParentUID", "").strip() for task in rows):
        at = {task.get("UID", "").strip(): index for index, task in enumerate(rows)}
        above = [at.get(task.get("OutlineParentUID", "").strip()) for task in rows]
        return without_cycles([None if parent == index else parent for index, parent in enumerate(above)])[0]
    return parents_by_outline([tuple(number.split(".")) if number else None for number in numbers])


def is_blank(task: dict) -> bool:
    """An empty row, kept by Project for its looks; or a task without anything that could be shown."""
    return says_yes(task, "IsNull") or not any(
        task.get(name, "").strip() for name in ("Name", "Start", "Finish", "ManualStart")
    )


def project_row(tasks: list[dict]) -> dict | None:
    """Task 0: the project itself, above all others. A file in which many tasks say level 0 has none."""
    if level_of(tasks[0]) is None and integer_of(tasks[0].get("UID")) == 0 and holds_all(tasks):
        return tasks[0]
    tops = [task for task in tasks if level_of(task) == 0]
    if len(tops) != 1 or tops[0] is not tasks[0]:
        numbered = [task for task in tops if integer_of(task.get("ID")) == 0 and integer_of(task.get("UID")) == 0]
        return numbered[0] if numbered and numbered[0] is tasks[0] else None
    zero = integer_of(tops[0].get("ID")) == 0 or integer_of(tops[0].get("UID")) == 0
    return tops[0] if zero or len(tasks) > 1 else None


def holds_all(tasks: list[dict]) -> bool:
    """Whether the first task has no days of its own, or those of all the others."""
    first, days = tasks[0].get("Start", "").strip(), [task.get("Start", "").strip() for task in tasks[1:]]
    ends = [task.get("Finish", "").strip() for task in tasks[1:]]
    return len(tasks) > 2 and (not first or first <= min(days) and tasks[0].get("Finish", "").strip() >= max(ends))


def sorted_out(document: Document) -> tuple[list[dict], dict | None, dict[str, int]]:
    """(tasks that are items, the project's own row, how many rows of each other sort there were)."""
    filled = [task for task in document.tasks if not is_blank(task)]
    top = project_row(filled) if filled else None
    rows = [task for task in filled if task is not top]
    external = [task for task in rows if says_yes(task, "ExternalTask")]
    inactive = [task for task in rows if says_no(task, "Active")]
    left_out = {id(task) for task in external + inactive}
    return (
        [task for task in rows if id(task) not in left_out],
        top,
        {
            "tasks": len(document.tasks),
            "blank": len(document.tasks) - len(filled),
            "project_row": int(top is not None),
            "external": len(external),
            "inactive": len(inactive),
        },
    )
