"""What pushes are made of, read for a whole batch at once: browsers, their people, and what these are told about."""
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.branding.brand import BrandFacts, brand_among, brand_of, locale_among, zone_among
from portal.inbox.owed import Notice
from portal.notices.habits import Habits
from portal.notices.subscription import PushSubscription
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.sessions import IDLE
from portal.people.user import User
from portal.people.workspace import Workspace
from portal.plan.item import WorkItem
from portal.projects.project import Project
from portal.talk.markdown import plain_words
from portal.talk.message import Message

#: How much of a message is looked at, and how much of it is told, in characters.
BEGINNING, EXCERPT = 900, 180


class Reader(NamedTuple):
    """Who is told: in which language, and whether only that there is something."""

    user: User
    seats: tuple[Membership, ...]
    private: bool

    @property
    def locale(self) -> str:
        return self.user.locale or locale_among(self.seats) or "en"

    @property
    def zone(self) -> str:
        return self.user.time_zone or zone_among(self.seats) or "UTC"

    def seat_in(self, project: Project) -> Membership | None:
        """Their place in a project's house: on its staff, else among its client's contacts."""
        staff = next((seat for seat in self.seats if seat.is_staff and seat.workspace_id == project.workspace_id), None)
        return staff or next((seat for seat in self.seats if seat.client_id == project.client_id), None)

    def brand(self, projects: Collection[Project]) -> BrandFacts:
        """The room it is about, as this reader sees it; Portico's own where there are several."""
        seats = [seat for seat in map(self.seat_in, projects) if seat is not None]
        return brand_of(seats[0].workspace, seats[0].client) if len(set(seats)) == 1 else brand_among(seats or self.seats)


@dataclass(frozen=True)
class Ground:
    """By id: what was asked for and is there."""

    browsers: dict[UUID, PushSubscription]
    #: By the same ids: the host of a room that a browser agreed at, which is where it is signed in.
    hosts: dict[UUID, str | None]
    readers: dict[UUID, Reader]
    #: Entry id -> state, of those items about which somebody is told that it is their move.
    states: dict[UUID, str]
    excerpts: dict[UUID, str]


def read_ground(deliveries: Collection, notices: dict[int, list[Notice]]) -> Ground:
    """At most five statements, however many deliveries."""
    told = [notice for delivery in deliveries for notice in notices.get(delivery.id, ())]
    found = _browsers({delivery.subscription_id for delivery in deliveries} - {None})
    browsers = {each.id: each for each, _host in found}
    return Ground(
        browsers=browsers, hosts={each.id: host for each, host in found},
        readers=_readers({each.user_id for each in browsers.values()}),
        states={item.id: item.state for item in db.session.scalars(
            select(WorkItem).where(WorkItem.id.in_(_ids([n for n in told if n.kind == "turn"], "entry_id"))))},
        excerpts=_excerpts(_ids(told, "message_id")),
    )


def told_at(host: str | None, notices: Collection[Notice]) -> list[Notice]:
    """What may be told where a browser agreed: at the host of a room only what is read there."""
    def reads(notice: Notice) -> bool:
        project = notice.project
        return host == project.workspace.host or (notice.side == "client" and host == project.client.host)
    return [notice for notice in notices if host is None or reads(notice)]


def _browsers(ids: set[UUID]) -> list[tuple[PushSubscription, str | None]]:
    """Those that still want pushes, in sessions that are open still, and at which host those are."""
    living = (select(PushSubscription, Session.host).join(Session, Session.id == PushSubscription.session_id).where(
        PushSubscription.id.in_(ids), PushSubscription.ended_at.is_(None), Session.revoked_at.is_(None),
        Session.membership_id.is_(None), Session.expires_at > now(), Session.last_seen_at > now() - IDLE))
    return [(row.PushSubscription, row.host) for row in db.session.execute(living)]


def _readers(ids: set[UUID]) -> dict[UUID, Reader]:
    seats = defaultdict(list)
    for seat in db.session.scalars(
            select(Membership).join(Membership.workspace).outerjoin(Membership.client)
            .options(joinedload(Membership.workspace), joinedload(Membership.client))
            .where(Membership.user_id.in_(ids), Membership.removed_at.is_(None), Workspace.archived_at.is_(None),
                   Client.archived_at.is_(None)).order_by(Membership.created_at, Membership.id)):
        seats[seat.user_id].append(seat)
    found = db.session.execute(select(User, Habits.private).outerjoin(Habits, Habits.user_id == User.id).where(User.id.in_(ids)))
    return {user.id: Reader(user, tuple(seats[user.id]), bool(private)) for user, private in found}


def _excerpts(ids: set[UUID]) -> dict[UUID, str]:
    found = db.session.execute(select(Message.id, func.substr(Message.html, 1, BEGINNING))
                               .where(Message.id.in_(ids), Message.deleted_at.is_(None)))
    return {message_id: shortened(plain_words(html)) for message_id, html in found}


def shortened(text: str, most: int = EXCERPT) -> str:
    """At most so many characters, cut between words where there are some."""
    if len(text) <= most:
        return text
    cut = text[:most - 1]
    return (cut.rpartition(" ")[0] if " " in cut[most // 2:] else cut) + "…"


def _ids(told: list, name: str) -> set[UUID]:
    return {getattr(notice, name) for notice in told} - {None}
