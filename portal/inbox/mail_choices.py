"""What somebody chooses from within a mail, without signing in: the address in it proves that they got it.

Whoever has such an address may do no more with it: mails end, or come less often. It shows nothing.
"""
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.entries.entry import Entry
from portal.notices.following import choose_level
from portal.notices.notification import NOTICE_KINDS
from portal.notices.preferring import DEFAULTS, set_pace
from portal.people.tokens import link_token, subject_of
from portal.people.user import User

#: never: no mail of what happens any more. usual: as it is for everybody.
CHOICES = ("never", "daily", "weekly", "usual")


def mail_token(key: str, user_id: UUID, entry_id: UUID | None = None) -> str:
    """What proves that somebody got a mail (about an entry)."""
    return link_token(key, _purpose(entry_id), user_id)


def mail_reader(key: str, token: str, entry_id: UUID | None = None) -> User | None:
    """Who got the mail that this is from, or None where it is from none of ours."""
    user_id = subject_of(key, _purpose(entry_id), token)
    return db.session.get(User, user_id) if user_id else None


def choose_mail(*, user: User, choice: str) -> None:
    """Have every kind of mail at one pace. Twice is once. What lets people in goes on. Raises ValueError for another choice."""
    if choice not in CHOICES:
        raise ValueError(choice)
    for kind in NOTICE_KINDS:
        set_pace(user_id=user.id, kind=kind, channel="mail", pace=DEFAULTS[kind, "mail"] if choice == "usual" else choice)


def mute_entry(*, user: User, entry_id: UUID) -> None:
    """Hear nothing of an entry any more, by whatever channel. Twice is once; nothing for one that is gone."""
    entry = db.session.scalar(select(Entry).where(Entry.id == entry_id))
    if entry is not None:
        choose_level(entry=entry, user_id=user.id, level="mute")


def _purpose(entry_id: UUID | None) -> str:
    return f"mail-choices:{entry_id or ''}"
