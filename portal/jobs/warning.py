"""Early warning, each morning of each workspace: promised dates in danger, and budgets that will not do."""
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.database import db, writes
from portal.base.reading import reading
from portal.budgets.danger import dangers_in, warn_of
from portal.budgets.warning import is_news, watch_budget
from portal.jobs.queue import every
from portal.jobs.singly import singly
from portal.people.mornings import House, awake, take_day
from portal.projects.project import Project

RISK = "risk"


@every(minutes=10)
def warn_early() -> None:
    """Look through each workspace once on each of its days."""
    with reading():
        houses = awake(RISK)
    singly(houses, _warn)


def _warn(house: House) -> None:
    with reading():
        dangers = dangers_in(house)
        over = [project.id for project in db.session.scalars(_budgeted(house)) if is_news(project)]
    writing = writes.set(True)
    try:
        if take_day(house):
            warn_of(dangers)
            for project in db.session.scalars(_budgeted(house).where(Project.id.in_(over))) if over else ():
                watch_budget(project)
        db.session.commit()
    finally:
        writes.reset(writing)


def _budgeted(house: House):
    return (select(Project).options(joinedload(Project.workspace))
            .where(Project.workspace_id == house.workspace_id, Project.budget.is_not(None), Project.archived_at.is_(None)))
