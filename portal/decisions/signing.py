"""Signatures of this installation (Ed25519, RFC 8032), each for one purpose: what was signed as a file is no receipt."""
import json
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from portal.base.vapid import as_bytes, as_text

RECEIPT, PDF = b"portico-receipt/1\n", b"portico-receipt-pdf/2\n"


class PublicKey(NamedTuple):
    """What anybody may check signatures with. Its id is its thumbprint (RFC 7638)."""

    id: str
    public: bytes

    @property
    def as_jwk(self) -> dict[str, str]:
        """The key as others read it (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "x": as_text(self.public), "kid": self.id, "use": "sig", "alg": "EdDSA"}


def public_key(public: bytes) -> PublicKey:
    """The public key of these 32 bytes, with its id."""
    asked = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": as_text(public)}, separators=(",", ":"))
    return PublicKey(as_text(sha256(asked.encode()).digest()), public)


@lru_cache(8)
def public_key_of(private: str) -> PublicKey:
    """What others are told of a private key."""
    return public_key(_private(private).public_key().public_bytes_raw())


def signed(private: str, purpose: bytes, data: bytes) -> bytes:
    """The signature of these bytes, 64 bytes long: the same each time."""
    return _private(private).sign(purpose + data)


def is_signed(key: PublicKey, signature: bytes, purpose: bytes, data: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, purpose + data)
    except InvalidSignature:
        return False
    return True


@lru_cache(8)
def _private(text: str):
    # Only where it is asked for: the library is large.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(as_bytes(text))
