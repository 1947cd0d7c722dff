"""Which delivery a mail of ours was, for ourselves: deliveries are counted over everybody's, and nobody shall read how many.

A name holds the number of the delivery and the second it was owed in (numbers are given again), hidden under a proof that
only we can make of both; the same each time, so that a receiver can tell that it is the same mail.
"""
import base64
import hmac
import re
from binascii import Error

_NUMBER, _SECOND = 6, 5
#: So long is what is hidden, in letters.
HIDDEN = 18
#: What stands before the host in the name of a mail of ours.
OWN_NAME = re.compile(r"[a-z2-7]{18}\.[a-z2-7]{16}|[0-9a-f-]{1,36}\.\d{9,11}")
#: In the headers of a mail that answers one of ours; before this they were named by the bare number.
_NAME, _PLAIN = re.compile(r"<([a-z2-7]{18})\.([a-z2-7]{16})@"), re.compile(r"<(\d{1,18})\.\d{1,12}@")


def in_letters(raw: bytes) -> str:
    """In small letters and digits: mail servers may write addresses in small letters."""
    return base64.b32encode(raw).decode().rstrip("=").lower()


def hidden(number: int, owed_at: int, proof: str, key: str) -> str:
    """Both, for whoever holds the key, under a proof of them."""
    return in_letters(_mixed(number.to_bytes(_NUMBER, "big") + owed_at.to_bytes(_SECOND, "big"), proof, key))


def unhidden(text: str, proof: str, key: str) -> tuple[int, int] | None:
    """What was hidden under a proof; that the proof is one is for the caller to see."""
    try:
        plain = _mixed(base64.b32decode(text.upper() + "=" * (-len(text) % 8)), proof, key)
    except Error:
        return None
    return int.from_bytes(plain[:_NUMBER], "big"), int.from_bytes(plain[_NUMBER:], "big")


def mail_name(number: int, owed_at: int, key: str) -> str:
    """What stands before the host in a mail's Message-ID."""
    proof = in_letters(hmac.digest(key.encode(), f"mail:{number}:{owed_at}".encode(), "sha256")[:10])
    return f"{hidden(number, owed_at, proof, key)}.{proof}"


def mails_named(headers: str, key: str) -> list[int]:
    """The numbers of the mails of ours that are named there, in their order."""
    ours = [(place.start(), number) for place in _NAME.finditer(headers) if (number := _number(*place.groups(), key)) is not None]
    return [number for _place, number in sorted(ours + [(place.start(), int(place[1])) for place in _PLAIN.finditer(headers)])]


def _number(text: str, proof: str, key: str) -> int | None:
    told = unhidden(text, proof, key)
    return told[0] if told and hmac.compare_digest(mail_name(*told, key), f"{text}.{proof}") else None


def _mixed(text: bytes, proof: str, key: str) -> bytes:
    stream = hmac.digest(key.encode(), f"hide a number:{proof}".encode(), "sha256")
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))
