"""Answers by mail in tests: written by somebody of the named world, taken in as the doors do."""
from flask import current_app
from sqlalchemy import select

from portal.base.database import db
from portal.jobs.taking_in import take_in
from portal.letters.addressing import reply_addresses_for
from portal.letters.letter import Letter
from portal.talk.message import Message
from tests.letters.writing import mail


def address_for(user, entry, lane="shared") -> str:
    """Where this person answers; it stands once a mail could have said it."""
    wanted = (user.id, entry.id, lane)
    address = reply_addresses_for({wanted}, current_app.config["SETTINGS"])[wanted]
    db.session.commit()
    return address


def answer(user, entry, text="Fine with me", *, lane="shared", way="http", **facts):
    """The letter that this person's answer becomes."""
    return take(mail(text, **{"sender": user.email, "to": address_for(user, entry, lane), **facts}), way=way)


def take(raw: bytes, *, way="http", recipients=()):
    """The letter of a mail for one address."""
    db.session.commit()
    letter, = take_in(raw, way=way, recipients=recipients)
    # Who logs it, or marks it as seen, holds nobody up meanwhile.
    assert letter.state and not db.session().in_transaction()
    return db.session.get(Letter, letter.id)


def messages(entry) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.entry_id == entry.id).order_by(Message.number)))


def facts_of(letter) -> tuple:
    return letter.state, letter.reason
