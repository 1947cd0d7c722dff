"""Random secrets and their hashes; secrets that mails carry are derived when the mail is written, never kept."""
import base64
import hashlib
import hmac
import secrets
from uuid import UUID

#: No 0 O 1 I L 5 S 8 B 2 Z U V: nobody has to ask which one it is.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 8


def random_token() -> str:
    """256 bits, for cookies."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> bytes:
    """What is kept of a random token. A plain hash suffices for 256 random bits (OWASP ASVS 5.0, 11.4)."""
    return hashlib.sha256(token.encode()).digest()


def derived(key: str, purpose: str, subject: UUID) -> bytes:
    """A secret that only the holder of the installation's key can make for this subject."""
    return hmac.digest(key.encode(), f"{purpose}:{subject}".encode(), "sha256")


def link_token(key: str, purpose: str, subject: UUID) -> str:
    """A token for an address: the subject's id and its derived secret."""
    return base64.urlsafe_b64encode(subject.bytes + derived(key, purpose, subject)[:24]).decode().rstrip("=")


def subject_of(key: str, purpose: str, token: str) -> UUID | None:
    """The id a link token was made for, or None where it is not one of ours."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        subject = UUID(bytes=raw[:16])
    except ValueError:
        return None
    return subject if hmac.compare_digest(link_token(key, purpose, subject), token) else None


def derived_code(key: str, purpose: str, subject: UUID) -> str:
    """Eight characters to type, about 36 bits, derived so that no row ever holds them."""
    number = int.from_bytes(derived(key, purpose + "-code", subject)[:16], "big")
    code = ""
    for _ in range(CODE_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        code += ALPHABET[rest]
    return code


def tidy_code(text: str) -> str:
    """A typed code as it was meant: without spaces and dashes, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())
