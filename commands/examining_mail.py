"""What ``doctor`` looks at of the mail that comes in: each way that is set, and what nobody but the operator can see."""
import socket
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from commands.finding import Finding
from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db
from portal.channels.imap import MailboxAway, open_mailbox
from portal.letters.letter import Letter


def mail_in(settings: Settings) -> Iterator[Finding]:
    if settings.mail_in_address is None:
        yield Finding("mail in", "warning", "MAIL_IN_ADDRESS is not set: nobody can answer a mail by replying to it",
                      "Set it, and IMAP_URL, MAIL_IN_LISTEN or MAIL_IN_TOKEN, as docs/operating.md describes.")
        return
    if not (settings.imap_url or settings.mail_in_listen or settings.mail_in_token):
        yield Finding("mail in", "trouble", f"mails say that they are answered to {settings.mail_in_address}, and no way is set "
                      "by which answers come in", "Set IMAP_URL, MAIL_IN_LISTEN or MAIL_IN_TOKEN.")
        return
    if settings.imap_url:
        yield _mailbox(settings.imap_url)
    if settings.mail_in_listen:
        yield _door(settings.mail_in_listen)
    yield _letters(settings)


def _mailbox(url: str) -> Finding:
    host = urlsplit(url).hostname
    try:
        with open_mailbox(url, timeout=5) as mailbox:
            new = mailbox.count()
    except MailboxAway as away:
        return Finding("mailbox", "trouble", str(away), "Check IMAP_URL, and that this machine may reach the mail server.")
    return Finding("mailbox", "ok", f"{host} lets us in; {new} mails wait there for the next look")


def _door(url: str) -> Finding:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as line:
            greeting = line.recv(3)
    except OSError as error:
        return Finding("mail door", "trouble", f"nothing listens at {url}: {error.strerror or error}",
                       "Start with bin/serve, which opens it, or run bin/portico mail-in.")
    if greeting != b"220":
        return Finding("mail door", "trouble", f"what listens at {url} is something else", "Set MAIL_IN_LISTEN to a free port.")
    return Finding("mail door", "ok", f"mail servers may hand over at {url}")


def _letters(settings: Settings) -> Finding:
    try:
        nobodys = db.session.scalar(select(func.count()).where(Letter.state == "tray", Letter.workspace_id.is_(None)))
        day = db.session.scalar(select(func.count()).where(Letter.received_at > now() - timedelta(days=1)))
    except SQLAlchemyError:
        # The database has a finding of its own.
        return Finding("mail in", "warning", "the letters cannot be read", "See what is said of the database.")
    finally:
        db.session.rollback()
    if nobodys:
        return Finding("mail in", "warning", f"{nobodys} mails came to no address of a workspace",
                       "bin/portico letters lists them; bin/portico letters give ID WORKSPACE hands one over.")
    return Finding("mail in", "ok", f"answers go to {settings.mail_in_address}; {day} mails came in within a day")
