"""A letter, and the bytes that leave: as RFC 5322 and MIME want them, in text and HTML.

Written here and not by the library's own message class: that one costs more than everything else there is to sending one.
"""
import secrets
from binascii import b2a_qp
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr

from portal.base.clock import now

EOL = "\r\n"


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
    #: The letter at the beginning of what this one belongs to, for programs that show conversations.
    thread: str | None = None
    #: Where one POST ends such letters (RFC 8058).
    unsubscribe: str | None = None

    #: Where it goes when it cannot be delivered; None: to the sender.
    bounces_to: str | None = None

    @property
    def envelope(self) -> str:
        """The sender that mail servers are told."""
        return self.bounces_to or parseaddr(self.sender)[1]


def letter_bytes(letter: Letter) -> bytes:
    """The letter as it leaves; marked so that no machine answers it (RFC 3834). Raises ValueError for a broken header."""
    mark = f"={secrets.token_hex(12)}="
    head = EOL.join(f"{name}: {_unbroken(value)}" for name, value in _headers(letter, mark) if value)
    parts = (_part(mark, kind, body) for kind, body in (("plain", letter.text), ("html", letter.html)))
    return head.encode("ascii") + b"\r\n\r\n" + b"".join(parts) + f"--{mark}--{EOL}".encode()


def _headers(letter: Letter, mark: str) -> list[tuple[str, str | None]]:
    name, address = parseaddr(letter.sender)
    return [
        ("From", _named(letter.sender_name or name, address)),
        ("To", _address(letter.to)),
        ("Subject", _words(letter.subject, "Subject")),
        ("Date", format_datetime(now())),
        ("Message-ID", f"<{letter.message_id}>"),
        ("In-Reply-To", letter.thread and f"<{letter.thread}>"),
        ("References", letter.thread and f"<{letter.thread}>"),
        ("Reply-To", letter.reply_to and _address(letter.reply_to)),
        ("List-Unsubscribe", letter.unsubscribe and f"<{letter.unsubscribe}>"),
        ("List-Unsubscribe-Post", letter.unsubscribe and "List-Unsubscribe=One-Click"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{mark}"'),
    ]


def _part(mark: str, kind: str, body: str) -> bytes:
    lines = body.replace("\r\n", "\n").replace("\n", EOL).encode("utf-8", "replace")
    head = EOL.join((f"--{mark}", f'Content-Type: text/{kind}; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable"))
    return head.encode() + b"\r\n\r\n" + b2a_qp(lines, istext=True) + b"\r\n"


def _words(text: str, header: str) -> str:
    """Words of any language in one header; what breaks a line there is a blank."""
    tidy = " ".join(text.split())
    return Header(tidy, "us-ascii" if tidy.isascii() else "utf-8", header_name=header).encode(linesep=EOL)


def _named(name: str, address: str) -> str:
    tidy = " ".join(name.split())
    return formataddr((tidy, address)) if tidy.isascii() else f"{_words(tidy, 'From')} <{_address(address)}>"


def _address(text: str) -> str:
    """An address that is one and nothing more. Raises ValueError."""
    if not text.isascii() or "@" not in text or any(sign in text for sign in "\r\n\t ,;<>"):
        raise ValueError(f"{text!r} is no address a letter can go to")
    return text


def _unbroken(value: str) -> str:
    """A value that makes no further header. Raises ValueError."""
    first, *folded = value.split(EOL)
    if any(sign in line for line in (first, *folded) for sign in "\r\n") or any(line[:1] not in (" ", "\t") for line in folded):
        raise ValueError("a header with a line break")
    return value
