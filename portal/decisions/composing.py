"""What a receipt says: everything of an approval as it stands, in plain values that need no database to be read."""
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.decision import Decision
from portal.decisions.thing import Thing
from portal.files.sighting import VersionSeen
from portal.files.version import Version
from portal.history.event import Event
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.project import Project
from portal.talk.people import known_to_every_contact

#: What is said in the thread is no part of it, nor who may see it.
UNTOLD = ("message_posted", "message_edited", "message_deleted", "message_shared", "brought_along", "held_back",
          "looked_as_client", "shared", "unshared", "narrowed")
#: So many lines of history are told, the newest: what came of it stands at its end.
MANY = 500


def composed(approval: Approval, project: Project, *, lane: str, final_at: datetime | None) -> dict:
    """The facts of an approval: its question, the exact things, who was asked, each answer, and what happened when.

    In the shared lane history is told as the client may read it, and of staff only those are named whom every contact
    knows, or who were asked or answered here.
    """
    approvers, decisions = _approvers(approval), _decisions(approval)
    things, (events, left_out) = _things(approval, decisions), _events(approval, lane)
    tell = _Teller(project, _nameable(project, approvers, decisions) if lane == "shared" else None)
    return {
        "provider": project.workspace.name, "client": project.client.name, "project": project.name,
        "zone": project.workspace.time_zone, "final": moment(final_at),
        "approval": {
            "id": str(approval.id), "title": approval.title, "question": approval.question, "rule": approval.rule,
            "state": approval.state, "round": approval.round, "typed_name": approval.typed_name, "reason": approval.reason,
            "asked_by": tell.person(db.session.get(User, approval.created_by_id) if approval.created_by_id else None),
            "asked": moment(approval.created_at), "until": approval.promised and approval.promised.isoformat(),
            "ended": moment(approval.ended_at)},
        "things": [_thing(thing, version, _is_closed(approval, thing, version, decisions, lane)) for thing, version in things],
        "sights": [tell.sight(*row) for row in _sights(things, approvers, decisions, lane)],
        "approvers": [tell.approver(approver, approvers) for approver in approvers],
        "decisions": [tell.decision(decision) for decision in decisions],
        "trail": [tell.event(event) for event in events], "left_out": left_out,
    }


