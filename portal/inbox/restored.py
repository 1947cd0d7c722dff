"""A database restored into another PostgreSQL: its places in history are numbers of transactions of the old one."""
from sqlalchemy import func, select, update

from portal.base.database import db
from portal.history.event import Event
from portal.history.settled import settled_place
from portal.inbox.visit import Visit


def settle_places() -> int:
    """Move places that lie ahead back behind today's, in their order; by how much. Where nothing lies ahead: nothing.

    Otherwise what is written from now on would stand before what visitors have seen, and be new to nobody.
    """
    if db.engine.dialect.name != "postgresql":
        return 0
    newest = max(db.session.scalar(select(func.max(column))) or 0 for column in (Event.written_in, Visit.last_place))
    ahead = newest - settled_place(Event)
    if ahead <= 0:
        return 0
    db.session.execute(update(Event).values(written_in=Event.written_in - ahead - 1))
    db.session.execute(update(Visit).values(since_place=Visit.since_place - ahead - 1, last_place=Visit.last_place - ahead - 1))
    return ahead
