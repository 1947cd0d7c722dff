"""Which of the proposed changes a person takes over."""
from dataclasses import dataclass, field

#: What is new and what only the file changed is taken unless told otherwise; what people did here stays.
USUAL = {"added": True, "changed": True, "both": False, "gone": False}


@dataclass(frozen=True)
class Taken:
    """A choice for each group, and the single ones decided otherwise, by group and mark."""

    groups: dict[str, bool] = field(default_factory=lambda: dict(USUAL))
    otherwise: frozenset[tuple[str, str]] = frozenset()

    def has(self, group: str, mark: str) -> bool:
        return self.groups.get(group, USUAL[group]) is not ((group, mark) in self.otherwise)
