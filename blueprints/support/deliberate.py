"""Deliberate input: a button held for a moment, or two digits typed, so that a program which presses every button
changes nothing."""
from hmac import compare_digest

from flask import request

#: How long a button is held, in milliseconds, before it counts.
HELD = 500


def digits_for(secret: bytes) -> str:
    """The two digits that a page shows, the same each time for one secret."""
    return str(10 + int.from_bytes(secret[-4:], "big") % 90)


def was_deliberate(digits: str) -> bool:
    """Whether this request came from a held button, or carries the digits its page showed."""
    typed = (request.form.get("digits") or "").strip()
    return compare_digest(typed.encode(), digits.encode()) or request.form.get("held_ms", 0, type=int) >= HELD
