"""What deliveries still have to say, asked when they are paid: somebody may have read it, lost it, or gone meanwhile."""
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.base.many import parts
from portal.decisions.around import around_approvals
from portal.entries.entry import Entry
from portal.inbox.owing import hours_of
from portal.inbox.rules import HEARS
from portal.inbox.seeing import sees_money
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.notices.pacing import open_from
from portal.notices.preferring import habits_of
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.projects.project import Project
from portal.talk.audience import Audience, Listener, colleagues_on
from portal.talk.message import Message
from portal.talk.people import known_to_every_contact

#: Kinds that say what somebody is to do: once that is done they say nothing.
TO_DO = ("turn", "late")


class Notice(NamedTuple):
    """One thing that a delivery tells its reader, as it is now and as they may know it."""

    id: int
    user_id: UUID
    kind: str
    workspace_id: UUID
    project_id: UUID
    entry_id: UUID | None
    #: That it stands in now: a message may have been shared or held back since.
    lane: str
    message_id: UUID | None
    #: What whoever did it is called, where the reader may know that; None: say the provider's name.
    actor: str | None
    at: datetime
    facts: dict[str, Any]
    title: str | None
    entry_kind: str | None
    #: On which side its reader stands there.
    side: str
    #: With its workspace and client, for the brand.
    project: Project


class Line(NamedTuple):
    """A notification as the fence is asked about it."""

    lane: str
    project_id: UUID
    entry_id: UUID | None
    user_id: UUID | None
    kind: str = "state"


def carried_by(deliveries: Collection[Delivery]) -> dict[int, list[Notice]]:
    """What each of these deliveries still tells, oldest first; nothing: cancel it. The statements grow with projects only.

    Left out is what was read, what its reader does not see any more or has muted, what is done, answered or archived
    meanwhile, and from a bundle what the other channel has told, and from a push that comes late what a mail has.
    """
    found: dict[int, list[Notice]] = {delivery.id: [] for delivery in deliveries}
    for part in parts(deliveries):
        rows = _carried(part)
        for delivery_id, notice in _fenced(rows):
            found[delivery_id].append(notice)
    return found


def held_until(deliveries: Collection[Delivery]) -> dict[int, datetime]:
    """Those of these deliveries whose reader is not to be disturbed now, and until when. Three statements."""
    people = {delivery.user_id for delivery in deliveries if delivery.user_id and delivery.workspace_id}
    if not people:
        return {}
    habits, moment = habits_of(list(people)), now()
    zones = dict(db.session.execute(select(User.id, User.time_zone).where(User.id.in_(people))).all())
    houses = dict(db.session.execute(select(Workspace.id, Workspace.time_zone).where(
        Workspace.id.in_({delivery.workspace_id for delivery in deliveries if delivery.workspace_id}))).all())
    held = {}
    for delivery in deliveries:
        # Digests come when they were asked for.
        if delivery.user_id not in habits or delivery.kind not in ("notice", "bundle"):
            continue
        hours = hours_of(habits[delivery.user_id], zones.get(delivery.user_id) or houses.get(delivery.workspace_id) or "UTC")
        until = open_from(moment, hours)
        if until > moment:
            held[delivery.id] = until
    return _but_urgent(held, {user_id for user_id, kept in habits.items() if kept.urgent_passes}, deliveries)


def _but_urgent(held: dict[int, datetime], passing: set[UUID], deliveries) -> dict[int, datetime]:
    """Without what carries something urgent for people whose urgent things pass."""
    asked = [delivery.id for delivery in deliveries if delivery.id in held and delivery.user_id in passing]
    if not asked:
        return held
    urgent = set(db.session.scalars(select(Carried.delivery_id).join(
        Notification, Notification.id == Carried.notification_id).where(
        Carried.delivery_id.in_(asked), Notification.kind.in_(("turn", "mention")))))
    return {number: until for number, until in held.items() if number not in urgent}


