"""What a page reads along with its items, so that nothing is fetched row by row."""
from uuid import UUID

from sqlalchemy.orm import joinedload, selectinload

from portal.base.prepared import prepared
from portal.entries.visible import entries_visible_to
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.plan.item import WorkItem
from portal.projects.viewer import Viewer


def find_item(viewer: Viewer, project_id: UUID, item_id: UUID, *, hands: bool = True) -> WorkItem | None:
    """One visible item of that project with its stage, and who is named; or None."""
    return _item(viewer, project_id, item_id, hands).scalar()


@prepared
def _item(viewer, project_id, item_id, hands):
    return (entries_visible_to(viewer, WorkItem).where(WorkItem.project_id == project_id, WorkItem.id == item_id)
            .options(*(with_hands() if hands else with_stage())))


def with_stage() -> tuple:
    """Loader options for an item's stage, in the same statement."""
    return (joinedload(WorkItem.stage),)


def with_hands() -> tuple:
    """Loader options for what ``turn_of`` asks of a WorkItem: its stage and who is named. One more statement."""
    people = selectinload(WorkItem.assignees).joinedload(Assignee.membership).joinedload(Membership.user)
    return *with_stage(), people
