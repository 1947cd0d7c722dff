"""What ``doctor`` looks at: one function for each thing that can be wrong."""
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote
from urllib.parse import urlsplit

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from commands.examining_files import examine_files
from commands.examining_hosts import examine_hosts
from commands.examining_mail import mail_in
from commands.examining_pushes import examine_pushes
from commands.examining_receipts import examine_receipts
from commands.finding import Finding
from portal.base.config import Settings, is_loopback
from portal.base.database import db
from portal.base.reading import reading
from portal.channels.smtp_reach import reach_smtp
from portal.inbox.news import untold_for
from portal.jobs.heartbeat import SILENCE, QueueSilent, seconds_since_beat
from portal.jobs.noticing import NAME
from portal.notices.measuring import queues, refused_lately

#: How long what is due may have waited, in seconds.
SLOW, STUCK = 5 * 60, 60 * 60


def examine(settings: Settings, disk_usage: Callable) -> Iterator[Finding]:
    yield _address(settings)
    yield _folder(settings)
    yield _room(settings, disk_usage)
    yield _database()
    yield _jobs()
    yield _mail(settings)
    yield examine_pushes(settings)
    yield examine_receipts(settings)
    yield from examine_hosts(settings)
    yield _told()
    yield _owed()
    yield from examine_files(settings)
    yield from mail_in(settings)


def _address(settings: Settings) -> Finding:
    if not is_loopback(settings.bind) and is_loopback(urlsplit(settings.base_url).hostname or ""):
        return Finding("address", "warning", f"listens on {settings.bind} but links say {settings.base_url}",
                       "Set BASE_URL to the address people type, such as https://portal.example.com.")
    if not settings.secure:
        return Finding("address", "warning", f"{settings.base_url} is plain http: online only, no installing, no push",
                       "Put a proxy with a certificate in front (README has a five-line Caddy example).")
    return Finding("address", "ok", settings.base_url)


def _folder(settings: Settings) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=settings.data) as file:
            file.write(b"x")
    except OSError as error:
        return Finding("folder", "trouble", f"{settings.data}: {error.strerror}",
                       f"Make it writable for the user {os.geteuid()}, or set PORTICO_DATA to another folder.")
    if told := _is_told_to_all(settings.data):
        return Finding("folder", "warning", f"{told} can be read by every user of this machine",
                       f"Close it: chmod -R o= {quote(str(settings.data))}")
    return Finding("folder", "ok", f"{settings.data} is writable")


def _is_told_to_all(folder: Path) -> Path | None:
    """A file of it that is open to every user, where the folder is."""
    told = (file for file in folder.iterdir() if file.is_file() and file.stat().st_mode & stat.S_IROTH)
    return next(told, None) if folder.stat().st_mode & stat.S_IXOTH else None


def _room(settings: Settings, disk_usage: Callable) -> Finding:
    free = disk_usage(settings.data).free // 2**20
    if free < 500:
        return Finding("disk", "trouble" if free < 50 else "warning", f"{free} MB left", "Free some space or move PORTICO_DATA.")
    return Finding("disk", "ok", f"{free} MB left")


def _database() -> Finding:
    wanted = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    try:
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
            kind = connection.dialect.name
    except SQLAlchemyError as error:
        return Finding("database", "trouble", str(getattr(error, "orig", error)).strip().splitlines()[0],
                       "Check DATABASE_URL and that the database server runs and lets this user in.")
    if found != wanted:
        return Finding("database", "trouble", f"{kind} answers but is not migrated (it has {found}, this version needs {wanted})",
                       "Run bin/portico prepare, or start with bin/serve, which does it.")
    return Finding("database", "ok", f"{kind} answers and is migrated")


def _jobs() -> Finding:
    try:
        silent = seconds_since_beat()
    except QueueSilent as error:
        return Finding("jobs", "trouble", f"the queue does not answer: {error}", "Check REDIS_URL and that Redis runs.")
    if silent is not None and silent < SILENCE:
        return Finding("jobs", "ok", f"the worker was heard of {silent:.0f} seconds ago")
    return Finding("jobs", "warning", "no worker was heard of lately: no mail goes out, nothing is swept",
                   "Start with bin/serve, which runs one, or run bin/portico worker.")


def _mail(settings: Settings) -> Finding:
    if not settings.mail_works:
        return Finding("mail", "warning", f"SMTP_URL is not set: mails are written to {settings.data / 'mail'}",
                       "Set SMTP_URL=smtp://user:password@host:587 so that people get their mail.")
    if trouble := reach_smtp(settings.smtp_url):
        return Finding("mail", "trouble", trouble, "Check SMTP_URL, and that this machine may reach the mail server.")
    return Finding("mail", "ok", f"{urlsplit(settings.smtp_url).hostname} lets us in; senders are {settings.mail_from}")


def _told() -> Finding:
    """Whether what happened is told: else nothing is owed, and all queues look empty."""
    try:
        with reading():
            waiting = untold_for(NAME)
    except SQLAlchemyError:
        return Finding("news", "trouble", "the database does not tell what happened", "See what is said of the database.")
    if waiting > SLOW:
        return Finding("news", "trouble" if waiting > STUCK else "warning",
                       f"nobody was told of what happened {waiting / 60:.0f} minutes ago", "See the worker's log for the reason.")
    return Finding("news", "ok", "what happened is told")


def _owed() -> Finding:
    """How long what is due has been waiting."""
    try:
        with reading():
            each, refused = queues(), refused_lately()
    except SQLAlchemyError:
        return Finding("owed", "trouble", "the database does not tell what is owed", "See what is said of the database.")
    due, oldest = sum(queue.due for queue in each), max(queue.oldest for queue in each)
    if oldest > SLOW:
        return Finding("owed", "trouble" if oldest > STUCK else "warning",
                       f"{due} mails and pushes are due, the oldest since {oldest / 60:.0f} minutes",
                       "See what is said of jobs and mail; the worker's log names the reason of each try.")
    if refused:
        return Finding("owed", "warning", f"{refused} mails and pushes were given up within a day",
                       "Admins find them with their reasons under Workspace, Not delivered.")
    return Finding("owed", "ok", f"{due} mails and pushes are due, the oldest since {oldest:.0f} seconds")
