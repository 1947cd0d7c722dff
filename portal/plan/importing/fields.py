"""The names of what a column may mean, in the order a person would look for them."""

FIELDS = (
    "title", "subtitle", "phase", "outline", "level", "indent", "parent", "id", "uid", "kind", "milestone",
    "start", "due", "promised", "duration", "estimate", "percent", "status", "done", "assignees",
    "predecessors", "successors", "description", "cost",
)
DATES = ("start", "due", "promised", "done")
MANY = ("assignees", "predecessors", "successors", "description")
COMPARED = (
    "title", "parent", "kind", "start", "due", "promised", "estimate_hours", "percent", "done", "status",
    "assignees", "predecessors", "description", "cost",
)
