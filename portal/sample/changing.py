"""Changes that the sample's people proposed: one that was accepted, one that waits for a sponsor."""
from typing import NamedTuple

from sqlalchemy import select

from portal.base.clock import at
from portal.base.database import db
from portal.base.ids import new_id
from portal.changes.asking import ask_to_accept
from portal.changes.change_request import ChangeRequest
from portal.changes.effects import add_effect, budget_effect, move_effect
from portal.changes.raising import raise_change
from portal.decisions.answering import answer
from portal.decisions.approval import Approval
from portal.decisions.current import things_of
from portal.plan.dependencies import link


class Proposal(NamedTuple):
    """Proposed so many days ago; what it would do by titles; whom it asks until which day, and what they said how long ago."""

    days: int
    who: str
    title: str
    why: str
    moves: tuple[tuple[str, int], ...] = ()
    #: Title, below which item, for which day.
    adds: tuple[tuple[str, str, int], ...] = ()
    more: int = 0
    sponsor: str = "cora"
    until: int | None = None
    yes: int | None = None


def propose_changes(stage) -> None:
    """What waits for what, and every change that a script proposes to a sponsor who is there."""
    for waiting, ahead in getattr(stage.script, "LINKS", ()):
        link(item=stage.items[waiting], by=stage.maker.user, waits_for=stage.items[ahead])
    for proposal in getattr(stage.script, "CHANGES", ()):
        if proposal.sponsor in stage.seats:
            _propose(stage, proposal)


def _propose(stage, proposal: Proposal) -> None:
    with at(stage.day(proposal.days)):
        change = raise_change(project=stage.project, by=stage.standing(proposal.who), change_id=new_id(), title=proposal.title,
                              why=proposal.why)
    with at(stage.day(proposal.days + 1)):
        _work_out(stage, change, proposal)
        approval = ask_to_accept(change=change, by=stage.standing("mira"), approval_id=new_id(),
                                 question="Do you accept this change?", seats=[stage.seats[proposal.sponsor].id],
                                 until=stage.date(proposal.until))
    if proposal.yes is not None:
        with at(stage.day(proposal.yes)):
            _accept(stage, approval, proposal)


def _work_out(stage, change: ChangeRequest, proposal: Proposal) -> None:
    by = stage.maker.user
    for title, day in proposal.moves:
        move_effect(change=change, by=by, effect_id=new_id(), item=stage.items[title], promised=stage.date(day))
    for title, below, day in proposal.adds:
        add_effect(change=change, by=by, effect_id=new_id(), title=title, level="deliverable", promised=stage.date(day),
                   below=stage.items[below])
    if proposal.more and stage.project.budget and stage.project.budget_shared:
        budget_effect(change=change, by=by, effect_id=new_id(), project=stage.project,
                      amount=stage.project.budget + proposal.more)


def _accept(stage, approval: Approval, proposal: Proposal) -> None:
    asked = db.session.scalar(select(Approval).where(Approval.id == approval.id))
    answer(decision_id=new_id(), approval=asked, by=stage.standing(proposal.sponsor), verdict="approve",
           seen=[thing.sha256.hex() for thing in things_of(asked)], device="Safari on iPhone", assurance="code")
