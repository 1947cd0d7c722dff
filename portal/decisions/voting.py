"""What answers come to, by the rule of an approval. Pure: verdicts in the order of those asked, None where none counts."""
from collections.abc import Sequence

YES = frozenset({"approve", "remarks"})


def outcome_of(rule: str, verdicts: Sequence[str | None]) -> str | None:
    """``approved``, ``changes``, or None while it is open."""
    yes, no = sum(verdict in YES for verdict in verdicts), sum(verdict == "changes" for verdict in verdicts)
    if rule == "majority":
        return _majority(len(verdicts), yes, no)
    needed = 1 if rule in ("one", "any") else len(verdicts)
    if no:
        return "changes"
    return "approved" if verdicts and yes >= needed else None


def _majority(of: int, yes: int, no: int) -> str | None:
    """More than half must say yes: once so many want changes that this cannot be any more, it is changes."""
    if 2 * yes > of:
        return "approved"
    return "changes" if of and 2 * (of - no) <= of else None


def awaited(rule: str, verdicts: Sequence[str | None]) -> list[bool]:
    """Of whom an answer is awaited now, while it is open: of a sequence the first without one, else all without."""
    missing = [verdict is None for verdict in verdicts]
    if rule != "sequence":
        return missing
    first = missing.index(True) if True in missing else None
    return [place == first for place in range(len(missing))]
