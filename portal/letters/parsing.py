"""A mail as the standard library reads it, however broken it is: what cannot be understood stays as it came."""
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from portal.people.user import tidy_email

#: A longer header is not taken apart: that costs more than it tells.
LONGEST_HEADER = 8000
#: Of a mail that is not read whole.
HEAD = 2**18
#: The library compares each line with the boundary of each part around it: so many of them, and so often, at most.
MOST_BOUNDARIES, MOST_LOOKS = 300, 30_000_000

BOUNDARY = re.compile(rb"boundary[*=]", re.IGNORECASE)


class Unreadable(ValueError):
    """A mail that is nested so deeply, or in so many parts, that nobody wrote it to be read."""


class Lenient(policy.EmailPolicy):
    """Modern headers; one that the standard library stumbles over is the text that came."""

    def header_fetch_parse(self, name, value):
        if len(value) <= LONGEST_HEADER:
            try:
                return super().header_fetch_parse(name, value)
            except Exception:
                # Many kinds: IndexError, ValueError, AttributeError, LookupError; the header is somebody else's.
                pass
        return plain(value)


LENIENT = Lenient(message_factory=EmailMessage)


def parsed(raw: bytes) -> EmailMessage:
    """The whole mail. Raises Unreadable."""
    boundaries = len(BOUNDARY.findall(raw))
    if boundaries > MOST_BOUNDARIES or boundaries * raw.count(b"\n") > MOST_LOOKS:
        raise Unreadable("too many parts")
    try:
        return message_from_bytes(raw, policy=LENIENT)
    except Exception as error:
        raise Unreadable(type(error).__name__) from error


def headers_of(raw: bytes) -> EmailMessage:
    """Only what stands above its words, of a mail that is not read whole. Never raises."""
    try:
        return BytesHeaderParser(policy=LENIENT).parsebytes(raw[:HEAD])
    except Exception:
        return EmailMessage(policy=LENIENT)


def header(message: EmailMessage, name: str, *, most: int = 300) -> str:
    """One header in one line, decoded as far as it can be; empty where there is none."""
    return plain(message.get(name) or "")[:most].strip()


def addresses(message: EmailMessage, *names: str) -> list[str]:
    """The addresses in these headers, in their order, as addresses are kept."""
    lines = [plain(value)[:LONGEST_HEADER] for name in names for value in message.get_all(name, [])]
    return [tidy_email(address) for _, address in getaddresses(lines) if "@" in address]


def plain(value) -> str:
    """Text without line ends, and without the signs that stand for bytes nobody understood."""
    text = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(text.replace("\x00", " ").split())
