"""Addresses and links that do something for whoever has them: they are for one person, and answers quote them."""
import re

#: What stands in the place of a key.
GONE = "…"

_ADDRESS = re.compile(r"(?<![a-z0-9])(?:b-|m-\d{1,18}-\d{9,11}-)?[a-z2-7]{24,26}(?=@)", re.IGNORECASE)
_LINK = re.compile(r"(/(?:unsubscribe|sign-in(?:/operator)?|setup|i)/)[\w-]{16,}")


def without_keys(text: str) -> str:
    """The text with reply addresses, and links to unsubscribe or sign in, made useless to its readers."""
    return _LINK.sub(rf"\1{GONE}", _ADDRESS.sub(GONE, text))
