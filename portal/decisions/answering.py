"""Answering: a yes is a yes to exactly what was seen."""
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select

from portal.base.database import db
from portal.decisions.approval import Approval
from portal.decisions.current import Away
from portal.decisions.decision import ANSWERS, Decision
from portal.decisions.place import Place, place_of
from portal.decisions.settling import approvers_of, bring_up_to_date, counting, lock, settle
from portal.decisions.thing import Thing
from portal.entries.telling import tell
from portal.files.blob import Blob
from portal.files.scan import is_open
from portal.files.version import Version
from portal.projects.standing import Standing


class NotAsked(Exception):
    """Only those who are asked, and who stand in for them, answer; nothing was stored."""


class WordsMissing(ValueError):
    """Remarks, and what shall change, must be said."""


class NameMissing(ValueError):
    """Here a decision is signed by typing one's name."""


def answer(*, decision_id: UUID, approval: Approval, by: Standing, verdict: str, words: str = "", seen: Sequence[str],
           typed_name: str = "", device: str = "", assurance: str = "", made_at: datetime | None = None) -> Decision:
    """Store an answer about the things that were seen (their SHA-256 in hex, in their order), and count it if it may be.

    It counts only for exactly what is asked about now. What is late is stored all the same, with why it does not count
    (``Decision.why_not``): something newer exists and its giver is asked again, a file could not be opened, it had ended,
    they had answered already. The id is that of the act: arriving twice at once it is one decision, and an id that names
    anything else violates the key. Raises NotAsked, WordsMissing, NameMissing.
    """
    verdict, words = _checked(verdict, words)
    if approval.typed_name and not typed_name.strip():
        raise NameMissing
    lock(approval)
    if (given := _given(decision_id, approval, by)) is not None:
        return given
    things, why_not = _asked_now(approval, by)
    approvers, answers = approvers_of(approval), counting(approval)
    place = place_of(approval, by, approvers, list(answers.values()))
    if place is None:
        raise NotAsked(approval.id)
    seen = [digest.lower() for digest in seen]
    why_not = (why_not or _not_theirs(place, by, answers) or _not_these(approval, things, seen) or _not_opened(things)
               or _not_yet(place))
    decision = write(approval, by, place, decision_id=decision_id, verdict=verdict, words=words, seen=seen,
                     round=_round_of(approval, seen), why_not=why_not, typed_name=typed_name.strip(), device=device,
                     assurance=assurance, made_at=made_at)
    if decision.counted:
        settle(approval, by.viewer.user)
    return decision


def _given(decision_id: UUID, approval: Approval, by: Standing) -> Decision | None:
    """What another arrival of this act has decided while this one waited."""
    return db.session.scalar(select(Decision).where(
        Decision.id == decision_id, Decision.approval_id == approval.id, Decision.by_id == by.viewer.user_id))


def _checked(verdict: str, words: str) -> tuple[str, str]:
    words = words.strip()
    if verdict not in ANSWERS:
        raise ValueError(verdict)
    if verdict == "approve" and words:
        return "remarks", words
    if verdict != "approve" and not words:
        raise WordsMissing(verdict)
    return verdict, words


def _asked_now(approval: Approval, by: Standing) -> tuple[list[Thing], str | None]:
    """What is asked about now, or why nothing is."""
    if not approval.is_open:
        return [], "ended"
    try:
        things = bring_up_to_date(approval)
    except Away:
        return [], "away"
    if not approval.is_open:
        return [], "ended"
    return things, "away" if approval.is_archived else None


def _not_theirs(place: Place, by: Standing, answers: dict) -> str | None:
    if place.approver.is_handed_on:
        return "handed_on"
    if place.approver.declined:
        return "declined"
    given = any(decision.by_id == by.viewer.user_id for decision in answers.values())
    return "already" if given or place.approver.id in answers else None


def _not_these(approval: Approval, things: list[Thing], seen: list[str]) -> str | None:
    return None if seen == [thing.sha256.hex() for thing in things] else "stale"


def _not_opened(things: list[Thing]) -> str | None:
    """Nobody says yes to a file that the virus scanner keeps shut. One statement; none where nothing is a file."""
    ids = [thing.version_id for thing in things if thing.version_id]
    bytes_of = and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256)
    said = db.session.scalars(select(Blob.scan).join(Version, bytes_of).where(Version.id.in_(ids))) if ids else ()
    return None if all(is_open(scan) for scan in said) else "unopened"


def _not_yet(place: Place) -> str | None:
    return None if place.approver.waits else "not_yet"


def _round_of(approval: Approval, seen: list[str]) -> int:
    """The newest round that asked about exactly this; 0 for none."""
    rounds: dict[int, list[str]] = {}
    for round, digest in db.session.execute(select(Thing.round, Thing.sha256).where(Thing.approval_id == approval.id)
                                            .order_by(Thing.round, Thing.position)):
        rounds.setdefault(round, []).append(digest.hex())
    return max((round for round, digests in rounds.items() if digests == seen), default=0)


def write(approval: Approval, by: Standing, place: Place, *, decision_id: UUID, verdict: str, round: int,
          why_not: str | None = None, told: dict | None = None, tells: str = "approval_answered", **facts) -> Decision:
    """Write a decision with its event."""
    number = (db.session.scalar(select(func.max(Decision.number)).where(Decision.approval_id == approval.id)) or 0) + 1
    decision = Decision(id=decision_id, workspace_id=approval.workspace_id, approval_id=approval.id, number=number,
                        approver_id=place.approver.id, by_id=by.viewer.user_id, for_id=place.for_id, verdict=verdict,
                        round=round, counted=why_not is None, why_not=why_not, side=by.side, role=by.role, **facts)
    db.session.add(decision)
    new = {"verdict": verdict, "round": round, "decision": str(decision_id), "counted": decision.counted}
    tell(approval, actor_id=by.viewer.user_id, verb=tells, field="decision",
         **{"new": new | ({"why_not": why_not} if why_not else {})} | (told or {}))
    db.session.flush()
    return decision
