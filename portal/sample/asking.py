"""What the sample's people were asked to decide, and what they said."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import at
from portal.base.database import db
from portal.base.ids import new_id
from portal.decisions.answering import answer
from portal.decisions.approval import Approval
from portal.decisions.asking import Asked, ask
from portal.decisions.current import things_of
from portal.decisions.questions import add_question
from portal.files.document import Document
from portal.people.membership import Membership
from portal.projects.project import Project

#: What the workspace asks again and again.
QUESTIONS = (
    ("Sign-off of a design", "Is this how it shall look? What you approve is built; later changes cost time.", "all", 5),
    ("Go live", "May this go live as it is?", "any", 2),
)


class Question(NamedTuple):
    """Asked so many days ago, for a day so many days from today; ``said`` is who answered what, so many days ago."""

    days: int
    asker: str
    title: str
    question: str
    things: tuple[str, ...]
    approvers: tuple[str, ...]
    until: int | None = None
    rule: str = "all"
    said: tuple[tuple[int, str, str, str], ...] = ()


def keep_questions(seat: Membership) -> None:
    """The questions of the sample workspace."""
    for name, question, rule, days in QUESTIONS:
        add_question(workspace=seat.workspace, by=seat.user, question_id=new_id(), name=name, question=question, rule=rule,
                     due_days=days)


def put_questions(stage) -> None:
    """Ask what a script asks, of those who are there; what it asks about may be missing, too."""
    for number, question in enumerate(getattr(stage.script, "QUESTIONS", ())):
        things = [thing for title in question.things if (thing := _thing(stage, title))]
        people = [stage.seats[key] for key in question.approvers if key in stage.seats]
        if things and people:
            _put(stage, question, things, people, number)


def _put(stage, question: Question, things: list[Asked], people: list[Membership], number: int) -> None:
    with at(stage.day(question.days, number)):
        approval = ask(approval_id=new_id(), by=stage.standing(question.asker), project=stage.project, title=question.title,
                       question=question.question, things=things, approvers=[seat.id for seat in people],
                       rule="one" if len(people) == 1 else question.rule, until=stage.date(question.until))
    for days, key, verdict, words in question.said:
        if key in stage.seats:
            with at(stage.day(days, number + 1)):
                _say(stage, approval, key, verdict, words)


def _say(stage, approval: Approval, key: str, verdict: str, words: str) -> None:
    answer(decision_id=new_id(), approval=approval, by=stage.standing(key), verdict=verdict, words=words, assurance="code",
           device="Safari · iPad", seen=[thing.sha256.hex() for thing in things_of(approval)])


def _thing(stage, title: str) -> Asked | None:
    """An item of the plan by its title, a file by its name, or the text itself."""
    if title.startswith("text: "):
        return Asked("text", text=title.removeprefix("text: "))
    if title in stage.items:
        return Asked("item", stage.items[title].id)
    document = _document(stage.project, title)
    return Asked("version", document) if document else None


def _document(project: Project, name: str) -> UUID | None:
    return db.session.scalar(select(Document.id).where(Document.project_id == project.id, Document.title == name))