def _carried(deliveries: list[Delivery]):
    """(delivery, what it carries, lane now, entry's title and kind, who did it, level) of what is unread and still there."""
    other, also = aliased(Delivery), aliased(Carried)
    told = exists().where(also.notification_id == Notification.id, other.id == also.delivery_id, other.outcome == "sent",
                          other.user_id == Notification.user_id, other.channel != Delivery.channel)
    # What the client raised is nobody's move here once the client was asked. What is about a project itself has no entry, and
    # to ask that for anything but whether it is there would be answered by neither yes nor no.
    settled = and_(Entry.id.is_not(None), Entry.kind == "change_request", Entry.move.is_(None))
    over = and_(Notification.kind.in_(TO_DO), or_(Entry.done_at.is_not(None), settled))
    # A mail of its own comes a while after a push that nobody answered; nothing else is said a second time.
    again = or_(Delivery.kind == "bundle", Delivery.channel == "push")
    return db.session.execute(
        select(Carried.delivery_id, Notification, Message.lane.label("lane"), Entry.title, Entry.kind.label("entry_kind"),
               User, Follow.level)
        .select_from(Carried).join(Delivery, Delivery.id == Carried.delivery_id)
        .join(Notification, Notification.id == Carried.notification_id)
        .outerjoin(Message, Message.id == Notification.message_id)
        .outerjoin(Entry, Entry.id == Notification.entry_id)
        .outerjoin(User, User.id == Notification.actor_id)
        .outerjoin(Follow, and_(Follow.entry_id == Notification.entry_id, Follow.user_id == Notification.user_id))
        .where(Carried.delivery_id.in_([delivery.id for delivery in deliveries]), Notification.read_at.is_(None),
               Message.deleted_at.is_(None), Entry.archived_at.is_(None), ~over,
               ~(again & told))
        .order_by(Carried.notification_id)).all()


def _fenced(rows) -> Iterable[tuple[int, Notice]]:
    lines = {row.Notification.id: _line(row) for row in rows}
    if not lines:
        return
    audience = Audience(list(lines.values()), {Listener(row.Notification.user_id) for row in rows})
    awaited = around_approvals({row.Notification.entry_id for row in rows if _asks(row)}).awaited
    projects, known = _projects({line.project_id for line in lines.values()}), {}
    for row in rows:
        told, line = row.Notification, lines[row.Notification.id]
        project, listener = projects.get(told.project_id), Listener(told.user_id)
        if project is None or told.kind not in HEARS[row.level or "all"] or not audience.may_hear(line, listener):
            continue
        # Whoever has answered, or for whom somebody did, is asked no more.
        if _asks(row) and told.user_id not in awaited[told.entry_id]:
            continue
        at = audience.places[project.id][listener]
        side = at.side
        if told.kind == "money" and side == "client" and not (project.budget_shared and sees_money(at.contact)):
            continue
        yield row.delivery_id, Notice(
            id=told.id, user_id=told.user_id, kind=told.kind, workspace_id=told.workspace_id, project_id=told.project_id,
            entry_id=told.entry_id, lane=line.lane, message_id=told.message_id, at=told.at, facts=told.facts or {},
            actor=_actor(row, side, project, known), title=row.title, entry_kind=row.entry_kind, side=side, project=project)


def _asks(row) -> bool:
    return row.entry_kind == "approval" and row.Notification.kind == "turn"


def _line(row) -> Line:
    told = row.Notification
    return Line(row.lane or told.lane, told.project_id, told.entry_id, told.actor_id)


def _actor(row, side: str, project: Project, known: dict[UUID, set[UUID]]) -> str | None:
    """A contact knows colleagues and the staff who wrote to them, do something they see, or approve it."""
    if row.User is None:
        return None
    if side == "client" and row.Notification.message_id is None:
        if project.id not in known:
            known[project.id] = known_to_every_contact(project) | colleagues_on(project)
        if row.User.id not in known[project.id]:
            return None
    return row.User.called


def _projects(ids: set[UUID]) -> dict[UUID, Project]:
    rows = db.session.scalars(select(Project).options(joinedload(Project.workspace), joinedload(Project.client)).where(
        Project.id.in_(ids), Project.archived_at.is_(None)))
    return {project.id: project for project in rows}
