"""Who decides for whom while they are away."""
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.base.clock import now, today
from portal.base.database import db
from portal.decisions.access import decides
from portal.decisions.deputy import Deputy
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.roles import CONTACT_ROLES
from portal.people.user import User
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.visible import on_projects

#: Under a name of its own: around this condition may stand a statement over members.
_placed = aliased(ProjectMember)


class CannotStandIn(ValueError):
    """A deputy is a colleague of the same side who may decide themselves; the days are in their order (``days``, ``person``)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def name_deputy(*, seat: Membership, deputy: Membership, from_day: date, until_day: date, by: User) -> Deputy:
    """Let a colleague decide from a day through another. Again: the later word holds. Raises CannotStandIn."""
    if until_day < from_day:
        raise CannotStandIn("days")
    if deputy.id not in {each.id for each in could_stand_in(seat)}:
        raise CannotStandIn("person")
    kept = db.session.get(Deputy, seat.id)
    if kept is None:
        kept = Deputy(membership_id=seat.id, workspace_id=seat.workspace_id)
        db.session.add(kept)
    elif (kept.deputy_id, kept.from_day, kept.until_day) == (deputy.id, from_day, until_day):
        return kept
    kept.deputy_id, kept.from_day, kept.until_day, kept.at = deputy.id, from_day, until_day, now()
    _record(seat, by, {"deputy": str(deputy.user_id), "from": from_day.isoformat(), "until": until_day.isoformat()})
    db.session.flush()
    return kept


def drop_deputy(*, seat: Membership, by: User) -> bool:
    """Decide oneself again. Nobody named: nothing happens."""
    kept = db.session.get(Deputy, seat.id)
    if kept is None:
        return False
    db.session.delete(kept)
    _record(seat, by, None)
    db.session.flush()
    return True


def deputy_of(seat: Membership) -> Deputy | None:
    """Who stands in for a membership, or once did, or will. With the deputy's user. One statement."""
    return db.session.scalar(select(Deputy).where(Deputy.membership_id == seat.id).options(
        joinedload(Deputy.deputy).joinedload(Membership.user)))


def could_stand_in(seat: Membership) -> list[Membership]:
    """Colleagues on the same side of the same house who may decide, by name, with their users. One statement.

    A contact knows only those on a project of their own.
    """
    wanted = (select(Membership).join(User, User.id == Membership.user_id)
              .where(Membership.workspace_id == seat.workspace_id, Membership.client_id.is_not_distinct_from(seat.client_id),
                     Membership.removed_at.is_(None), Membership.id != seat.id)
              .options(joinedload(Membership.user)).order_by(User.name, Membership.id))
    if not seat.is_staff:
        around = select(ProjectMember.membership_id).where(ProjectMember.project_id.in_(on_projects((seat.id,))))
        wanted = wanted.where(Membership.id.in_(around))
    return [each for each in db.session.scalars(wanted).all() if decides(each)]


def stood_in_for(seat_ids: Collection[UUID], project: Project, role: str) -> set[UUID]:
    """The memberships for whom one of these, who may decide there, decides today, of those who still may. One statement."""
    day = today(project.workspace.time_zone)
    return set(db.session.scalars(standing_in(Deputy.deputy_id.in_(seat_ids), day, project.id, role)))


def standing_in(deputies, day: date, project_id, role):
    """The memberships for whom others decide on a day, as a composable select; who has left is stood in for by nobody.

    ``deputies`` is a condition over ``Deputy``: whose. ``project_id`` and ``role`` (of the question) are values or columns.
    """
    return (select(Deputy.membership_id).join(Membership, Membership.id == Deputy.membership_id)
            .where(deputies, Deputy.from_day <= day, Deputy.until_day >= day, could_decide(Membership, project_id, role)))


def could_decide(seat, project_id, role):
    """Whether a membership may decide on a project where a contact needs at least this role, as a condition."""
    on_it = exists().where(_placed.project_id == project_id, _placed.membership_id == seat.id).correlate_except(_placed)
    staff = and_(seat.client_id.is_(None), role != "sponsor", or_(seat.role != "member", on_it))
    contact = and_(seat.client_id.is_not(None), seat.role.in_(CONTACT_ROLES[CONTACT_ROLES.index("approver"):]),
                   or_(role != "sponsor", seat.role == "sponsor"), on_it)
    return and_(seat.removed_at.is_(None), or_(staff, contact))


def _record(seat: Membership, by: User, new) -> None:
    record_event(workspace_id=seat.workspace_id, actor_id=by.id, verb="deputy_named" if new else "deputy_dropped",
                 old={"user": str(seat.user_id)}, new=new)
