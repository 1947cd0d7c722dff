"""A conflict is a value the person was shown that has changed meanwhile. Forms send what they showed."""
from datetime import date, datetime
from decimal import Decimal

from flask import request


def plain(value) -> str:
    """A value as the hidden ``shown_…`` field carries it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    # Browsers send line ends as CR LF and know no other.
    return str(value).replace("\r\n", "\n").strip()


def differences(record, *fields: str) -> dict[str, tuple[str, object]]:
    """Field -> (what was shown, what it is now), for each field sent as ``shown_<field>`` that differs.

    A field that was not shown is never compared: an edit the reader cannot see causes no conflict.
    """
    found = {}
    for field in fields:
        shown = request.form.get(f"shown_{field}")
        now = getattr(record, field)
        if shown is not None and plain(shown) != plain(now):
            found[field] = (shown, now)
    return found
