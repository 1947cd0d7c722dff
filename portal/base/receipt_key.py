"""The key that receipts are signed with (Ed25519, RFC 8032): 32 bytes that nobody else knows, as base64url."""
import binascii
import secrets

from portal.base.vapid import as_bytes, as_text


def new_receipt_key() -> str:
    return as_text(secrets.token_bytes(32))


def is_receipt_key(text: str) -> bool:
    try:
        return len(as_bytes(text)) == 32
    except (binascii.Error, ValueError):
        return False
