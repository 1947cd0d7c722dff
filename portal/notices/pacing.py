"""When something that is owed may go out: a person's pace for it, their quiet hours and their working days. Pure.

Times of the day are minutes on the clocks of the person's own zone. Where a clock is put forward the minute that is
left out counts as the moment after it; where it is put back, of two same minutes the one that lies ahead.
"""
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

#: What needs somebody now, or calls them by name.
URGENT = frozenset({"turn", "mention"})
#: At once by mail: so long after, if it is still unread.
UNSEEN = timedelta(minutes=15)
#: A mail waits so much longer for a push that carries the same: what that told is left out of it.
AFTER_PUSH = timedelta(minutes=1)

EVERY_DAY = 127
DAY = 24 * 60


@dataclass(frozen=True)
class Hours:
    """A person's day: their zone, quiet hours (None: none), working days (bits, Monday is 1), and when digests come."""

    zone: ZoneInfo
    quiet_from: int | None = None
    quiet_until: int | None = None
    working_days: int = EVERY_DAY
    urgent_passes: bool = False
    digest_at: int = 8 * 60
    digest_weekday: int = 0

    def works_on(self, day: date) -> bool:
        """Whether something may come on that day. Nobody is never to be reached: no day at all means every day."""
        return bool((self.working_days & EVERY_DAY or EVERY_DAY) >> day.weekday() & 1)

    def passes(self, kind: str) -> bool:
        return self.urgent_passes and kind in URGENT


def due(pace: str, *, channel: str, kind: str, at: datetime, hours: Hours, window: timedelta,
        after_push: bool = False) -> datetime | None:
    """When something that happened at a moment is due by one channel; None: never. ``window`` is how long a bundle gathers."""
    if pace == "never":
        return None
    if pace in ("daily", "weekly"):
        return next_digest(at, hours, weekly=pace == "weekly")
    wait = window if pace == "bundled" else UNSEEN if channel == "mail" else timedelta()
    if after_push and channel == "mail" and pace == "bundled":
        wait += AFTER_PUSH
    return at + wait if hours.passes(kind) else open_from(at + wait, hours)


def open_from(moment: datetime, hours: Hours) -> datetime:
    """The moment itself where it is neither in quiet hours nor on a day off, else the first one after that is not."""
    local = moment.astimezone(hours.zone)
    while True:
        if not hours.works_on(local.date()):
            local = _ahead_of(local, local.date() + timedelta(days=1), 0)
        elif (until := _quiet_until(local, hours)) is not None:
            local = _ahead_of(local, *until)
        else:
            return max(moment, local.astimezone(moment.tzinfo))


def next_digest(moment: datetime, hours: Hours, *, weekly: bool = False) -> datetime:
    """When the next digest comes: daily on working days, weekly on its own day; always later than the moment."""
    local = moment.astimezone(hours.zone)
    day = local.date()
    while True:
        wanted = day.weekday() == hours.digest_weekday if weekly else hours.works_on(day)
        if wanted and (at := _at(day, hours.digest_at, hours.zone).astimezone(moment.tzinfo)) > moment:
            return at
        day += timedelta(days=1)


def _quiet_until(local: datetime, hours: Hours) -> tuple[date, int] | None:
    """The day and minute at which the quiet hours end that it is in, if it is."""
    begin, end = hours.quiet_from, hours.quiet_until
    if begin is None or end is None or begin == end:
        return None
    minute = local.hour * 60 + local.minute
    if begin < end:
        return (local.date(), end) if begin <= minute < end else None
    if minute >= begin:
        return local.date() + timedelta(days=1), end
    return (local.date(), end) if minute < end else None


def _ahead_of(local: datetime, day: date, minute: int) -> datetime:
    """That minute of that day, in such a way that it lies ahead: an hour that is put back comes twice."""
    found = _at(day, minute, local.tzinfo)
    if found.timestamp() <= local.timestamp():
        found = found.replace(fold=1)
    return found if found.timestamp() > local.timestamp() else local + timedelta(minutes=1)


def _at(day: date, minute: int, zone) -> datetime:
    local = datetime.combine(day, clock_time(minute // 60 % 24, minute % 60), zone)
    # A minute that the clock leaves out becomes the one it shows then.
    return datetime.fromtimestamp(local.timestamp(), zone)
