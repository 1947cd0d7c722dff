"""What a plan file says, in words that belong to no file format."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(slots=True, frozen=True)
class Link:
    """A predecessor: which item, how the two hang together (FS, SS, FF, SF), and the lag in working days.

    `note` keeps how the file said it where days do not say it all (`2ed` elapsed days, `50%` of the predecessor)."""

    key: str
    type: str = "FS"
    lag_days: Decimal = Decimal(0)
    note: str = ""

    def to_dict(self) -> dict:
        return {"key": self.key, "type": self.type, "lag_days": str(self.lag_days), "note": self.note}


@dataclass(slots=True, frozen=True)
class Warning:
    """Something in a row that was read otherwise than written, or not at all; row is None for the whole file."""

    row: int | None
    code: str
    params: dict = field(default_factory=dict)

    def to_dict(self) -> dict:
        return {"row": self.row, "code": self.code, "params": self.params}


@dataclass(slots=True)
class PlanItem:
    """One node of the plan. `key` stays the same when the file is read again; `row` is where a person finds it.

    `summary` says that dates, work and cost are rolled up from what is below, and so must stay internal until somebody
    confirms them."""

    key: str
    row: int | None
    title: str
    parent: str | None = None
    depth: int = 1
    kind: str = "task"
    summary: bool = False
    description: str = ""
    start: date | None = None
    due: date | None = None
    promised: date | None = None
    duration_days: Decimal | None = None
    estimate_hours: Decimal | None = None
    percent: int | None = None
    done: bool = False
    done_on: date | None = None
    status: str = ""
    assignees: list[str] = field(default_factory=list)
    predecessors: list[Link] = field(default_factory=list)
    cost: Decimal | None = None
    outline: str = ""

    @property
    def dated(self) -> bool:
        return bool(self.start or self.due or self.promised)

    def to_dict(self) -> dict:
        plain = {name: getattr(self, name) for name in self.__slots__}
        for name in ("start", "due", "promised", "done_on"):
            plain[name] = plain[name].isoformat() if plain[name] else None
        for name in ("duration_days", "estimate_hours", "cost"):
            plain[name] = None if plain[name] is None else str(plain[name])
        return plain | {"predecessors": [link.to_dict() for link in self.predecessors]}


@dataclass(slots=True)
class Plan:
    """The tree in the order of the file, parents before children, with everything worth saying about the reading.

    `fields` names what the file speaks about at all; `found` counts what stood in the file before anything was left
    out (rows or tasks, blank ones, the project's own row); `date_order` is 'ambiguous' when the person must be asked
    and the days were read as `date_order_used` meanwhile."""

    title: str
    format: str
    items: list[PlanItem]
    warnings: list[Warning]
    fields: frozenset[str] = frozenset()
    currency: str | None = None
    date_order: str = "ymd"
    date_order_used: str = "ymd"
    hierarchy: str = "flat"
    sheet: str | None = None
    header_row: int | None = None
    mapping: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)

    def counts(self) -> dict:
        kinds = Counter(item.kind for item in self.items)
        return {
            "items": len(self.items),
            "by_kind": {kind: kinds.get(kind, 0) for kind in ("phase", "milestone", "deliverable", "task")},
            "depth": max((item.depth for item in self.items), default=0),
            "dependencies": sum(len(item.predecessors) for item in self.items),
            "dated": sum(item.dated for item in self.items),
            "assignees": len({name.casefold() for item in self.items for name in item.assignees}),
            "summaries": sum(item.summary for item in self.items),
            "done": sum(item.done for item in self.items),
            "costed": sum(item.cost is not None for item in self.items),
            "warnings": len(self.warnings),
            "found": dict(self.found),
        }

    def to_dict(self) -> dict:
        return {
            "title": self.title,
            "format": self.format,
            "currency": self.currency,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "mapping": dict(self.mapping),
            "date_order": self.date_order,
            "date_order_used": self.date_order_used,
            "hierarchy": self.hierarchy,
            "counts": self.counts(),
            "fields": sorted(self.fields),
            "items": [item.to_dict() for item in self.items],
            "warnings": [warning.to_dict() for warning in self.warnings],
        }
