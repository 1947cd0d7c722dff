"""All of one question for its page: what each round asked about, who is asked, and everything that was said."""
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, false, select

from portal.base.clock import today
from portal.base.prepared import prepared
from portal.decisions.access import may_decide
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.decision import Decision
from portal.decisions.deputies import standing_in
from portal.decisions.deputy import Deputy
from portal.decisions.files_shown import Leaf
from portal.decisions.place import Place, place_of
from portal.decisions.thing import Thing
from portal.files.blob import Blob
from portal.files.reading import FACTS, open_to
from portal.files.version import Version
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.hand import Hand
from portal.projects.standing import Standing


@dataclass(frozen=True)
class Whole:
    """A question that its reader was found to see, with what hangs on it."""

    approval: Approval
    rounds: dict[int, list[Thing]]
    #: In their order, those who took over from somebody right behind them.
    approvers: list[Approver]
    #: The oldest first.
    decisions: list[Decision]
    #: The versions it asked about that this reader may see.
    files: dict[UUID, Leaf]
    #: For whom of those who are asked (membership ids) the reader decides today, if they may decide at all.
    away: frozenset[UUID] = frozenset()

    @property
    def things(self) -> list[Thing]:
        """What the round asks about that was laid last."""
        return self.rounds.get(self.approval.round, [])

    def approver(self, approver_id: UUID) -> Approver | None:
        return next((each for each in self.approvers if each.id == approver_id), None)

    @property
    def counting(self) -> list[Decision]:
        """The answers that count in the round that is asked now."""
        return [each for each in self.decisions if each.is_answer and each.counted and each.round == self.approval.round
                and not self.taken_back(each)]

    def taken_back(self, decision: Decision) -> bool:
        return any(each.of_id == decision.id for each in self.decisions)

    def hands(self, standing: Standing, place: Place | None) -> tuple[Hand, ...]:
        """Whose answer is awaited; where the reader stands in for somebody, theirs too."""
        waiting = tuple(Hand.of(each.membership) for each in self.approvers if each.waits)
        return (*waiting, Hand.of(standing.seat)) if place and place.for_id else waiting

    def place_of(self, standing: Standing) -> Place | None:
        """Where this reader's answer is awaited now, if it is: in their own place, or for who is away."""
        if not self.approval.is_open:
            return None
        place = place_of(self.approval, standing, self.approvers, self.counting, self.away)
        return place if place and place.approver.waits and not place.approver.is_handed_on else None

    def last_answer_of(self, user_id: UUID | None) -> Decision | None:
        """What somebody answered last themselves, and did not take back."""
        mine = [each for each in self.decisions if each.by_id == user_id and each.is_answer and not self.taken_back(each)]
        return mine[-1] if mine else None


def whole_of(approval: Approval, standing: Standing) -> Whole:
    """All of an approval for one reader. Three statements."""
    rounds: dict[int, list[Thing]] = {}
    files: dict[UUID, Leaf] = {}
    for row in _things(approval.id, standing.is_staff):
        rounds.setdefault(row.Thing.round, []).append(row.Thing)
        if row.id is not None:
            files[row.id] = Leaf.of(row)
    asked = _approvers(approval.id, *_deputy(approval, standing)).all()
    return Whole(approval, rounds, [row.Approver for row in asked], _decisions(approval.id).scalars().all(), files,
                 frozenset(row.Approver.membership_id for row in asked if row.away))


def _deputy(approval: Approval, standing: Standing) -> tuple:
    """What tells for whom a reader stands in: through which membership, on which day, where, and what is asked for."""
    if not may_decide(standing, approval):
        return None, None, None, None
    return standing.seat.id, today(standing.project.workspace.time_zone), approval.project_id, approval.role


def find_decision(approval: Approval, decision_id: UUID) -> Decision | None:
    """One of what was said to an approval that was found already."""
    return _decision(approval.id, decision_id).scalar()


@prepared
def _decision(approval_id: UUID, decision_id: UUID):
    return select(Decision).where(Decision.approval_id == approval_id, Decision.id == decision_id)


@prepared
def _things(approval_id: UUID, staff_here: bool):
    # Whoever sees a question sees the documents it asks about: what remains to be asked is the lane of each version.
    return (select(Thing, *FACTS).select_from(Thing)
            .outerjoin(Version, and_(Version.id == Thing.version_id, open_to(staff_here)))
            .outerjoin(Blob, and_(Blob.workspace_id == Version.workspace_id, Blob.sha256 == Version.sha256))
            .where(Thing.approval_id == approval_id).order_by(Thing.round, Thing.position))


@prepared
def _approvers(approval_id: UUID, deputy_id: UUID | None, day: date | None, project_id: UUID | None, role: str | None):
    away = false() if deputy_id is None else Approver.membership_id.in_(
        standing_in(Deputy.deputy_id == deputy_id, day, project_id, role))
    return (select(Approver, Membership, User, away.label("away")).select_from(Approver)
            .join(Membership, Membership.id == Approver.membership_id).join(User, User.id == Membership.user_id)
            .where(Approver.approval_id == approval_id).order_by(Approver.position, Approver.id))


@prepared
def _decisions(approval_id: UUID):
    return (select(Decision, User).select_from(Decision).join(User, User.id == Decision.by_id)
            .where(Decision.approval_id == approval_id).order_by(Decision.number))
