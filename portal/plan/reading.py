"""What a page reads along with its items, so that nothing is fetched row by row."""
from sqlalchemy.orm import joinedload, selectinload

from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem


def with_stage() -> tuple:
    """Loader options for an item's stage, in the same statement."""
    return (joinedload(WorkItem.stage),)


def with_hands() -> tuple:
    """Loader options for what ``turn_of`` asks of a WorkItem: its stage and who is named. One more statement."""
    people = selectinload(WorkItem.assignees).joinedload(Assignee.membership).joinedload(Membership.user)
    return *with_stage(), people
