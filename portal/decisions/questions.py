"""The questions a workspace asks again and again."""
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import now
from portal.base.database import db
from portal.decisions.approval import RULES
from portal.decisions.question import Question
from portal.history.recording import record_event
from portal.people.user import User
from portal.people.workspace import Workspace

FIELDS = ("name", "question", "rule", "typed_name", "due_days")


def add_question(*, workspace: Workspace, by: User, question_id: UUID, name: str, question: str, rule: str = "one",
                 typed_name: bool = False, due_days: int | None = None) -> Question:
    """Keep a question. The id is that of the act: a second one under it violates the key."""
    _check(rule)
    kept = Question(id=question_id, workspace_id=workspace.id, name=name, question=question, rule=rule,
                    typed_name=typed_name, due_days=due_days)
    db.session.add(kept)
    record_event(workspace_id=workspace.id, actor_id=by.id, verb="question_added", new=name)
    db.session.flush()
    return kept


def change_question(kept: Question, /, *, by: User, **values) -> list[str]:
    """Set what differs of FIELDS; returns what did. What was asked with it before stays as it was."""
    _check(values.get("rule", kept.rule))
    changed = [field for field in FIELDS if field in values and values[field] != getattr(kept, field)]
    for field in changed:
        record_event(workspace_id=kept.workspace_id, actor_id=by.id, verb="question_changed", field=field,
                     old=getattr(kept, field), new=values[field])
        setattr(kept, field, values[field])
    db.session.flush()
    return changed


def archive_question(*, question: Question, by: User) -> bool:
    """Offer it no more. Put away already: nothing happens."""
    if question.archived_at is not None:
        return False
    question.archived_at = now()
    record_event(workspace_id=question.workspace_id, actor_id=by.id, verb="question_archived", old=question.name)
    return True


def questions_of(workspace_id: UUID) -> list[Question]:
    """Those that are offered, by name. One statement."""
    return list(db.session.scalars(select(Question).where(Question.workspace_id == workspace_id, Question.archived_at.is_(None))
                                   .order_by(Question.name, Question.id)))


def find_question(workspace_id: UUID, question_id: UUID) -> Question | None:
    return db.session.scalar(select(Question).where(Question.workspace_id == workspace_id, Question.id == question_id))


def _check(rule: str) -> None:
    if rule not in RULES:
        raise ValueError(rule)
