"""A mail that has just come in, for one address of ours: read as far as it can be, and safe in the store."""
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property
from uuid import UUID

from portal.base.config import Settings
from portal.files.limits import MB
from portal.letters.addressing import find_words, tells
from portal.letters.keys import without_keys
from portal.letters.originals import keep_original
from portal.letters.parsing import Unreadable, addresses, header, headers_of, parsed, plain
from portal.letters.reading import Reading, read
from portal.letters.trimming import Trimmed, trim

#: A larger mail is kept, and only its headers are read. One file of the largest size fits in as mails write it.
LARGEST = 40 * MB
#: Where a mailbox says whom a mail was for, the likeliest first.
FOR_WHOM = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "Resent-To", "To", "Cc")


@dataclass(frozen=True, kw_only=True)
class Arrival:
    message: EmailMessage
    way: str
    size: int
    sha256: bytes
    #: The address of ours that it reached, and what that says before its host.
    recipient: str = ""
    word: str = ""
    #: Why it cannot be taken as it is: ``too_large``, ``unreadable``, ``virus``.
    trouble: str | None = None

    @property
    def message_id(self) -> str:
        return header(self.message, "Message-ID")

    @cached_property
    def senders(self) -> list[str]:
        return list(dict.fromkeys(addresses(self.message, "From")))

    @property
    def sender(self) -> str:
        return (self.senders or [""])[0][:254]

    @property
    def subject(self) -> str:
        return header(self.message, "Subject")

    @property
    def digest(self) -> bytes:
        """Who it is: the same mail for the same address, however it came."""
        return _digest(self.message_id.encode() or self.sha256, self.word.encode())

    @property
    def own_digest(self) -> bytes:
        """Who it is by its bytes, where another mail has taken its Message-ID."""
        return _digest(self.sha256, self.word.encode())

    @property
    def act_id(self) -> UUID:
        """Under which it posts once, and which its message has."""
        return UUID(bytes=self.digest[:16], version=4)

    @cached_property
    def reading(self) -> Reading:
        """Its words and files. Raises Unreadable."""
        return read(self.message)

    @cached_property
    def trimmed(self) -> Trimmed:
        return trim(without_keys(self.reading.text))

    @cached_property
    def words_digest(self) -> bytes:
        return words_digest(self.reading)


def arrivals(raw: bytes, *, way: str, recipients: Collection[str] = (), whole: bool = True, harm: str | None = None,
             settings: Settings, store) -> list[Arrival]:
    """One for each address of ours that a mail is for; one as well where it is for none. Its bytes are kept first.

    ``recipients`` is what the envelope says, where the way in knows it; else the headers tell. ``harm`` is what was found
    in it, and with that it is not opened.
    """
    sha256, (message, trouble) = keep_original(raw, store), _read(raw, whole)
    if harm:
        message, trouble = headers_of(raw), "virus"
    return [Arrival(message=message, way=way, size=len(raw), sha256=sha256, recipient=address, word=word, trouble=trouble)
            for address, word in _ours(message, recipients, settings)]


def unlooked(raw: bytes, *, way: str, recipients: Collection[str], store) -> Arrival:
    """A mail of which nothing is asked but that it is kept: for one that we stumble over."""
    return Arrival(message=EmailMessage(), way=way, size=len(raw), sha256=keep_original(raw, store),
                   recipient=next(iter(recipients), "")[:254], trouble="unreadable")


def words_digest(reading: Reading) -> bytes:
    """What a mail says, without what differs from one delivery of it to the next."""
    return _digest(reading.text.encode("utf-8", "replace"),
                   *(part for file in reading.files for part in (file.name.encode(), file.data)))


def _read(raw: bytes, whole: bool) -> tuple[EmailMessage, str | None]:
    if not whole or len(raw) > LARGEST:
        return headers_of(raw), "too_large"
    try:
        return parsed(raw), None
    except Unreadable:
        return headers_of(raw), "unreadable"


def _ours(message: EmailMessage, recipients: Collection[str], settings: Settings) -> list[tuple[str, str]]:
    """The addresses of ours that it is for. Some servers take the word out of the envelope: then the headers tell."""
    ours = find_words(recipients, settings)
    if not any(tells(word) for _, word in ours):
        ours = find_words([*recipients, *addresses(message, *FOR_WHOM)], settings)
    return ours or [(plain(next(iter([*recipients, *addresses(message, "To")]), ""))[:254], "")]


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return digest.digest()
