"""What happens once a day in a workspace, in the morning of its own time zone.

Up to which day something was done is kept under a name of its own, as a reading place whose place is the day.
"""
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.notices.reading_place import ReadingPlace
from portal.people.workspace import Workspace

#: From this hour on it is morning.
MORNING = 7


class House(NamedTuple):
    """A workspace whose day has begun, and where something was not done yet on this day."""

    workspace_id: UUID
    day: date
    #: The last day it was done on, as a place; 0: never yet.
    told: int
    #: Under which name that is kept.
    name: str


def name_of(what: str, workspace_id: UUID) -> str:
    """``what`` has four letters; the end of an id is its chance part."""
    return f"{what}{workspace_id.hex[-20:]}"


def awake(what: str) -> list[House]:
    """The open workspaces where it is morning, and this was not done yet on this day. Two statements."""
    rows = db.session.execute(select(Workspace.id, Workspace.time_zone).where(Workspace.archived_at.is_(None))).all()
    done = dict(db.session.execute(select(ReadingPlace.name, ReadingPlace.place).where(ReadingPlace.name.startswith(what))).all())
    houses = [House(workspace_id, _day(zone), done.get(name_of(what, workspace_id), 0), name_of(what, workspace_id))
              for workspace_id, zone in rows]
    return [house for house in houses if house.told < house.day.toordinal()]


def _day(zone: str) -> date:
    # Before it is morning it is still the day before.
    return (now() - timedelta(hours=MORNING)).astimezone(ZoneInfo(zone)).date()


def take_day(house: House) -> bool:
    """Note, in this transaction, that it is done for the day. False where somebody else has done it meanwhile.

    Raises IntegrityError where two who do it for the first time meet.
    """
    moved = db.session.execute(
        update(ReadingPlace).where(ReadingPlace.name == house.name, ReadingPlace.place == house.told)
        .values(place=house.day.toordinal()).execution_options(synchronize_session=False)).rowcount
    if moved or house.told:
        return bool(moved)
    db.session.execute(insert(ReadingPlace).values(name=house.name, place=house.day.toordinal()))
    return True
