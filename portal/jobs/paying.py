"""Paying what is owed: claim one delivery by lease, make its mail, send it, record the outcome.

Whoever is killed between claim and record lets the lease run out, and the mail is tried again; within a lease
nobody else takes it. A commit that owes something nudges; a sweep each minute finds what a crash left.
"""
import logging
from datetime import datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from random import uniform
from urllib.parse import urlsplit

from sqlalchemy import or_, select, update

import portal.jobs.mails
from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db, writes
from portal.channels.mail import Letter, LetterDelayed, LetterRefused, send_letter
from portal.jobs.mails.kinds import MAILS
from portal.jobs.queue import current_settings, every, job
from portal.jobs.rendering import rendered
from portal.notices.delivery import Delivery

log = logging.getLogger("portico.mail")

#: Longer than the slowest mail server may take for one letter.
LEASE = timedelta(minutes=3)
#: With the back-off below: for about a day and a half.
ATTEMPTS = 12
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=6)

for _module in iter_modules(portal.jobs.mails.__path__, "portal.jobs.mails."):
    import_module(_module.name)


@job
def pay_owed() -> None:
    """Pay everything that is due."""
    while (claim := claim_one()) is not None:
        _pay(*claim)


@every(minutes=1)
def sweep() -> None:
    """Find what a lost nudge or a crash left."""
    pay_owed()


def claim_one() -> tuple[int, datetime] | None:
    """The id of one due delivery, ours until the moment beside it; None when nothing is due."""
    until = now() + LEASE
    due = (select(Delivery.id).where(Delivery.ended_at.is_(None), Delivery.due_at <= now(),
                                     or_(Delivery.claimed_until.is_(None), Delivery.claimed_until < now()))
           .order_by(Delivery.due_at).limit(1).with_for_update(skip_locked=True).scalar_subquery())
    claimed = db.session.scalar(update(Delivery).where(Delivery.id == due).values(
        claimed_until=until, attempts=Delivery.attempts + 1).returning(Delivery.id),
        execution_options={"synchronize_session": False})
    db.session.commit()
    return None if claimed is None else (claimed, until)


def _pay(delivery_id: int, until: datetime) -> None:
    settings = current_settings()
    try:
        letter = _letter(delivery_id, settings)
        if letter is None:
            return _ended(delivery_id, until, "cancelled")
        send_letter(letter, smtp_url=settings.smtp_url, folder=settings.data / "mail")
    except LetterRefused as error:
        return _ended(delivery_id, until, "refused", str(error))
    except LetterDelayed as error:
        return _try_later(delivery_id, until, str(error))
    except Exception as error:
        # A mail that cannot be made must not stop the others.
        log.exception("mail failed", extra={"delivery": delivery_id})
        return _try_later(delivery_id, until, type(error).__name__)
    return _ended(delivery_id, until, "sent")


def _letter(delivery_id: int, settings: Settings) -> Letter | None:
    """Read what the mail says, here and now, and let go of the database before anything is sent."""
    intent = writes.set(False)
    try:
        delivery = db.session.get(Delivery, delivery_id, populate_existing=True)
        mail = MAILS[delivery.kind](delivery, settings)
        if mail is None:
            return None
        subject, text, html = rendered(mail)
        return Letter(to=delivery.address, subject=subject, text=text, html=html, sender=settings.mail_from,
                      sender_name=mail.brand.name, message_id=_message_id(delivery, settings), reply_to=mail.reply_to)
    finally:
        db.session.rollback()
        writes.reset(intent)


def _message_id(delivery: Delivery, settings: Settings) -> str:
    return f"{delivery.id}.{int(delivery.created_at.timestamp())}@{urlsplit(settings.base_url).hostname}"


def _ended(delivery_id: int, until: datetime, outcome: str, trouble: str | None = None) -> None:
    log.info("mail %s", outcome, extra={"delivery": delivery_id, **({"trouble": trouble} if trouble else {})})
    _record(delivery_id, until, ended_at=now(), outcome=outcome, trouble=trouble and trouble[:300])


def _try_later(delivery_id: int, until: datetime, trouble: str) -> None:
    attempts = db.session.scalar(select(Delivery.attempts).where(Delivery.id == delivery_id))
    if attempts >= ATTEMPTS:
        return _ended(delivery_id, until, "refused", f"given up: {trouble}")
    wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT) * uniform(0.8, 1.2)
    log.warning("mail waits", extra={"delivery": delivery_id, "attempts": attempts, "trouble": trouble})
    _record(delivery_id, until, due_at=now() + wait, trouble=trouble[:300])
    pay_owed.later(delay=wait.total_seconds() + 0.5)


def _record(delivery_id: int, until: datetime, **outcome) -> None:
    # Only while the lease is still ours: after it, another may have taken over.
    db.session.execute(update(Delivery).where(Delivery.id == delivery_id, Delivery.claimed_until == until)
                       .values(claimed_until=None, **outcome), execution_options={"synchronize_session": False})
    db.session.commit()
