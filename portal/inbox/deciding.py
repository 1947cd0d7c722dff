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
        told += _flood(stream, around) if len(stream) > FLOOD else _in_turn(stream, around)
    return _once(sorted(told, key=lambda one: (one.line.place, one.line.id or 0)))


def _in_turn(lines: list[News], around: Surroundings) -> Iterator[Told]:
    for line in lines:
        yield from told_of(line, around)
        around.follow(line)


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
    """Each person's own, without what is said to them more plainly beside it."""
    first = {(one.line.entry_id, one.line.user_id): one.line.message_id for one in reversed(told) if one.case == "message"}
    # A discussion opens at its first message.
    told = [one._replace(line=one.line._replace(message_id=first.get((one.line.entry_id, one.line.user_id))))
            if one.case == "discussion" else one for one in told]
    moves = {_about(one): one for one in told if one.kind == "turn" and one.items is None}
    opened = {(one.user_id, one.line.message_id) for one in told if one.case == "discussion"}
    ended = {(one.user_id, one.line.entry_id) for one in told if one.case == "approval_ended"}
    kept, named = [], set()
    for one in told:
        # That a question is decided says who answered it.
        if one.case == "approval_answered" and (one.user_id, one.line.entry_id) in ended:
            continue
        message = one.user_id, one.line.message_id
        # Your move says that it was shared, a new discussion what its first message says, a name is called once.
        if (one.kind in ("turn", "share") and moves.get(_about(one), one) is not one
                or one.kind == "reply" and message in opened or one.kind == "mention" and message in named):
            continue
        if one.kind == "mention":
            named.add(message)
        kept.append(one)
    return kept


def _about(told: Told) -> tuple:
    return told.user_id, told.line.entry_id, told.line.user_id, told.items is None


def _named_by_import(line: News) -> Iterator[News]:
    """An import writes one line; whoever it named for items is told how many became theirs."""
    named = line.old.get("named") if line.verb == "plan.imported" and isinstance(line.old, dict) else None
    for seat_id, items in (named or {}).items():
        yield line._replace(verb="named_by_import", old=None, new={"seat": seat_id, "items": items})
