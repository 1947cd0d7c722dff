"""Reading the addresses somebody typed or pasted into one field."""
import re
from dataclasses import dataclass, field

from portal.people.user import tidy_email

MOST = 50
#: What mail servers take: no quoting, no control characters, a dot in the domain. RFC 5321 bounds the lengths.
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?", re.ASCII)
#: It begins behind a separator only: tried at each letter of a long text, it would read all of it again and again.
_BRACKETED = re.compile(r"(?<![^<>,;\n])[^<>,;\n]*<([^<>]*)>")


@dataclass(frozen=True)
class Problem:
    """One typed address that cannot be invited, and why: malformed, too_many, here, staff."""

    address: str
    code: str


@dataclass
class AddressList:
    """The addresses of one field, tidied, each once, in the order typed; and what was wrong among them."""

    addresses: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_addresses(text: str) -> AddressList:
    """Addresses between commas, semicolons, blanks or lines; ``Cleo <cleo@acme.example>`` counts as one."""
    read = AddressList()
    for piece in re.split(r"[\s,;]+", _BRACKETED.sub(r" \1 ", text)):
        if piece:
            _take(piece, read)
    if len(read.addresses) > MOST:
        read.problems.append(Problem(str(MOST), "too_many"))
    return read


def _take(piece: str, read: AddressList) -> None:
    address = tidy_email(piece)
    if not is_address(address):
        read.problems.append(Problem(piece[:100], "malformed"))
    elif address not in read.addresses:
        read.addresses.append(address)


def is_address(text: str) -> bool:
    """Whether a tidied text can be an address that mail reaches."""
    return len(text) <= 254 and ".." not in text and ADDRESS.fullmatch(text) is not None
