"""One item of a plan before and after a change, as values: what a page shows, what is kept, what a decision names."""
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

DAYS = ("promised", "start", "due")


@dataclass(frozen=True, slots=True)
class State:
    """What an item says of itself, as far as a change may touch it."""

    title: str
    level: str
    promised: date | None = None
    start: date | None = None
    #: The team's own.
    due: date | None = None
    description: str = ""

    def for_client(self) -> "State":
        return replace(self, due=None)


@dataclass(frozen=True, slots=True)
class Line:
    """Before (None: it is added) and after (None: it is dropped)."""

    id: UUID
    path: str
    before: State | None
    after: State | None
    #: internal, client or named: who sees the item, or will.
    audience: str
    #: The item it waits for, where it only follows.
    because: UUID | None = None
    #: The effects that are about it.
    effects: tuple[UUID, ...] = ()
    #: What it stands below, where it is added.
    below: UUID | None = None

    @property
    def title(self) -> str:
        return (self.after or self.before).title

    @property
    def level(self) -> str:
        return (self.after or self.before).level

    @property
    def is_same(self) -> bool:
        return self.before == self.after

    @property
    def kind(self) -> str:
        """What happens to it: add, drop, move or change."""
        if self.before is None or self.after is None:
            return "add" if self.before is None else "drop"
        return "move" if self.before.promised != self.after.promised or self.before.start != self.after.start else "change"

    @property
    def days(self) -> int | None:
        """By how many calendar days the promised date moves; None where there is none on one side."""
        if self.before is None or self.after is None or not (self.before.promised and self.after.promised):
            return None
        return (self.after.promised - self.before.promised).days or None

    def for_client(self) -> "Line":
        """Without what is the team's own."""
        return replace(self, before=self.before and self.before.for_client(), after=self.after and self.after.for_client())


def written(line: Line) -> dict:
    """A line as JSON keeps it."""
    return {"id": str(line.id), "path": line.path, "audience": line.audience, "because": line.because and str(line.because),
            "below": line.below and str(line.below), "before": _written(line.before), "after": _written(line.after)}


def read(kept: dict) -> Line:
    """A line that JSON kept."""
    return Line(UUID(kept["id"]), kept["path"], _read(kept["before"]), _read(kept["after"]), kept["audience"],
                because=kept["because"] and UUID(kept["because"]), below=kept["below"] and UUID(kept["below"]))


def _written(state: State | None) -> dict | None:
    return state and {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(state).items()}


def _read(kept: dict | None) -> State | None:
    return kept and State(**{name: date.fromisoformat(value) if name in DAYS and value else value
                             for name, value in kept.items()})
