"""What is late since today, or soon will be: told once a day, in the morning of each workspace.

Contacts are late by the promised date, the team by the earlier of the two dates: so an item may be told twice, to the one
side and to the other, and never to the client what the team's own date says.
"""
from datetime import date, timedelta

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.decisions.reminding import reminders
from portal.entries.entry import Entry
from portal.inbox.news import News, Round
from portal.people.mornings import House
from portal.plan.waiting import staff_date
from portal.projects.project import Project

#: So many days ahead it is soon.
SOON = timedelta(days=2)


def late_round(house: House) -> Round:
    """What is to be told on this day, and on those that nobody told of. Three statements."""
    last = date.fromordinal(house.told) if house.told else house.day - timedelta(days=1)
    promised, own = Entry.promised, staff_date(Entry)
    lines = [*_lines(house, last, promised, "promised", "shared", Entry.audience != "internal"),
             *_lines(house, last, own, "due", "internal"), *_questions(house, last)]
    return Round(house.told, house.day.toordinal(), lines)


def _lines(house: House, last: date, day, field: str, lane: str, *conditions) -> list[News]:
    became_late = day.between(last, house.day - timedelta(days=1))
    is_soon = day.between(max(house.day, last + SOON + timedelta(days=1)), house.day + SOON)
    rows = db.session.execute(
        select(Entry.id, Entry.project_id, day.label("day")).join(Project, Project.id == Entry.project_id)
        .where(Entry.workspace_id == house.workspace_id, Entry.kind == "work_item", Entry.done_at.is_(None),
               Entry.archived_at.is_(None), Project.archived_at.is_(None), became_late | is_soon, *conditions)
        .order_by(day, Entry.path))
    return [News(0, None, now(), house.workspace_id, row.project_id, row.id, None, None,
                 "late" if row.day < house.day else "soon", lane, field,
                 new={"day": row.day.isoformat(), "days": max(0, (house.day - row.day).days)}) for row in rows]


def _questions(house: House, last: date) -> list[News]:
    """Questions nobody answered yet, by the day they are for."""
    return [News(0, None, now(), house.workspace_id, told.project_id, told.entry_id, None, None, told.verb,
                 "shared" if told.shared else "internal", "promised",
                 new={"day": told.day.isoformat(), "days": max(0, (house.day - told.day).days)})
            for told in reminders(house.workspace_id, last, house.day)]
