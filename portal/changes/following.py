"""Which dates follow when others move: what waits for them moves along, by as much as the time between is used up.

Nothing is pulled forward: a promise that needs not move stays. What is to happen to an item itself counts before
what would follow for it.
"""
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from portal.base.dates import shifted
from portal.changes.days import days_from


class Span(NamedTuple):
    """When an item begins and when it is to be ready, as far as either is known."""

    start: date | None
    end: date | None


class Link(NamedTuple):
    """``entry_id`` waits for ``waits_for_id``, in one of the ways of ``LINK_KINDS``, with days between."""

    entry_id: UUID
    waits_for_id: UUID
    kind: str
    lag_days: float


class Push(NamedTuple):
    """By how many days of work an item follows, and which one it waits for that makes it so."""

    days: int
    because: UUID


def pushed(spans: Mapping[UUID, Span], links: Iterable[Link], ends: Mapping[UUID, date | None]) -> dict[UUID, Push]:
    """What follows when these items end on other days. ``spans`` are those of all that could follow, and of these."""
    waiting, ahead = defaultdict(list), defaultdict(int)
    for link in links:
        if link.entry_id in spans and link.waits_for_id in spans:
            waiting[link.waits_for_id].append(link)
            ahead[link.entry_id] += 1
    found: dict[UUID, Push] = {}
    ready = [id for id in spans if not ahead[id]]
    while ready:
        id = ready.pop()
        for link in waiting[id]:
            _push(link, spans, ends, found)
            ahead[link.entry_id] -= 1
            if not ahead[link.entry_id]:
                ready.append(link.entry_id)
    return found


def _push(link: Link, spans, ends, found: dict[UUID, Push]) -> None:
    if link.entry_id in ends:
        return
    days = _moved(link, spans[link.waits_for_id], ends, found) - _between(link, spans)
    known = found.get(link.entry_id)
    if days > 0 and (known is None or days > known.days):
        found[link.entry_id] = Push(days, link.waits_for_id)


def _moved(link: Link, span: Span, ends, found) -> int:
    """By how many days the end moves that this link hangs on; its beginning where it hangs on that."""
    id = link.waits_for_id
    if id not in ends:
        return found[id].days if id in found else 0
    if link.kind in ("SS", "SF") or span.end is None or ends[id] is None:
        return 0
    return days_from(span.end, ends[id])


def _between(link: Link, spans) -> int:
    """How many days of work lie between the two now and may be used up. Where a day is unknown: none."""
    first, second = spans[link.waits_for_id], spans[link.entry_id]
    held = first.start if link.kind in ("SS", "SF") else first.end
    free = second.end if link.kind in ("FF", "SF") else second.start
    if held is None or free is None:
        return 0
    days = days_from(shifted(held, int(link.lag_days)), free)
    # What starts once another is done starts a day of work after it.
    return max(0, days - (link.kind == "FS"))
