"""Lines of history that somebody should perhaps know of, read on from a settled place."""
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select

from portal.base.clock import now
from portal.base.prepared import Said, prepared
from portal.history.event import Event
from portal.history.settled import before, oldest_first, place, settled_place, since
from portal.inbox.rules import VERBS
from portal.notices.reading_place import ReadingPlace

#: So many lines make a round; where that would tear one apart, more are read.
ROUND, MORE = 200, 2000
#: So far it looks again and again for lines that are to be told.
FAR = 1000
#: What happened longer ago is no news: it stands in the inbox as read.
OLD = timedelta(days=14)
#: More lines than these of one person, of one kind, in one project are a flood, told as one.
FLOOD = 5


class News(NamedTuple):
    """One line, as the fence and the rules ask for it."""

    place: int
    id: int | None
    at: datetime
    workspace_id: UUID
    project_id: UUID | None
    entry_id: UUID | None
    message_id: UUID | None
    user_id: UUID | None
    verb: str
    lane: str
    field: str | None = None
    old: Any = None
    new: Any = None
    reason: str | None = None
    #: To the fence all of it is state.
    kind: str = "state"

    @property
    def stream(self) -> tuple:
        """Whose doing of what where it is: many of one stream are a flood. Each message stands for itself."""
        return self.user_id, self.verb, self.field, self.project_id, self.message_id


class Round(NamedTuple):
    """Lines to be told of, from one place up to another."""

    since: int
    until: int
    lines: list[News]


def next_round(name: str, most: int = ROUND) -> Round | None:
    """What is to be told next by whoever reads under this name; None where nothing new is settled. Three statements."""
    known, until = known_place(name), settled_place(Event)
    if until <= known:
        return None
    lines = _lines(known or _beginning(until), until, most + 1)
    if len(lines) > most:
        lines, until = _whole(lines, until)
    # On PostgreSQL places grow with whatever is written, the place itself too: without a line it moves now and then only.
    return Round(known, until, lines) if lines or until - known > FAR else None


def untold_for(name: str) -> float:
    """How long the oldest line has been waiting that is settled and not told yet, in seconds; 0 where all is told."""
    until = settled_place(Event)
    lines = _lines(known_place(name) or _beginning(until), until, 1)
    return max(0.0, (now() - lines[0].at).total_seconds()) if lines else 0.0


def known_place(name: str) -> int:
    """Up to where the reader of this name has read."""
    return _place(Said(name)).scalar() or 0


def _beginning(until: int) -> int:
    """Where whoever never told anything begins: what is older is no news any more."""
    return _first(now() - OLD).scalar() or until


@prepared
def _first(moment):
    return select(func.min(place(Event.id, Event.written_in))).where(Event.at >= moment)


@prepared
def _place(name):
    return select(ReadingPlace.place).where(ReadingPlace.name == name)


def _whole(lines: list[News], until: int) -> tuple[list[News], int]:
    """So many of these lines that no transaction and no flood is torn, and where the next round begins."""
    while _is_torn(lines):
        more = _lines(lines[-1].place, until, MORE, after=lines[-1].id)
        lines += more
        if len(more) < MORE:
            return lines, until
    last = lines[-1].place
    return [line for line in lines if line.place < last], last


def _is_torn(lines: list[News]) -> bool:
    """Whether it ends within the first transaction, or within a flood."""
    return lines[0].place == lines[-1].place or len({line.stream for line in lines[-FLOOD:]}) == 1


def _lines(known: int, until: int, most: int, after: int = 0) -> list[News]:
    return [News(*row) for row in _read(known, until, most, after)]


@prepared
def _read(known, until, most, after):
    at = place(Event.id, Event.written_in)
    return (select(at, Event.id, Event.at, Event.workspace_id, Event.project_id, Event.entry_id, Event.message_id,
                   Event.actor_id, Event.verb, Event.lane, Event.field, Event.old, Event.new, Event.reason)
            .where(since(Event, known), before(Event, until), or_(at > known, Event.id > after), Event.verb.in_(VERBS))
            .order_by(*oldest_first(Event)).limit(most))
