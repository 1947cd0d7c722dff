"""Sending one letter: by SMTP, or into a folder where there is no mail server. Plain values in, an outcome out."""
import logging
import os
import smtplib
import ssl
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.base.clock import now

log = logging.getLogger("portico.mail")

#: Of each answer of the mail server, in seconds; a whole letter takes about eight answers.
PATIENCE = 15
#: How long letters stay in the folder, in seconds: they carry what lets people in.
KEPT = 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str
    #: The sender as the settings have it, and the name it shall show instead.
    sender: str
    sender_name: str = ""
    #: Without the angle brackets; the same each time this letter is tried, so that a receiver can tell.
    message_id: str
    reply_to: str | None = None


class LetterRefused(Exception):
    """The mail server will never take this letter."""


class LetterDelayed(Exception):
    """Not now: the server could not be reached, or asks to come back."""


def send_letter(letter: Letter, *, smtp_url: str | None, folder: Path) -> None:
    """Hand a letter to the mail server, or write it into the folder. Raises LetterRefused and LetterDelayed."""
    try:
        message = as_message(letter)
    except ValueError as error:
        raise LetterRefused(f"cannot be written: {error}") from error
    if smtp_url:
        _hand_over(message, smtp_url)
    else:
        log.info("letter written", extra={"file": str(write_letter(message, folder, letter.message_id))})


def as_message(letter: Letter) -> EmailMessage:
    """The letter as RFC 5322 wants it, in text and HTML; marked so that no machine answers it (RFC 3834)."""
    message = EmailMessage(policy=SMTP)
    name, address = parseaddr(letter.sender)
    message["From"] = formataddr((letter.sender_name or name, address))
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{letter.message_id}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.reply_to:
        message["Reply-To"] = letter.reply_to
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def write_letter(message: EmailMessage, folder: Path, name: str) -> Path:
    """Keep a letter as a file that only this user may read; the same letter twice is one file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{name.partition('@')[0]}.eml"
    draft = file.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(message.as_bytes())
    return draft.replace(file)


def drop_old_letters(folder: Path) -> int:
    """Delete the letters in the folder that are older than a day; says how many."""
    old = [file for pattern in ("*.eml", "*.draft") for file in folder.glob(pattern)
           if file.stat().st_mtime < time.time() - KEPT]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _hand_over(message: EmailMessage, url: str) -> None:
    try:
        with _connected(urlsplit(url)) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _kind_of(code)(f"{code} {_plain(said)}") from error
    except smtplib.SMTPAuthenticationError as error:
        # The operator's to mend: the letter itself is good.
        raise LetterDelayed(f"{error.smtp_code} the server refuses our user name or password") from error
    except smtplib.SMTPResponseException as error:
        raise _kind_of(error.smtp_code)(f"{error.smtp_code} {_plain(error.smtp_error)}") from error
    except smtplib.SMTPNotSupportedError as error:
        raise LetterRefused(str(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise LetterDelayed(str(error) or type(error).__name__) from error


def _connected(parts) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=PATIENCE, context=secure)
    else:
        starts_tls = parts.scheme == "smtp+starttls"
        server = smtplib.SMTP(parts.hostname, parts.port or (587 if starts_tls else 25), timeout=PATIENCE)
        if starts_tls:
            server.starttls(context=secure)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _kind_of(code: int) -> type[Exception]:
    return LetterRefused if 500 <= code < 600 else LetterDelayed


def _plain(said) -> str:
    return said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
