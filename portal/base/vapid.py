"""The key by which push services know this installation, and whom they may ask about it (VAPID, RFC 8292)."""
import binascii
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

#: The order of the curve P-256: a private key is a number from 1 to one less.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
#: Apple takes neither localhost nor blanks.
SUBJECT = re.compile(r"(?:mailto:[^\s@<>]+@|https://)(?!localhost\b)[\w-]+(?:\.[\w-]+)+")
#: Where nobody said whom to ask.
NOBODY = "mailto:nobody@portico.example"


def new_private_key() -> str:
    return as_text((secrets.randbelow(ORDER - 1) + 1).to_bytes(32, "big"))


def is_private_key(text: str) -> bool:
    try:
        data = as_bytes(text)
    except (binascii.Error, ValueError):
        return False
    return len(data) == 32 and 0 < int.from_bytes(data, "big") < ORDER


@lru_cache(8)
def public_key(private_key: str) -> str:
    """What browsers are told, so that they take pushes of nobody else."""
    # Only where it is asked for: the library is large.
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = ec.derive_private_key(int.from_bytes(as_bytes(private_key), "big"), ec.SECP256R1())
    return as_text(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def subject_for(*, told: str | None, mail_from: str, base_url: str) -> str:
    """Whom a push service may ask: as set, else the sender of mails, else the address of the installation."""
    host = urlsplit(base_url).hostname or ""
    choices = (told or "", f"mailto:{parseaddr(mail_from)[1]}", f"https://{host}" if base_url.startswith("https:") else "")
    return next((text for text in choices if SUBJECT.fullmatch(text)), NOBODY)


def as_text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def as_bytes(text: str) -> bytes:
    """What base64url spells, with or without its padding. Raises binascii.Error and ValueError."""
    if not re.fullmatch(r"[\w-]*={0,2}", text, re.ASCII):
        raise ValueError("not base64url")
    text = text.rstrip("=")
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
