"""Reading both logs on, the oldest line first: history, and the signals beside it."""
from sqlalchemy import select

from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.history.event import Event
from portal.history.settled import before, oldest_first, place, settled_place, since
from portal.history.signal import Signal
from portal.live.cursor import Position
from portal.live.line import Line, kinds_of

#: So many lines are read in one go; who is further behind fetches pages anew.
MOST = 1000


def settled() -> Position:
    """Before which places every line of both logs is written for good. Two statements; on PostgreSQL one."""
    events = settled_place(Event)
    return Position(events, events if settles_late() else settled_place(Signal))


def lines_between(known: Position, until: Position) -> list[Line] | None:
    """What was written from one position to another; None where that is more than anybody catches up on. Two statements."""
    events = _events(known.event, until.event).all() if until.event > known.event else []
    signals = _signals(known.signal, until.signal).all() if until.signal > known.signal else []
    if max(len(events), len(signals)) > MOST:
        return None
    told = [_line(kind, row) for row in events if row.project_id for kind in kinds_of(row.verb, row.kind, row.field)]
    return told + [Line("signal", row.place, row.kind, row.lane, None, row.project_id, row.entry_id, None, row.user_id,
                        row.session_id, row.side) for row in signals]


def _line(kind: str, row) -> Line:
    # Who sees what is spent, and what is still to come, need not see the items.
    entry_id = None if kind == "money" else row.entry_id
    return Line("event", row.place, kind, row.lane, row.workspace_id, row.project_id, entry_id, row.message_id, row.actor_id,
                entry_kind=row.kind)


def settles_late() -> bool:
    """Whether a line may be there and not yet settled."""
    return db.engine.dialect.name == "postgresql"


@prepared
def _events(known, until):
    return (select(place(Event.id, Event.written_in).label("place"), Event.verb, Event.field, Event.lane, Event.workspace_id,
                   Event.project_id, Event.entry_id, Event.message_id, Event.actor_id, Entry.kind)
            .select_from(Event).outerjoin(Entry, Entry.id == Event.entry_id)
            .where(since(Event, known), before(Event, until)).order_by(*oldest_first(Event)).limit(MOST + 1))


@prepared
def _signals(known, until):
    return (select(place(Signal.id, Signal.written_in).label("place"), Signal.kind, Signal.lane, Signal.project_id,
                   Signal.entry_id, Signal.user_id, Signal.session_id, Signal.side)
            .where(since(Signal, known), before(Signal, until)).order_by(*oldest_first(Signal)).limit(MOST + 1))
