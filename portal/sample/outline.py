"""Plans as people jot them down: one line an item, two spaces a level, dates in days from today.

    P Design | s=-30 d=10 p=14
      T Type and colour | s=-30 d=-12 p=-10 shared done @tess
"""
import re
from dataclasses import dataclass, field

LEVELS = {"P": "phase", "M": "milestone", "D": "deliverable", "T": "task"}
LINE = re.compile(r"(?P<indent> *)(?P<level>[PMDT]) (?P<title>[^|]+?)(?: *\| *(?P<facts>.*))?$")


@dataclass
class Jotted:
    """One line: its depth, and what was jotted behind the bar."""

    depth: int
    level: str
    title: str
    days: dict[str, int] = field(default_factory=dict)
    who: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    percent: int = 0
    stuck: str | None = None


def jotted(text: str) -> list[Jotted]:
    """The items of a jotted plan. Raises ValueError for a line that is none."""
    return [_item(line) for line in text.strip("\n").splitlines() if line.strip()]


def _item(line: str) -> Jotted:
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError(line)
    facts, _, stuck = (found["facts"] or "").partition("stuck:")
    item = Jotted(len(found["indent"]) // 2, LEVELS[found["level"]], found["title"].strip(), stuck=stuck.strip() or None)
    for fact in facts.split():
        if fact.startswith("@"):
            item.who.append(fact[1:])
        elif fact.startswith("%"):
            item.percent = int(fact[1:])
        elif "=" in fact:
            item.days[fact[0]] = int(fact[2:])
        else:
            item.words.add(fact)
    return item