def moment(at: datetime | None) -> str | None:
    """A moment as receipts write it: UTC, to the second."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def _is_closed(approval: Approval, thing: Thing, version: Version | None, decisions: list[Decision], lane: str) -> bool:
    """Whether a question ended because this very file went, before anybody answered about it: then its name goes, too."""
    if version is None or approval.state != "cancelled" or any(each.round == thing.round for each in decisions):
        return False
    return version.withdrawn_at is not None or (lane == "shared" and version.lane != "shared")


def _thing(thing: Thing, version: Version | None, is_closed: bool) -> dict:
    named = version is not None and not is_closed
    file = {"name": version.name, "size": version.size, "media_type": version.media_type} if named else None
    return {"round": thing.round, "kind": thing.kind, "title": "…" if is_closed else thing.title, "sha256": thing.sha256.hex(),
            "entry": thing.entry_id and str(thing.entry_id), "version": thing.version_id and str(thing.version_id),
            "form": thing.canonical, "file": file}


class _Teller:
    """People as a receipt names them; staff who are not to be named are their house."""

    def __init__(self, project: Project, nameable: Collection[UUID] | None):
        self._names = {"staff": project.workspace.name, "client": project.client.name}
        self._nameable, self._workspace, self._sides = nameable, project.workspace_id, {}

    def person(self, user: User | None, side: str | None = None) -> dict | None:
        if user is None:
            return None
        side = side or self._side_of(user.id)
        if side == "staff" and self._nameable is not None and user.id not in self._nameable:
            return {"id": None, "name": None, "side": side, "of": self._names[side]}
        return {"id": str(user.id), "name": user.called, "side": side, "of": self._names[side]}

    def approver(self, approver: Approver, all_of_them: list[Approver]) -> dict:
        seat = approver.membership
        handed_to = next((each for each in all_of_them if each.id == approver.handed_to_id), None)
        return {"person": self.person(seat.user, seat.side), "role": seat.role, "position": approver.position,
                "handed_to": handed_to and self.person(handed_to.membership.user, handed_to.membership.side)}

    def decision(self, decision: Decision) -> dict:
        stood_in_for = db.session.get(User, decision.for_id) if decision.for_id else None
        return {"id": str(decision.id), "number": decision.number, "by": self.person(decision.by, decision.side),
                "role": decision.role, "for": self.person(stood_in_for), "verdict": decision.verdict, "words": decision.words,
                "round": decision.round, "seen": decision.seen, "counted": decision.counted, "why_not": decision.why_not,
                "takes_back": decision.of_id and str(decision.of_id), "at": moment(decision.at),
                "made": moment(decision.made_at), "device": decision.device, "assurance": decision.assurance,
                "typed_name": decision.typed_name}

    def sight(self, seen: VersionSeen, user: User) -> dict:
        return {"version": str(seen.version_id), "by": self.person(user), "seen": moment(seen.seen_at),
                "saved": moment(seen.downloaded_at)}

    def event(self, event: Event) -> dict:
        verdict = event.new.get("verdict") if isinstance(event.new, dict) else None
        return {"at": moment(event.at), "verb": event.verb, "by": self.person(event.actor), "verdict": verdict,
                "reason": event.reason}

    def _side_of(self, user_id: UUID) -> str:
        if user_id not in self._sides:
            staff = select(Membership.id).where(Membership.user_id == user_id, Membership.workspace_id == self._workspace,
                                                Membership.client_id.is_(None))
            self._sides[user_id] = "staff" if db.session.scalar(staff.limit(1)) else "client"
        return self._sides[user_id]


def _nameable(project: Project, approvers: list[Approver], decisions: list[Decision]) -> set[UUID]:
    here = {approver.membership.user_id for approver in approvers} | {decision.by_id for decision in decisions}
    return here | known_to_every_contact(project)


def _things(approval: Approval, decisions: list[Decision]):
    """All that is asked about now, and what anybody had before them who answered: also where they are the last of many rounds."""
    its = and_(Version.workspace_id == Thing.workspace_id, Version.id == Thing.version_id)
    return db.session.execute(select(Thing, Version).outerjoin(Version, its)
                              .where(Thing.approval_id == approval.id, Thing.round.in_(_rounds(approval, decisions)))
                              .order_by(Thing.round, Thing.position)).all()


def _rounds(approval: Approval, decisions: list[Decision]) -> set[int]:
    """The one that counts now, each that somebody answered; of what was seen together in none of them where it stood last."""
    rounds = {approval.round} | {decision.round for decision in decisions}
    adrift = {digest for decision in decisions if not decision.round for digest in decision.seen}
    if adrift:
        last = select(Thing.sha256, func.max(Thing.round)).where(Thing.approval_id == approval.id).group_by(Thing.sha256)
        rounds |= {round for digest, round in db.session.execute(last) if digest.hex() in adrift}
    return rounds


def _sights(things, approvers: list[Approver], decisions: list[Decision], lane: str):
    """When those who decide here first had a version before them; the client is told of its own people only."""
    versions = {version.id for _thing, version in things if version is not None}
    people = {approver.membership.user_id: approver.membership.side for approver in approvers} | {
        decision.by_id: decision.side for decision in decisions}
    told = [user_id for user_id, side in people.items() if lane == "internal" or side == "client"]
    if not versions or not told:
        return []
    return db.session.execute(
        select(VersionSeen, User).join(User, User.id == VersionSeen.user_id)
        .where(VersionSeen.version_id.in_(versions), VersionSeen.user_id.in_(told))
        .order_by(VersionSeen.seen_at, VersionSeen.version_id)).all()


def _approvers(approval: Approval) -> list[Approver]:
    return list(db.session.scalars(
        select(Approver).where(Approver.approval_id == approval.id).order_by(Approver.position, Approver.id)
        .options(joinedload(Approver.membership).joinedload(Membership.user))))


def _decisions(approval: Approval) -> list[Decision]:
    return list(db.session.scalars(select(Decision).where(Decision.approval_id == approval.id).order_by(Decision.number)
                                   .options(joinedload(Decision.by))))


def _events(approval: Approval, lane: str) -> tuple[list[Event], int]:
    """The newest lines of its history, in their order, and how many came before these."""
    told = [Event.entry_id == approval.id, Event.verb.not_in(UNTOLD)] + [Event.lane == "shared"] * (lane == "shared")
    newest = select(Event).where(*told).options(joinedload(Event.actor)).order_by(Event.id.desc()).limit(MANY)
    events = list(db.session.scalars(newest))[::-1]
    counted = db.session.scalar(select(func.count()).where(*told)) if len(events) == MANY else len(events)
    return events, counted - len(events)
