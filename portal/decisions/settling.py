"""The state of an approval: what follows of its answers, its rounds and its end. Nobody else writes these facts."""
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.current import Away, Current, current_things, same, things_of
from portal.decisions.decision import ANSWERS, Decision
from portal.decisions.thing import Thing
from portal.decisions.voting import awaited, outcome_of
from portal.entries.telling import tell
from portal.notices.cancelling import cancel_owed
from portal.people.user import User

#: What follows when an approval ends: approved, with changes, or cancelled. Each is called with it and with who ended it.
ended: list[Callable[[Approval, User | None], None]] = []
#: What follows when an answer that ended one was taken back.
reopened: list[Callable[[Approval, User | None], None]] = []
#: What follows when the same people are asked once more after changes were asked for.
asked_anew: list[Callable[[Approval, User | None], None]] = []
#: What stands against asking the same people once more, as a code, or None.
hindrances: list[Callable[[Approval], str | None]] = []
#: Whether something was done because it ended: then no answer is taken back any more.
depends: list[Callable[[Approval], bool]] = []

#: What follows when a round is laid, of an approval that was asked already.
laid: list[Callable[[Approval], None]] = []
#: Whether it would ask by now about something that not all who see it may see: then it ends, and is asked anew.
outgrown: list[Callable[[Approval], bool]] = []


def lock(approval: Approval) -> None:
    """One at a time: whoever comes second sees what the first one did."""
    db.session.flush()
    table = Approval.__table__
    db.session.execute(select(table.c.id).where(table.c.id == approval.id).with_for_update())
    db.session.refresh(approval, ["state", "round", "ended_at", "done_at", "audience", "archived_at", "promised"])


def approvers_of(approval: Approval) -> list[Approver]:
    """All who are or were asked, in their order. One statement."""
    return list(db.session.scalars(
        select(Approver).where(Approver.approval_id == approval.id).order_by(Approver.position, Approver.id)
        .execution_options(populate_existing=True)))


def asked(approvers: Sequence[Approver]) -> list[Approver]:
    """Those whose answer counts: without who handed their place on."""
    return [approver for approver in approvers if not approver.is_handed_on]


def counting(approval: Approval) -> dict[UUID, Decision]:
    """What counts in this round, by the approver it was given for. One statement."""
    decisions = list(db.session.scalars(
        select(Decision).where(Decision.approval_id == approval.id, Decision.round == approval.round, Decision.counted)
        .order_by(Decision.number)))
    taken_back = {decision.of_id for decision in decisions if decision.of_id}
    return {decision.approver_id: decision for decision in decisions
            if decision.verdict in ANSWERS and decision.id not in taken_back}


def bring_up_to_date(approval: Approval, *, actor_id: UUID | None = None) -> list[Thing]:
    """The things that are asked about now; where something newer exists, those of a new round. Raises Away.

    Nothing newer: nothing happens. What is outgrown ends.
    """
    things = things_of(approval)
    current = current_things(things, shared=approval.is_for_client)
    if is_outgrown(approval):
        end(approval, "cancelled", None, cause="outgrown")
        return things
    if same(things, current):
        return things
    newer = lay_round(approval, current)
    tell(approval, actor_id=actor_id, verb="approval_renewed", field="decision", old={"round": approval.round - 1},
         new={"round": approval.round})
    settle(approval, None)
    return newer


def is_outgrown(approval: Approval) -> bool:
    return approval.is_open and any(judge(approval) for judge in outgrown)


def lay_round(approval: Approval, current: Sequence[Current]) -> list[Thing]:
    """Ask about these from now on: what was answered before counts no more."""
    approval.round += 1
    things = lay_things(approval, current)
    for follow in laid:
        follow(approval)
    return things


def lay_things(approval: Approval, current: Sequence[Current]) -> list[Thing]:
    """Write down what this round asks about."""
    things = [Thing(workspace_id=approval.workspace_id, approval_id=approval.id, round=approval.round, position=position,
                    kind=each.kind, entry_id=each.entry_id, version_id=each.version_id, sha256=each.sha256,
                    canonical=each.canonical, title=each.title) for position, each in enumerate(current)]
    db.session.add_all(things)
    db.session.flush()
    return things


def settle(approval: Approval, by: User | None) -> None:
    """Copy what counts beside those who are asked, say whose move it is, and end it where the answers do. Twice: once."""
    db.session.flush()
    approvers = approvers_of(approval)
    here, answers = asked(approvers), counting(approval)
    verdicts = [answers[each.id].verdict if each.id in answers else None for each in here]
    outcome = outcome_of(approval.rule, verdicts) if approval.is_open else None
    waiting = awaited(approval.rule, verdicts) if approval.is_open and outcome is None else [False] * len(here)
    for approver in approvers:
        approver.verdict, was, approver.waits = None, approver.waits, False
        if approver in here:
            place = here.index(approver)
            approver.verdict, approver.waits = verdicts[place], waiting[place] and not approver.declined
        if approver.waits and not was:
            _your_turn(approval, approver, here.index(approver), by)
    if outcome is not None:
        end(approval, outcome, by)
    db.session.flush()


def _your_turn(approval: Approval, approver: Approver, place: int, by: User | None) -> None:
    """In a sequence whoever comes next is told so; all others are told when they are asked."""
    approver.asked_at = now()
    if approval.rule == "sequence" and place:
        tell(approval, actor_id=by.id if by else None, verb="approval_turn", field="decision",
             new={"approver": str(approver.id)})


def end(approval: Approval, state: str, by: User | None, *, reason: str = "", cause: str = "") -> None:
    """Close it, tell history, then whoever acts on that."""
    approval.state, approval.reason, approval.cause = state, reason, cause
    approval.ended_at = approval.done_at = now()
    approval.ended_by_id = by.id if by else None
    for approver in approvers_of(approval):
        approver.waits = False
    if state == "cancelled":
        tell(approval, actor_id=approval.ended_by_id, verb="approval_cancelled", field="decision", new={"cause": cause},
             reason=reason or None)
        cancel_owed(subject_ids=[approval.id])
    else:
        tell(approval, actor_id=approval.ended_by_id, verb="approval_ended", field="decision", new=state)
    db.session.flush()
    for follow in ended:
        follow(approval, by)


def open_again(approval: Approval) -> None:
    """Undo its end."""
    approval.state = "open"
    approval.ended_at = approval.done_at = approval.ended_by_id = None
    db.session.flush()


def is_away(approval: Approval) -> bool:
    """Whether something it asks about was put away. Three statements."""
    try:
        current_things(things_of(approval), shared=approval.is_for_client)
    except Away:
        return True
    return False
