"""The names of what a column may mean, in the order a person would look for them."""

FIELDS = (
    "title",
    "subtitle",
    "phase",
    "outline",
    "level",
    "indent",
    "parent",
    "id",
    "uid",
    "kind",
    "milestone",
    "start",
    "due",
    "promised",
    "duration",
    "estimate",
    "percent",
    "status",
    "done",
    "assignees",
    "predecessors",
    "successors",
    "description",
    "cost",
)
DATES = ("start", "due", "promised", "done")
MANY = ("assignees", "predecessors", "successors", "description")
COMPARED = (
    "title",
    "parent",
    "kind",
    "start",
    "due",
    "promised",
    "estimate_hours",
    "percent",
    "done",
    "status",
    "assignees",
    "predecessors",
    "description",
    "cost",
)


def mapping_of(chosen: dict, columns: int = 10_000) -> dict[str, int]:
    """A mapping as it comes back from a form (field -> number as text, empty for none), with only what can be meant."""
    mapping = {}
    for name, column in chosen.items():
        number = int(column) if str(column).isascii() and str(column).isdecimal() and len(str(column)) < 6 else -1
        if name in FIELDS and 0 <= number < columns:
            mapping[name] = number
    return mapping
