"""How a change request ends: accepted and done, declined, turned down, withdrawn. Each stays, with its reason."""
from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.changes.applying import apply
from portal.changes.change_request import ChangeRequest
from portal.changes.effects import effects_of
from portal.changes.form import as_told, client_lines, form_facts, project_of, tied_to, told_lines
from portal.changes.kept import keep
from portal.changes.outlook import outlook_of
from portal.decisions.approval import Approval
from portal.decisions.cancelling import Over as Decided
from portal.decisions.cancelling import cancel
from portal.decisions.current import things_of
from portal.decisions.decision import Decision
from portal.decisions.settling import asked_anew, depends, ended, laid, outgrown, reopened
from portal.entries.about import also_about
from portal.entries.telling import tell
from portal.people.user import User
from portal.projects.standing import Standing


class Over(Exception):
    """It has ended already."""


def withdraw(*, change: ChangeRequest, by: Standing, reason: str) -> None:
    """Take it back; who was asked is asked no more. Raises Over: then nothing of it may be committed."""
    if not change.is_open:
        raise Over(change.id)
    asked = change.state == "asked"
    _end(change, "withdrawn", by.viewer.user, reason)
    if asked:
        approval = db.session.scalar(select(Approval).where(Approval.id == change.approval_id))
        try:
            cancel(approval=approval, by=by.viewer.user, reason=reason)
        except Decided as decided:
            raise Over(change.id) from decided


def turn_down(*, change: ChangeRequest, by: Standing, reason: str) -> None:
    """Tell the client that what they raised will not be done. Raises Over where they were asked, or it has ended."""
    if not change.is_draft:
        raise Over(change.id)
    _end(change, "declined", by.viewer.user, reason)


def _settle(approval: Approval, by: User | None) -> None:
    """What the client decided becomes of the change, in the same transaction. Asked no more, it is worked out again."""
    change = asked_by(approval)
    if change is None or change.state not in ("asked", "declined"):
        return
    if approval.state == "approved":
        _accept(change, approval, by)
    elif approval.state == "changes":
        # What was said where not all of the client reads stays there.
        _end(change, "declined", by, "" if approval.audience == "named" else _last_words(approval))
    elif change.state == "asked":
        change.become("draft")
        change.approval_id = change.kept = None
        tell(change, actor_id=by and by.id, verb="change_reopened")


def _accept(change: ChangeRequest, approval: Approval, by: User | None) -> None:
    project, effects = project_of(change), effects_of(change)
    form = next(thing.canonical for thing in things_of(approval) if thing.entry_id == change.id)
    outlook = as_told(outlook_of(project, effects), form_facts(form))
    apply(change=change, project=project, effects=effects, outlook=outlook, by=db.session.get(User, change.asked_by_id))
    _end(change, "accepted", by, "", outlook)


def _end(change: ChangeRequest, state: str, by: User | None, reason: str, outlook=None) -> None:
    keep(change, outlook or outlook_of(project_of(change), effects_of(change)))
    change.become(state)
    change.reason = reason
    change.ended_at = change.done_at = now()
    change.ended_by_id = by and by.id
    tell(change, actor_id=by and by.id, verb=f"change_{state}", reason=reason or None)


def _reopen(approval: Approval, by: User | None) -> None:
    """A no was taken back, or the same is asked again: it is open as before."""
    change = asked_by(approval)
    if change is not None and change.state == "declined" and approval.is_open:
        change.become("asked")
        change.reason, change.ended_at, change.done_at, change.ended_by_id = "", None, None, None
        tell(change, actor_id=by and by.id, verb="change_reopened")


def _tie(approval: Approval) -> None:
    """What a later round tells of is tied to the question as what the first one told of: hidden later, so is the question."""
    if change := asked_by(approval):
        outlook = outlook_of(project_of(change), effects_of(change))
        also_about(approval, {line.id for line in told_lines(outlook, tied_to(change)) if line.before})


def is_outgrown(approval: Approval) -> bool:
    """Whether it would change what is shared with named people only, and was not when they were asked."""
    change = asked_by(approval) if approval.role == "sponsor" else None
    if change is None:
        return False
    outlook = outlook_of(project_of(change), effects_of(change))
    return len(told_lines(outlook, tied_to(change))) < len(client_lines(outlook))


def _is_done(approval: Approval) -> bool:
    """Whether plan and budget have changed because of it."""
    change = asked_by(approval)
    return change is not None and change.state == "accepted"


def asked_by(approval: Approval) -> ChangeRequest | None:
    return db.session.scalar(select(ChangeRequest).where(ChangeRequest.approval_id == approval.id,
                                                         ChangeRequest.workspace_id == approval.workspace_id))


def _last_words(approval: Approval) -> str:
    """Why the client said no, in the words of the answer that ended it."""
    return db.session.scalar(select(Decision.words).where(
        Decision.approval_id == approval.id, Decision.verdict == "changes", Decision.counted)
        .order_by(Decision.number.desc()).limit(1)) or ""


# Before what others make of the end: a receipt says that nothing can be taken back any more.
ended.insert(0, _settle)
reopened.append(_reopen)
asked_anew.append(_reopen)
depends.append(_is_done)
laid.append(_tie)
outgrown.append(is_outgrown)
