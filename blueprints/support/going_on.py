"""Where somebody wanted to go before they were stopped at the door: only ever a path of this very portal."""
from urllib.parse import urlsplit

LONGEST = 500
#: Pages of the door itself: going on to them would lead in circles.
DOORS = ("/sign-in", "/sign-out", "/setup")


def safe_path(text: str | None) -> str:
    """The path, or "" where the text could lead anywhere else (OWASP: unvalidated redirects)."""
    text = text or ""
    if not text.startswith("/") or text[1:2] in ("/", "\\") or len(text) > LONGEST or "\\" in text:
        return ""
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or any(parts.path == door or parts.path.startswith(door + "/") for door in DOORS):
        return ""
    return text
