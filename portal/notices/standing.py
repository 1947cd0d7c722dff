"""Whether mail arrives at an address: what servers refuse and what comes back, and when it is no use to go on."""
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.base.clock import now
from portal.base.database import db
from portal.notices.mail_standing import MailStanding

#: So many times the address itself was wrong, not within one hour of each other: nothing more is sent there.
STOPS = 3
APART = timedelta(hours=1)
#: From so many on that failed for a while, or one for good, staff are told.
TOLD = 3
#: A server that takes a letter promises nothing: it may come back for days. Only then older trouble is over.
COMES_BACK = timedelta(days=3)


def note_refusal(address: str, trouble: str) -> None:
    """A mail server says that there is no such address. Twice within an hour counts once."""
    _note(address, hard=True, trouble=trouble)


def note_bounce(address: str, hard: bool, trouble: str) -> None:
    """A letter to this address came back, or was given up. Twice within an hour counts once."""
    _note(address, hard=hard, trouble=trouble)


def note_taken(addresses: Collection[str]) -> None:
    """Mail servers took letters to these; trouble that is old enough is over. One statement."""
    if addresses:
        db.session.execute(delete(MailStanding).where(
            MailStanding.address.in_(sorted(set(addresses))), MailStanding.stopped_at.is_(None),
            MailStanding.at < now() - COMES_BACK).execution_options(synchronize_session=False))


def note_arrival(address: str) -> None:
    """Somebody proved to read what goes to this address: whatever was said of it is over. Twice: the same."""
    db.session.execute(delete(MailStanding).where(MailStanding.address == address)
                       .execution_options(synchronize_session="evaluate"))


def stopped_among(addresses: Collection[str]) -> set[str]:
    """Those of these addresses to which nothing but what lets people in is sent. One statement."""
    wanted = select(MailStanding.address).where(MailStanding.address.in_(sorted(set(addresses))),
                                                MailStanding.stopped_at.is_not(None))
    return set(db.session.scalars(wanted)) if addresses else set()


def troubled_among(addresses: Collection[str]) -> dict[str, MailStanding]:
    """The standing of those of these addresses at which mail does not arrive. One statement."""
    wanted = select(MailStanding).where(MailStanding.address.in_(sorted(set(addresses))))
    found = db.session.scalars(wanted) if addresses else ()
    return {standing.address: standing for standing in found if standing.hard or standing.soft >= TOLD}


def _note(address: str, *, hard: bool, trouble: str) -> None:
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    db.session.execute(insert(MailStanding).values(address=address, hard=0, soft=0, at=now()).on_conflict_do_nothing())
    standing = db.session.scalar(select(MailStanding).where(MailStanding.address == address).with_for_update())
    if standing.at > now() - APART and (standing.hard if hard else standing.soft):
        return
    standing.at, standing.trouble = now(), trouble[:300]
    standing.hard, standing.soft = standing.hard + hard, standing.soft + (not hard)
    if standing.hard >= STOPS and standing.stopped_at is None:
        standing.stopped_at = now()
