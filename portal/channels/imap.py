"""A mailbox on an IMAP server: what is new there, and that it was taken. Plain values in, bytes out."""
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

#: Of each answer of the server, in seconds.
PATIENCE = 15
#: A larger mail stays in the mailbox; only its head is fetched.
LARGEST = 60 * 2**20
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxAway(Exception):
    """The server cannot be reached, does not let us in, or has no such mailbox."""


class Found(NamedTuple):
    """A mail by its number in the mailbox, as it is or only its head."""

    uid: str
    raw: bytes
    whole: bool


class Mailbox:
    """An open mailbox. A mail counts as new until it is marked as seen."""

    def __init__(self, server: imaplib.IMAP4):
        self._server = server

    def new(self) -> Iterator[Found]:
        """Each mail nobody has seen, in the order they came; fetching does not mark it."""
        for uid in self._ask("SEARCH", None, "UNSEEN")[0].split():
            size = self._size(uid.decode())
            if size is not None:
                part = "BODY.PEEK[]" if size <= LARGEST else "BODY.PEEK[HEADER]"
                raw = next((each[1] for each in self._ask("FETCH", uid.decode(), f"({part})") if isinstance(each, tuple)), None)
                if raw is not None:
                    yield Found(uid.decode(), raw, size <= LARGEST)

    def count(self) -> int:
        """How many are new."""
        return len(self._ask("SEARCH", None, "UNSEEN")[0].split())

    def taken(self, uid: str) -> None:
        """Mark a mail as seen: it is safe elsewhere."""
        self._ask("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")

    def _size(self, uid: str) -> int | None:
        told = self._ask("FETCH", uid, "(RFC822.SIZE)")
        found = SIZE.search(b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in told if part))
        # Somebody else may have taken it out meanwhile.
        return int(found[1]) if found else None

    def _ask(self, *words) -> list:
        kind, told = self._server.uid(*words)
        if kind != "OK":
            raise MailboxAway(f"{words[0]}: {_plain(told)}")
        return [part for part in told if part is not None] or [b""]


@contextmanager
def open_mailbox(url: str, *, timeout: float = PATIENCE) -> Iterator[Mailbox]:
    """The mailbox of ``imap[s|+starttls]://user:password@host:port/INBOX``. Raises MailboxAway."""
    parts = urlsplit(url)
    try:
        server = _connected(parts, timeout)
        try:
            server.login(unquote(parts.username or ""), unquote(parts.password or ""))
            kind, told = server.select(_quoted(unquote(parts.path.strip("/")) or "INBOX"))
            if kind != "OK":
                raise MailboxAway(_plain(told))
            yield Mailbox(server)
        finally:
            _leave(server)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxAway(_plain(error.args) or type(error).__name__) from error


def _connected(parts, timeout: float) -> imaplib.IMAP4:
    secure = ssl.create_default_context()
    if parts.scheme == "imaps":
        return imaplib.IMAP4_SSL(parts.hostname, parts.port or 993, ssl_context=secure, timeout=timeout)
    server = imaplib.IMAP4(parts.hostname, parts.port or 143, timeout=timeout)
    if parts.scheme == "imap+starttls":
        server.starttls(ssl_context=secure)
    return server


def _leave(server: imaplib.IMAP4) -> None:
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        # It is gone already, and we wanted to go.
        pass


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(told) -> str:
    words = (part.decode("ascii", "replace") if isinstance(part, bytes) else str(part) for part in told if part is not None)
    return " ".join(words)[:300]
