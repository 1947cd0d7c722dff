"""What a newer reading of a plan would change."""

from collections import defaultdict
from dataclasses import dataclass, field

from portal.plan.importing.fields import COMPARED
from portal.plan.importing.plan import Plan, PlanItem
from portal.plan.importing.values.text import folded


@dataclass(slots=True)
class KnownItem:
    """An item as it stands now: the key it was imported under, its parent's key, its title, values as `values_of` gives."""

    key: str
    title: str
    parent: str | None = None
    values: dict = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """One item in both, with field -> (old, new) for what differs."""

    old_key: str
    item: PlanItem
    fields: dict[str, tuple]

    def to_dict(self) -> dict:
        return {
            "old_key": self.old_key,
            "key": self.item.key,
            "title": self.item.title,
            "fields": {name: list(pair) for name, pair in self.fields.items()},
        }


@dataclass(slots=True)
class Changes:
    """What is new, what differs, what is no longer there; `pairs` goes from new keys to the keys they had."""

    added: list[PlanItem] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[KnownItem] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)

    def to_dict(self) -> dict:
        return {
            "added": [item.to_dict() for item in self.added],
            "changed": [change.to_dict() for change in self.changed],
            "gone": [{"key": item.key, "title": item.title} for item in self.gone],
            "pairs": self.pairs,
        }


def values_of(item: PlanItem) -> dict:
    """The values that are compared, as plain JSON: days as text, numbers as text, links as lists."""
    plain = item.to_dict()
    return {name: plain[name] for name in COMPARED} | {
        "assignees": sorted(item.assignees),
        "predecessors": sorted([link.key, link.type, f"{link.lag_days.normalize():f}"] for link in item.predecessors),
        "estimate_hours": number(item.estimate_hours),
        "cost": number(item.cost),
    }


def number(value) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def compare_plans(old: list[KnownItem], new: Plan) -> Changes:
    """What reading `new` over `old` would add, change and leave behind. Only what the file speaks about can differ.

    Items are the same by key and title, else by parents' titles and title (keys get lost or renumbered), else by a
    title that is the only one of its name, else by key alone (it was renamed)."""
    pairs = paired(old, new)
    known = {item.key: item for item in old}
    changes = Changes(pairs=pairs)
    for item in new.items:
        if item.key not in pairs:
            changes.added.append(item)
        elif fields := difference(known[pairs[item.key]].values, translated(values_of(item), pairs), new.fields):
            changes.changed.append(Change(pairs[item.key], item, fields))
    kept = set(pairs.values())
    changes.gone = [item for item in old if item.key not in kept]
    return changes


def difference(old: dict, new: dict, fields) -> dict[str, tuple]:
    return {
        name: (old[name], new[name])
        for name in COMPARED
        if name in fields and name in old and plain(old[name]) != plain(new[name])
    }


def plain(value):
    """Nothing is nothing, however it is written; tuples that became lists on the way are the same."""
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return None if value in ("", None) else value


def translated(values: dict, pairs: dict[str, str]) -> dict:
    """The new values with the keys that the items had before."""
    return values | {
        "parent": pairs.get(values["parent"], values["parent"]),
        "predecessors": sorted([pairs.get(key, key), kind, lag] for key, kind, lag in values["predecessors"]),
    }


def paired(old: list[KnownItem], new: Plan) -> dict[str, str]:
    """New key -> old key, in four rounds from the surest to the boldest; each item is used once."""
    old_paths, new_paths = paths({item.key: item for item in old}), paths({item.key: item for item in new.items})
    pairs, left_old, left_new = {}, {item.key: item for item in old}, {item.key: item for item in new.items}
    rounds = (
        (lambda item: (item.key, folded(item.title)), lambda item: (item.key, folded(item.title)), False),
        (lambda item: old_paths[item.key], lambda item: new_paths[item.key], False),
        (lambda item: folded(item.title), lambda item: folded(item.title), True),
        (lambda item: item.key, lambda item: item.key, False),
    )
    for name_old, name_new, single in rounds:
        match(left_old, left_new, name_old, name_new, single, pairs)
    return pairs


def match(left_old: dict, left_new: dict, name_old, name_new, single: bool, pairs: dict):
    """Pairs what has the same name, in order; with `single` only names that are one of a kind on both sides."""
    places, fresh = defaultdict(list), defaultdict(list)
    for item in left_old.values():
        places[name_old(item)].append(item.key)
    for item in left_new.values():
        fresh[name_new(item)].append(item.key)
    for name, keys in fresh.items():
        if single and (len(keys) > 1 or len(places.get(name, ())) > 1):
            continue
        for new_key, old_key in zip(keys, places.get(name, ()), strict=False):
            pairs[new_key] = old_key
            del left_old[old_key], left_new[new_key]


def paths(items: dict) -> dict[str, tuple]:
    """Key -> the title and the titles above it (a digest of the path: nested pairs), each computed once."""
    found = {}
    for key in items:
        walk = []
        while key is not None and key in items and key not in found and len(walk) < 1_000:
            walk.append(key)
            key = items[key].parent
        for one in reversed(walk):
            above = found.get(items[one].parent)
            found[one] = hash((above, folded(items[one].title))), folded(items[one].title)
    return found
