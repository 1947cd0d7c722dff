"""Telling somebody that their answer did not get where it should: at most once a day, and never to a machine."""
from datetime import timedelta

from sqlalchemy import select

from portal.base.alone import go_alone
from portal.base.clock import now
from portal.base.database import db
from portal.letters.letter import Letter
from portal.notices.delivery import Delivery
from portal.notices.owing import owe_mail
from portal.people.user import User

KIND = "letter_kept"
PAUSE = timedelta(days=1)


def owe_confirmation(letter: Letter, user: User) -> Delivery | None:
    """Owe a mail that says what was not done with theirs. None where all was, or where one was owed within a day."""
    if letter.reason is None:
        return None
    go_alone(f"confirming {user.id}")
    lately = db.session.scalar(select(Delivery.id).where(
        Delivery.user_id == user.id, Delivery.kind == KIND, Delivery.created_at > now() - PAUSE).limit(1))
    if lately is not None:
        return None
    return owe_mail(kind=KIND, address=user.email, user_id=user.id, workspace_id=letter.workspace_id, subject_id=letter.id)
