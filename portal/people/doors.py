"""How often one may knock at a door: counted in rows, so that it holds across processes and restarts."""
import hashlib
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.people.door_count import DoorCount

INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
#: No window is longer than this, so older counts are of no use.
LONGEST = timedelta(days=1)


class TooManyKnocks(Exception):
    """A door was knocked at more often than it opens; ``retry_after`` is in whole seconds."""

    def __init__(self, retry_after: int):
        self.retry_after = retry_after
        super().__init__(retry_after)


def knock(key: str, limit: int, window: timedelta) -> None:
    """Count one knock. Raises TooManyKnocks above the limit; the caller commits either way."""
    if count_knock(key, window) > limit:
        raise TooManyKnocks(ceil((_window_start(window) + window - now()).total_seconds()) or 1)


def count_knock(key: str, window: timedelta, *, times: int = 1) -> int:
    """Count one knock and say how many there were in this window. One statement, right under any concurrency."""
    insert = INSERTS[db.session.get_bind().dialect.name](DoorCount)
    counted = insert.values(key=key, window=_window_start(window), count=times).on_conflict_do_update(
        index_elements=["key", "window"], set_={"count": DoorCount.count + times}).returning(DoorCount.count)
    return db.session.scalar(counted, execution_options={"populate_existing": True})


def knocks_at(keys: Collection[str], window: timedelta) -> dict[str, int]:
    """How often these doors were knocked at in this window. One statement."""
    wanted = select(DoorCount.key, DoorCount.count).where(DoorCount.key.in_(sorted(keys)),
                                                          DoorCount.window == _window_start(window))
    return dict(db.session.execute(wanted).all()) if keys else {}


def window_end(window: timedelta) -> datetime:
    """When counting begins anew."""
    return _window_start(window) + window


def network_of(address: str | None) -> str:
    """Whom an address belongs to: IPv4 itself, IPv6 by its /64, which one household or server has whole."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return "unknown"
    if known.version == 6 and known.ipv4_mapped:
        known = known.ipv4_mapped
    return str(known) if known.version == 4 else str(ip_network((known, 64), strict=False).network_address) + "/64"


def short(text: str) -> str:
    """A text of any length as part of a key, unreadable to whoever looks at the rows."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def forget_old_knocks() -> None:
    """Drop the counts of windows that are over."""
    db.session.execute(delete(DoorCount).where(DoorCount.window < now() - LONGEST - LONGEST))


def _window_start(window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(now().timestamp()) // seconds * seconds, UTC)
