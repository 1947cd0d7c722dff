"""How soon and when somebody wants to be told: what holds for everybody, and what they chose instead."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select

from portal.base.database import db
from portal.notices.habits import Habits
from portal.notices.notification import NOTICE_KINDS
from portal.notices.preference import CHANNELS, PACES, Preference

#: Their move and their name at once, the rest gathered.
DEFAULTS = {(kind, channel): "at_once" if kind in ("turn", "mention") else "bundled"
            for kind in NOTICE_KINDS for channel in CHANNELS}


def paces_of(user_id: UUID) -> dict[tuple[str, str], str]:
    """Somebody's pace for each (kind, channel). One statement."""
    return DEFAULTS | chosen_paces([user_id]).get(user_id, {})


def chosen_paces(user_ids: Collection[UUID]) -> dict[UUID, dict[tuple[str, str], str]]:
    """Where these users want something else than everybody: (kind, channel) to pace. One statement."""
    found: dict[UUID, dict] = {}
    for row in db.session.scalars(select(Preference).where(Preference.user_id.in_(user_ids))):
        found.setdefault(row.user_id, {})[row.kind, row.channel] = row.pace
    return found


def set_pace(*, user_id: UUID, kind: str, channel: str, pace: str) -> None:
    """Choose how soon one kind comes by one channel. Twice is once; as it is for everybody, nothing is kept.

    Raises ValueError for another kind, channel or pace.
    """
    if (kind, channel) not in DEFAULTS or pace not in PACES:
        raise ValueError(f"{kind} by {channel}: {pace}")
    db.session.execute(delete(Preference).where(Preference.user_id == user_id, Preference.kind == kind,
                                                Preference.channel == channel))
    if pace != DEFAULTS[kind, channel]:
        db.session.add(Preference(user_id=user_id, kind=kind, channel=channel, pace=pace))
        db.session.flush()


def habits_of(user_ids: Collection[UUID]) -> dict[UUID, Habits]:
    """When each of these users wants to be told at all; who chose nothing has what holds for everybody. One statement."""
    kept = {habits.user_id: habits for habits in db.session.scalars(select(Habits).where(Habits.user_id.in_(user_ids)))}
    return {user_id: kept.get(user_id) or _usual(user_id) for user_id in user_ids}


def set_habits(*, user_id: UUID, **facts) -> Habits:
    """Keep some of a user's habits; the others stay. Twice is once."""
    habits = db.session.get(Habits, user_id)
    if habits is None:
        habits = _usual(user_id)
        db.session.add(habits)
    for name, value in facts.items():
        if name not in USUAL:
            raise TypeError(name)
        setattr(habits, name, value)
    db.session.flush()
    return habits


#: Nothing is quiet, every day is a working day: nobody misses something because of what they never set.
USUAL = {"quiet_from": None, "quiet_until": None, "working_days": 127, "urgent_passes": False, "private": False,
         "digest_at": 8 * 60, "digest_weekday": 0}


def _usual(user_id: UUID) -> Habits:
    return Habits(user_id=user_id, **USUAL)
