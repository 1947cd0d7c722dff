"""A conflict is a value the person was shown that has changed meanwhile. Forms send what they showed."""
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from flask import g, request
from sqlalchemy import inspect

from portal.base.database import db


class Difference(NamedTuple):
    """What was shown under a name and is another now; what is not told in words here, the form of the route can say."""

    shown: str
    now: object
    label: str | None = None
    yours: str | None = None
    theirs: str | None = None


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

    A field that was not shown is never compared: an edit the reader cannot see causes no conflict. What came with who
    is at the door, such as their own name, was read before it was their turn, and is read again.
    """
    if isinstance(record, db.Model) and db.engine.dialect.name == "postgresql":
        db.session.refresh(record, [field for field in fields if field in inspect(record).mapper.column_attrs])
    return {field: differing()[field][:2] for field in fields if differs(field, getattr(record, field))}


def differs(field: str, now, **words: str) -> bool:
    """Whether a value was shown and is another now. The outbox is told so: words are ``label``, ``yours``, ``theirs``."""
    shown = request.form.get(f"shown_{field}")
    if shown is None or plain(shown) == plain(now):
        return False
    differing()[field] = Difference(shown, now, **words)
    return True


def differing() -> dict[str, Difference]:
    """What was found to differ in this request."""
    if "differing" not in g:
        g.differing = {}
    return g.differing
