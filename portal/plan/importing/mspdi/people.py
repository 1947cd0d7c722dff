"""Who is assigned to what. Materials and costs are resources too, but nobody."""

from portal.plan.importing.mspdi.document import Document
from portal.plan.importing.values.text import label_of


def named_resources(document: Document) -> dict[str, str]:
    """UID -> name of each resource that is somebody."""
    return {
        row.get("UID", "").strip(): label_of(row.get("Name"))[:120]
        for row in document.resources
        if row.get("Name", "").strip() and row.get("Type", "1").strip() not in ("0", "2")
    }


def assignees_by_task(document: Document) -> dict[str, list[str]]:
    """UID of a task -> names, in the order of the file, each once."""
    names, found = named_resources(document), {}
    for row in document.assignments:
        name = names.get(row.get("ResourceUID", "").strip())
        assigned = found.setdefault(row.get("TaskUID", "").strip(), [])
        if name and name not in assigned:
            assigned.append(name)
    return found
