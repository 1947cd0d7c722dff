"""Leaving a project: the place goes, and with it all that hung on it."""
from collections.abc import Callable

from sqlalchemy import Select, delete, or_, select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.entries.telling import tell_many
from portal.history.recording import record_event
from portal.notices.cancelling import cancel_owed
from portal.people.inviting import take_back_links
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.assignee import Assignee
from portal.plan.assigning import drop_hands
from portal.plan.handing_over import hand_over, open_items_of
from portal.projects.member import ProjectMember
from portal.projects.project import Project

#: Rooms above add here what else becomes of what somebody held on a project they leave: each is called with the project,
#: the membership and who takes it off; and which projects they hold something on, beside those they are placed on.
let_go_of: list[Callable[[Project, Membership, User], None]] = []
held_on: list[Callable[[Membership], Select]] = []


def leave_project(*, project: Project, seat: Membership, by: User, to: Membership | None = None) -> bool:
    """Take a member of either side off a project, at once. Twice: false, and nothing more happens.

    Open items go to the colleague given, else to nobody. Being named as a reader ends, invitations to the project
    that wait for the same address, or that a contact sent, are revoked, mails owed about it are cancelled. Raises
    ValueError where the colleague is not of the same side.
    """
    place = db.session.get(ProjectMember, (project.id, seat.id))
    if place is None:
        return False
    _let_go(project, seat, by, to)
    db.session.delete(place)
    seat.user.lose_access()
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.id, verb="member.left",
                 lane="internal" if seat.is_staff else "shared", old={"user": str(seat.user_id)})
    db.session.flush()
    return True


def leave_every_project(*, seat: Membership, by: User, to: Membership | None = None) -> None:
    """Take a membership off all its projects, and off items in projects it reaches without a place. Twice: nothing."""
    placed = select(ProjectMember.project_id).where(ProjectMember.membership_id == seat.id)
    holding = select(Entry.project_id).join(Assignee, Assignee.entry_id == Entry.id).where(Assignee.membership_id == seat.id)
    for project in db.session.scalars(select(Project).where(or_(
            Project.id.in_(placed), Project.id.in_(holding), *(Project.id.in_(held(seat)) for held in held_on)))).all():
        if not leave_project(project=project, seat=seat, by=by, to=to):
            _let_go(project, seat, by, to)


def _let_go(project: Project, seat: Membership, by: User, to: Membership | None) -> None:
    if to is not None:
        hand_over(seat=seat, to=to, by=by, project_id=project.id)
    _release(project, seat, by)
    for let_go in let_go_of:
        let_go(project, seat, by)
    _forget_as_reader(project, seat)
    take_back_links(seat, project_id=project.id)
    cancel_owed(subject_ids=select(Entry.id).where(Entry.project_id == project.id), user_ids=[seat.user_id])


def _release(project: Project, seat: Membership, by: User) -> None:
    open_items = list(db.session.scalars(select(Entry).where(Entry.id.in_(open_items_of(seat, project.id)))))
    drop_hands(seat_id=seat.id, project_id=project.id)
    tell_many([(item, {"verb": "unassigned", "field": "assignee", "old": {"user": str(seat.user_id)}})
               for item in open_items], actor_id=by.id)


def _forget_as_reader(project: Project, seat: Membership) -> None:
    of_project = select(Entry.id).where(Entry.project_id == project.id)
    db.session.execute(delete(EntryReader).where(
        EntryReader.membership_id == seat.id, EntryReader.entry_id.in_(of_project)).execution_options(synchronize_session=False))
