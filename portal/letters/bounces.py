"""What mail servers report of mail they could not deliver (RFC 3464; Exim's own header where there is no report)."""
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import getaddresses
from typing import NamedTuple

#: More failures in one report are told of a list, not of a mail of ours.
MOST = 50
MOST_PARTS = 100
#: How much of what a server says is kept.
LONGEST = 300

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]{1,300}>)", re.IGNORECASE | re.MULTILINE)
#: Of permanent failures those that lie in the address; the others lie in the mail, its size, or a policy (RFC 3463, 3).
_OF_THE_ADDRESS = {("0", "0"), ("2", "0"), ("2", "1"), ("4", "1"), ("4", "4"), ("7", "13")}


class Bounce(NamedTuple):
    address: str
    #: Whether the address itself is wrong, so that the next mail will not arrive either.
    hard: bool
    #: What the server says, in one line.
    said: str
    #: Of the mail that did not arrive, where the report names it.
    message_id: str | None


def is_report(message: EmailMessage) -> bool:
    """Whether a mail server reports on a mail, be it of failure, delay or arrival, or a program of its having been read."""
    return message.get_content_type() == "multipart/report" or "X-Failed-Recipients" in message


def bounces_in(message: EmailMessage) -> list[Bounce]:
    """Each address that a mail did not reach for good; empty where nothing failed, or the mail is no report.

    Anybody can write such a mail: who reads it makes sure that it came to where reports about that address go.
    """
    if not is_report(message):
        return []
    about = _original_id(message)
    found = [_bounce(facts, about) for facts in _recipients(message) if _plain(facts, "Action").lower() == "failed"]
    if not found:
        found = [Bounce(address.lower(), True, _plain(message, "Subject")[:LONGEST], about) for address in
                 _addresses(_plain(message, "X-Failed-Recipients"))]
    return [each for each in found if "@" in each.address][:MOST]


def _recipients(message: EmailMessage) -> Iterator[Message]:
    """The fields that the report gives for each recipient; those of the whole mail have no Action."""
    for part in _parts(message):
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            groups = part.get_payload()
            yield from (each for each in groups if isinstance(each, Message)) if isinstance(groups, list) else ()


def _bounce(facts: Message, about: str | None) -> Bounce:
    said = _plain(facts, "Diagnostic-Code")
    address = _typed(_plain(facts, "Original-Recipient")) or _typed(_plain(facts, "Final-Recipient"))
    told = _typed(said) or _plain(facts, "Status")
    return Bounce(address.lower(), _is_hard(_plain(facts, "Status"), said), told[:LONGEST], about)


def _is_hard(status: str, said: str) -> bool:
    # "5.0.0" says nothing; what the server itself said often does.
    told = _STATUS.search(said) if not status or status.startswith("5.0.0") else None
    told = told or _STATUS.search(status)
    if told is None:
        return bool(re.search(r"\b55[0-4]\b", said))
    kind, subject, detail = told.groups()
    return kind == "5" and (subject == "1" or (subject, detail) in _OF_THE_ADDRESS)


def _original_id(message: EmailMessage) -> str | None:
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in ("message/rfc822", "message/global") and part is not message and isinstance(part.get_payload(), list):
            inner = part.get_payload()
            return _one_id(_plain(inner[0], "Message-ID")) if inner else None
        if kind in ("text/rfc822-headers", "message/global-headers"):
            found = _MESSAGE_ID.search(_words(part))
            return found and found[1]
    found = None if message.is_multipart() else _MESSAGE_ID.search(_words(message)[:20_000])
    return found[1] if found else None


def _parts(message: Message) -> Iterator[Message]:
    """The parts in their order, those of a mail inside left out. One after the other: nesting has no end."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        yield part
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(part.get_payload())


def _words(part: Message) -> str:
    try:
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if payload else str(part.get_payload() or "")
    except (LookupError, ValueError, AttributeError):
        return str(part.get_payload() or "")


def _typed(value: str) -> str:
    """What stands behind the type in ``rfc822; name@host`` or ``smtp; 550 no``."""
    return value.partition(";")[2].strip() if ";" in value else value.strip()


def _addresses(value: str) -> list[str]:
    return [address for _name, address in getaddresses([value[:5000]]) if address]


def _one_id(value: str) -> str | None:
    found = re.search(r"<[^<>\s]{1,300}>", value)
    return found and found[0]


def _plain(fields: Message, name: str) -> str:
    return " ".join(str(fields.get(name) or "").split())
