"""A leaving person hands over what is theirs: the open items assigned to them."""
from uuid import UUID

from sqlalchemy import delete, func, select, update

from portal.base.database import db
from portal.entries.entry import Entry
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.assignee import Assignee
from portal.projects.member import ProjectMember


def open_items_of(seat: Membership, project_id: UUID | None = None):
    """Which entries a membership is still assigned to, all over or in one project. A select of ids."""
    wanted = (select(Assignee.entry_id).join(Entry, Entry.id == Assignee.entry_id)
              .where(Assignee.membership_id == seat.id, Entry.done_at.is_(None)))
    return wanted if project_id is None else wanted.where(Entry.project_id == project_id)


def count_open_items(seat: Membership, project_id: UUID | None = None) -> int:
    """How many open items somebody would leave behind."""
    return db.session.scalar(select(func.count()).select_from(open_items_of(seat, project_id).subquery()))


def hand_over(*, seat: Membership, to: Membership, by: User, project_id: UUID | None = None) -> None:
    """Give one member's open items to another of the same side, who joins the projects they are in. Twice: nothing.

    Raises ValueError when the two are not of one side of one workspace.
    """
    if (seat.workspace_id, seat.client_id) != (to.workspace_id, to.client_id) or seat.id == to.id:
        raise ValueError("items are handed over within one side of one workspace")
    items = set(db.session.scalars(open_items_of(seat, project_id)))
    if not items:
        return
    _join_where_needed(seat, to, items)
    already = set(db.session.scalars(select(Assignee.entry_id).where(
        Assignee.membership_id == to.id, Assignee.entry_id.in_(items))))
    mine = (Assignee.membership_id == seat.id, Assignee.entry_id.in_(items))
    db.session.execute(delete(Assignee).where(*mine, Assignee.entry_id.in_(already)))
    db.session.execute(update(Assignee).where(*mine).values(membership_id=to.id))
    record_event(workspace_id=seat.workspace_id, project_id=project_id, actor_id=by.id, verb="items.handed_over",
                 old={"user": str(seat.user_id)}, new={"user": str(to.user_id), "items": len(items)})


def _join_where_needed(seat: Membership, to: Membership, items: set[UUID]) -> None:
    needed = set(db.session.scalars(select(Entry.project_id).where(Entry.id.in_(items)).distinct()))
    there = set(db.session.scalars(select(ProjectMember.project_id).where(ProjectMember.membership_id == to.id)))
    for project_id in needed - there:
        db.session.add(ProjectMember(project_id=project_id, membership_id=to.id, workspace_id=to.workspace_id))
