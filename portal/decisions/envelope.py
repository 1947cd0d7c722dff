"""A receipt as it is handed out: one line of JSON, or a PDF with the same inside; each with a signature over all of it.

JSON is canonical (RFC 8785): its words say one thing, and only in these very bytes. In a PDF the receipt stands in comments
before its last lines, and the signature of the whole file, by its SHA-512, in the line after them: so that a file is checked
as it is read, however large, and never held whole.
"""
import binascii
import json
import re
from hashlib import sha512
from io import SEEK_END, BytesIO
from typing import BinaryIO, NamedTuple

from portal.base.vapid import as_bytes, as_text
from portal.decisions.signing import PDF, RECEIPT, PublicKey, is_signed, public_key_of, signed

FORMAT = "portico-receipt/1"
#: A longer text is no receipt of ours, and is not read.
MOST = 4 * 2**20
#: Nor is a larger PDF.
MOST_OF_PDF = 24 * 2**20
LINE = 120
#: So much of a file is read at once.
PIECE = 2**18

_PDF = b"%PDF-"
_BEGINS, _ENDS = b"\n%portico-receipt-begins\n", b"%portico-receipt-ends\n"
_SEAL = re.compile(rb"%portico-seal ([A-Za-z0-9_-]{43}) ([A-Za-z0-9_-]{86})\n\Z")
_LAST = b"\nstartxref\n"


class Refused(Exception):
    """It proves nothing; code: ``no_receipt``, ``changed`` (or never ours), ``unknown_key``."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


class Proven(NamedTuple):
    """A receipt whose signature holds: what it says, and with which key it was signed."""

    said: dict
    key_id: str
    is_pdf: bool


def canonical(value) -> str:
    """The one way to write this as JSON: sorted, without blanks. Numbers are whole ones."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def enveloped(body: str, key_id: str, signature: bytes) -> bytes:
    """A receipt as a file, of its canonical text and the signature over that."""
    return canonical({"format": FORMAT, "key": key_id, "receipt": json.loads(body),
                      "signature": as_text(signature)}).encode() + b"\n"


def sealed(pdf: bytes, envelope: bytes, private: str) -> bytes:
    """A PDF that carries a receipt, signed as it is. Raises ValueError where the bytes are no whole PDF."""
    head, last, tail = pdf.rpartition(_LAST)
    if not (last and pdf.startswith(_PDF)):
        raise ValueError("no PDF")
    text = as_text(envelope)
    lines = "".join(f"%{text[at:at + LINE]}\n" for at in range(0, len(text), LINE))
    whole = b"".join((head, _BEGINS, lines.encode(), _ENDS, last[1:], tail.rstrip(), b"\n"))
    seal = f"%portico-seal {public_key_of(private).id} {as_text(signed(private, PDF, sha512(whole).digest()))}\n"
    return whole + seal.encode()


def proven(data: bytes, keys: dict[str, PublicKey]) -> Proven:
    """The receipt that these bytes are, where one of the keys (by id) signed exactly them. Raises Refused."""
    return proven_file(BytesIO(data), keys)


def proven_file(file: BinaryIO, keys: dict[str, PublicKey]) -> Proven:
    """The same of a file, from where it stands: a PDF is read in pieces, a text as far as one of ours goes. Raises Refused."""
    begins = file.read(len(_PDF))
    if begins != _PDF:
        return _proven(begins + file.read(MOST + 1 - len(begins)), keys)
    size = file.seek(0, SEEK_END)
    if size > MOST_OF_PDF:
        raise Refused("no_receipt")
    seal = _SEAL.search(_at(file, max(size - 200, 0), 200))
    digest, place = _read_through(file, size - len(seal[0]) if seal else size)
    inside = _inside(file, place)
    if not inside and not seal:
        raise Refused("no_receipt")
    if not inside or not seal:
        raise Refused("changed")
    _check(seal[1].decode(), seal[2].decode(), PDF, digest, keys)
    return _proven(_decoded(inside), keys)._replace(is_pdf=True)


def _at(file: BinaryIO, place: int, most: int) -> bytes:
    file.seek(place)
    return file.read(most)


def _read_through(file: BinaryIO, size: int) -> tuple[bytes, int]:
    """The SHA-512 of so many bytes from the beginning, and where the last mark among them stands; -1: nowhere."""
    digest, place, read, overlap = sha512(), -1, 0, b""
    file.seek(0)
    while read < size and (piece := file.read(min(PIECE, size - read))):
        digest.update(piece)
        here = (overlap + piece).rfind(_BEGINS)
        place = read - len(overlap) + here if here >= 0 else place
        overlap, read = (overlap + piece)[1 - len(_BEGINS):], read + len(piece)
    return digest.digest(), place


def _inside(file: BinaryIO, begins: int) -> str | None:
    """What stands in its comments. Sought by hand: an expression can be made to try for hours."""
    inside = _at(file, begins + len(_BEGINS), 2 * MOST) if begins >= 0 else b""
    ends = inside.find(_ENDS)
    return inside[:ends].replace(b"\n", b"").replace(b"%", b"").decode("ascii", "replace") if ends >= 0 else None


def _proven(data: bytes, keys: dict[str, PublicKey]) -> Proven:
    envelope = _read(data)
    try:
        text, body = canonical(envelope).encode() + b"\n", canonical(envelope["receipt"]).encode()
    except ValueError:
        raise Refused("changed") from None
    # Only in these bytes: a blank more, or a key twice, is a change.
    if text != data:
        raise Refused("changed")
    _check(envelope["key"], envelope["signature"], RECEIPT, body, keys)
    return Proven(envelope["receipt"], envelope["key"], False)


def _read(data: bytes) -> dict:
    try:
        found = json.loads(data) if len(data) <= MOST else None
    except (ValueError, RecursionError):
        # A receipt of ours that lost a quotation mark is told from a picture of a cat.
        raise Refused("changed" if FORMAT.encode() in data[:MOST] else "no_receipt") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused("no_receipt")
    if set(found) != {"format", "key", "receipt", "signature"} or not isinstance(found["receipt"], dict) \
            or not isinstance(found["key"], str) or not isinstance(found["signature"], str):
        raise Refused("changed")
    return found


def _check(key_id: str, signature: str, purpose: bytes, data: bytes, keys: dict[str, PublicKey]) -> None:
    if key_id not in keys:
        raise Refused("unknown_key")
    decoded = _decoded(signature)
    if len(decoded) != 64 or not is_signed(keys[key_id], decoded, purpose, data):
        raise Refused("changed")


def _decoded(text: str) -> bytes:
    """What base64url spells, if it is spelled so: the last letter has bits that mean nothing."""
    try:
        data = as_bytes(text)
    except (binascii.Error, ValueError):
        raise Refused("changed") from None
    if as_text(data) != text:
        raise Refused("changed")
    return data
