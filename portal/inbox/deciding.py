"""From a round of news to what each person is told: each thing once, and a flood as one."""
from collections import Counter, defaultdict
from collections.abc import Iterator
from uuid import UUID

from portal.inbox.news import FLOOD, News
from portal.inbox.recipients import Told, told_of
from portal.inbox.surroundings import Surroundings

#: So far a flood is counted for each person.
MANY = 100


def decide(lines: list[News], around: Surroundings) -> list[Told]:
    """What is to be told of these lines, in their order; ``around`` is what surrounds them."""
    lines = [named for line in lines for named in (line, *_named_by_import(line))]
    streams = defaultdict(list)
    for line in lines:
        streams[line.stream].append(line)
    told = []
    for stream in streams.values():
        told += _flood(stream, around) if len(stream) > FLOOD else [one for line in stream for one in told_of(line, around)]
    return _once(sorted(told, key=lambda one: (one.line.place, one.line.id or 0)))


def _flood(lines: list[News], around: Surroundings) -> Iterator[Told]:
    """Many lines of one stream: each person is told the last of theirs, with how many there are."""
    counts: dict[tuple, Counter] = defaultdict(Counter)
    last: dict[tuple, Told] = {}
    full: set[UUID] = set()
    for line in reversed(lines):
        for one in told_of(line, around, full):
            key = one.kind, one.lane
            counts[key][one.user_id] += 1
            last.setdefault((*key, one.user_id), one)
            if counts[key][one.user_id] >= MANY:
                full.add(one.user_id)
    for (kind, lane, user_id), one in last.items():
        items = counts[kind, lane][user_id]
        yield one if items == 1 else one._replace(items=items)


def _once(told: list[Told]) -> list[Told]:
    """Without what the same person's doing says more plainly to the same reader: your move says that it was shared."""
    first = {(one.line.entry_id, one.line.user_id): one.line.message_id for one in reversed(told) if one.case == "message"}
    moves = {(one.user_id, one.line.entry_id, one.line.user_id): one for one in told if one.kind == "turn" and one.line.entry_id}
    kept = []
    for one in told:
        key = one.user_id, one.line.entry_id, one.line.user_id
        if one.kind in ("turn", "share") and moves.get(key, one) is not one and one.items is None:
            continue
        if one.case == "discussion":
            # It opens at its first message.
            one = one._replace(line=one.line._replace(message_id=first.get((one.line.entry_id, one.line.user_id))))
        kept.append(one)
    return kept


def _named_by_import(line: News) -> Iterator[News]:
    """An import writes one line; whoever it named for items is told how many became theirs."""
    named = line.old.get("named") if line.verb == "plan.imported" and isinstance(line.old, dict) else None
    for user_id, items in (named or {}).items():
        yield line._replace(verb="named_by_import", old=None, new={"user": user_id, "items": items})

