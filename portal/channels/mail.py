"""Sending letters: by SMTP over a connection that is kept open between them, or into a folder where there is no mail server.

Plain values in, an outcome out.
"""
import logging
from functools import cache, partial
from pathlib import Path
from threading import Lock
from time import monotonic

from portal.channels.letter import Letter, letter_bytes
from portal.channels.letter_folder import drop_old_letters, write_letter
from portal.channels.smtp import Closed, Conversation, LetterDelayed, LetterRefused, ServerAway, opened

__all__ = ["Letter", "LetterDelayed", "LetterRefused", "MailLine", "Post", "ServerAway", "drop_old_letters", "post_of",
           "send_letter"]

log = logging.getLogger("portico.mail")

#: A connection that nothing went over for longer, in seconds, may have been given up by the server.
FRESH = 20
#: After so many letters a server is left in peace: many of them end a connection after a hundred.
MOST = 100


class MailLine:
    """The way of one thread to the mail server: opened for the first letter, kept open for the next, opened anew if need be."""

    def __init__(self, smtp_url: str | None, folder: Path):
        self._url, self._folder = smtp_url, folder
        self._open: Conversation | None = None

    def send(self, letter: Letter) -> None:
        """Hand a letter to the mail server, or write it into the folder. Raises LetterRefused, LetterDelayed, ServerAway."""
        try:
            data = letter_bytes(letter)
        except ValueError as error:
            raise LetterRefused(f"cannot be written: {error}") from error
        if not self._url:
            log.info("letter written", extra={"file": str(write_letter(data, self._folder, letter.message_id))})
            return
        try:
            self._conversation().hand_over(letter.envelope, letter.to, data)
        except Closed:
            # The server had given up the old connection before it heard of this letter.
            self._conversation().hand_over(letter.envelope, letter.to, data)

    def close(self) -> None:
        """Nothing more is to be sent for now. Twice: it is closed."""
        if self._open is not None:
            self._open.close()
        self._open = None

    def _conversation(self) -> Conversation:
        now = self._open
        if now is None or not now.is_open or now.turns >= MOST or monotonic() - now.used_at > FRESH:
            self.close()
            self._open = opened(self._url)
        return self._open


class Post:
    """All the ways of one process to a mail server: as many as threads send at once, each kept open for whoever sends next."""

    def __init__(self, smtp_url: str | None, folder: Path):
        self._make = partial(MailLine, smtp_url, folder)
        self._idle: list[MailLine] = []
        self._lock = Lock()

    def send(self, letter: Letter) -> None:
        """As a line does; from any thread."""
        with self._lock:
            line = self._idle.pop() if self._idle else self._make()
        try:
            line.send(letter)
        finally:
            with self._lock:
                self._idle.append(line)

    def rest(self) -> None:
        """Nothing more is to be sent for now: close what is open."""
        with self._lock:
            idle, self._idle = self._idle, []
        for line in idle:
            line.close()


@cache
def post_of(smtp_url: str | None, folder: Path) -> Post:
    """The post of this process by these settings."""
    return Post(smtp_url, folder)


def send_letter(letter: Letter, *, smtp_url: str | None, folder: Path) -> None:
    """Send a single letter, and keep nothing open. Raises LetterRefused, LetterDelayed, ServerAway."""
    line = MailLine(smtp_url, folder)
    try:
        line.send(letter)
    finally:
        line.close()
